import pytest

from app.ingest.marks import has_mark, is_note, is_subtotal, is_total, plain_text, without_marks


@pytest.mark.parametrize(
    "text", ["昆阳镇①", "昆阳镇*", "昆阳镇（1）", "昆阳镇[注2]", "昆阳镇 ¹ ²", "昆阳镇（注：含飞地）"]
)
def test_marks_at_the_end_are_taken_off(text: str) -> None:
    assert without_marks(text) == "昆阳镇"
    assert has_mark(text)


@pytest.mark.parametrize("text", ["昆阳镇", "昆阳镇（新）", "第2工业区", "A1", "15.78"])
def test_what_is_part_of_a_name_or_number_stays(text: str) -> None:
    assert without_marks(text) == text
    assert not has_mark(text)


def test_raised_digits_are_no_digits() -> None:
    assert plain_text("１５７ ７７７①") == "157777"


def test_sums_by_their_names() -> None:
    assert all(map(is_total, ("合计", "合　计", "总 计", "全市", "Total", "全县*")))
    assert not any(map(is_total, ("全市镇", "合计乡", "小计", "")))
    assert is_subtotal("小 计")


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        (["注：按普查时点计", "", ""], True),
        (["资料来源：统计局"], True),
        (["", "① 含某开发区"], True),
        (["* includes a zone"], True),
        (["注1、含飞地"], True),
        (["注 本表按普查时点计"], True),
        (["注溪镇", "300"], False),
        (["注溪镇", ""], False),
        (["昆阳镇", "", ""], False),
        (["", ""], False),
    ],
)
def test_notes_stand_alone(cells: list[str], *, note: bool) -> None:
    assert is_note(cells) == note
