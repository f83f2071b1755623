import pytest

from app.ingest.numbers import Count, NotACountError, decimals_of, read_count, units_in


@pytest.mark.parametrize(
    ("text", "scale", "decimals", "expected"),
    [
        ("863166", 1, 0, Count(863_166, 0)),
        ("15.78", 10_000, 0, Count(157_800, 50)),
        ("15.7", 10_000, 0, Count(157_000, 500)),
        ("15.7", 10_000, 2, Count(157_000, 50)),  # a spreadsheet dropped the zero that was printed
        ("15.7777", 10_000, 0, Count(157_777, 0)),
        ("16", 10_000, 0, Count(160_000, 5_000)),
        ("400.0", 1, 0, Count(400, 0)),
        ("15.78万", 1, 0, Count(157_800, 50)),
        ("１，２３４人", 1, 0, Count(1_234, 0)),
    ],
)
def test_counts(text: str, scale: int, decimals: int, expected: Count) -> None:
    assert read_count(text, scale, decimals) == expected


@pytest.mark.parametrize("text", ["", "x", "1.5", "-1", "1e3", "9" * 5000, "½", "0x10", "万", "1万2", "--1"])
def test_what_is_no_count(text: str) -> None:
    with pytest.raises(NotACountError) as refused:
        read_count(text)
    assert len(str(refused.value)) < 100


def test_decimals_are_those_that_are_shown() -> None:
    assert [decimals_of(text) for text in ("15.780", "15", "15.", "x", "15.78*")] == [3, 0, 0, 0, 2]


@pytest.mark.parametrize(
    ("text", "scales"),
    [
        ("单位：万人", {10_000}),
        ("计量单位: 人", {1}),
        ("（单位：人）", {1}),
        ("单位：万人、%", {10_000}),
        ("单位：万人、户", {10_000, 1}),
        ("单位：千人", {1_000}),
        ("单位：打人", {0}),
        ("常住人口（万人）", {10_000}),
        ("户数(户)", {1}),
        ("常住人口", set()),
        ("单位：平方公里", set()),
        ("填报单位：某县统计局", set()),
        ("名称（含外来人）", set()),
    ],
)
def test_units_in_headings_and_notes(text: str, scales: set[int]) -> None:
    assert units_in(text) == scales
