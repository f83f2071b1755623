from app.ingest.header import find_header, first_row


def test_one_row_of_headings_is_the_usual_case() -> None:
    header = find_header([["code", "households"], ["330326", "x"], ["", "y"]])
    assert header is not None
    assert (header.labels, header.data) == (("code", "households"), 1)


def test_groups_above_and_below_the_names_of_columns() -> None:
    header = find_header([["", "", "常住人口", ""], ["代码", "名称", "男", "女"], ["330326", "甲县", "1", "2"]])
    assert header is not None
    assert header.labels == ("代码", "名称", "常住人口/男", "常住人口/女")
    assert header.data == 2


def test_titles_units_and_numbers_of_columns_are_no_headings() -> None:
    rows = [
        ["某市人口"],
        [],
        ["", "", "单位：万人"],
        ["代码", "名称", "户数"],
        ["甲", "乙", "1"],
        ["330326", "甲县", "2"],
    ]
    header = find_header(rows)
    assert header is not None
    assert header.labels == ("代码", "名称", "户数")
    assert (header.data, set(header.scales), header.titles) == (5, {10_000}, ("某市人口", "单位：万人"))


def test_merged_cells_have_the_text_of_all() -> None:
    rows = [["代码", "常住人口", "", ""], ["", "男", "女", "合计"], ["330326", "1", "2", "3"]]
    header = find_header(rows, [(0, 0, 1, 0), (0, 1, 0, 3)])
    assert header is not None
    assert header.labels == ("代码", "常住人口/男", "常住人口/女", "常住人口/合计")


def test_a_row_of_data_without_numbers_is_not_a_heading() -> None:
    header = find_header([["code", "name", "households"], ["", "甲县", "many"]])
    assert header is not None
    assert header.data == 1


def test_a_heading_in_two_languages() -> None:
    header = find_header([["代码", "名称"], ["Code", "Name"], ["330326", "甲县"]])
    assert header is not None
    assert header.labels == ("代码/Code", "名称/Name")


def test_tables_that_name_no_units() -> None:
    assert find_header([["a", "b"], ["1", "2"]]) is None
    header = first_row([[], ["a", "b"], ["1", "2"]])
    assert header is not None
    assert (header.labels, header.data) == (("a", "b"), 2)
    assert first_row([[], [""]]) is None
