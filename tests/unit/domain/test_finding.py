from dataclasses import replace

from app.domain.finding import MOST, Finding, bounded, listed


def finding(number: int) -> Finding:
    return Finding("jumps", "warning", f"unit {number}", "Too far.", "Look.", unit=str(number))


def test_json_leaves_out_what_is_not_known() -> None:
    told = {"check": "jumps", "severity": "warning", "place": "unit 1", "explanation": "Too far.", "remedy": "Look."}
    assert finding(1).as_json() == told | {"unit": "1"}


def test_many_findings_are_bounded_and_the_last_says_so() -> None:
    kept = list(bounded(finding(number) for number in range(MOST + 7)))
    assert len(kept) == MOST
    assert kept[-1].explanation == "Too far. And 7 more of this kind are not listed."
    assert list(bounded([finding(1)])) == [finding(1)]
    assert list(bounded([])) == []


def test_errors_come_before_warnings_however_late_they_are_found() -> None:
    late = replace(finding(99), severity="error")
    kept = list(bounded([*(finding(number) for number in range(MOST)), late]))
    assert (kept[0], len(kept)) == (late, MOST)
    assert kept[-1].explanation == "Too far. And 1 more of this kind are not listed."


def test_long_lists_are_cut() -> None:
    assert listed([str(number) for number in range(12)]).endswith("8, 9 and 2 more")
