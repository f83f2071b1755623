"""All printed figures of the four plans, judged."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pytest

from app.domain.facts import Facts
from app.domain.plan import Plan
from app.domain.reconciliation import reconcile
from app.domain.result import PublishedVerdict
from app.domain.verdict import Verdict


@pytest.fixture(scope="module")
def verdicts(facts: Facts, plans: Mapping[str, Plan]) -> dict[str, tuple[PublishedVerdict, ...]]:
    return {plan.id: reconcile(plan, plans, facts) for plan in plans.values()}


def find(verdicts: tuple[PublishedVerdict, ...], printed: str, measure: str | None = None) -> PublishedVerdict:
    return next(v for v in verdicts if v.figure.printed_value == printed and measure in {None, v.figure.measure})


def test_nothing_differs_without_an_acknowledged_reason(
    verdicts: dict[str, tuple[PublishedVerdict, ...]],
) -> None:
    differing = [v for found in verdicts.values() for v in found if v.verdict is Verdict.DIFFERS]
    assert [v.figure for v in differing if not v.figure.acknowledged] == []
    assert {v.figure.printed_value for v in differing} == {
        "10.43", "14.57", "53.680", "55.39", "59", "71", "9.01",
    }  # fmt: skip


def test_what_cannot_be_computed_says_why(verdicts: dict[str, tuple[PublishedVerdict, ...]]) -> None:
    silent = [
        v.figure for found in verdicts.values() for v in found if v.verdict is Verdict.NOT_COMPUTABLE and not v.reason
    ]
    assert silent == []
    pingyang = verdicts["pingyang-population-2035"]
    assert find(pingyang, "8.58").reason == "no count for 2015"
    assert find(pingyang, "55", "gupanshan-cluster-share").reason == (
        "the computed value rests on estimates without bounds: 万全镇 330326117"
    )


def test_the_province_table_is_reproduced(verdicts: dict[str, tuple[PublishedVerdict, ...]]) -> None:
    table = [v for v in verdicts["wenzhou-population-2035"] if v.figure.clause == "表2"]
    assert len(table) == 70
    assert {v.figure.subject for v in table if v.verdict is not Verdict.REPRODUCED} == {"宁波市"}


def test_changes_are_judged_on_the_basis_the_plan_used(
    verdicts: dict[str, tuple[PublishedVerdict, ...]],
) -> None:
    city, county = verdicts["wenzhou-population-2035"], verdicts["pingyang-population-2035"]
    assert find(city, "-2.9").verdict is Verdict.REPRODUCED
    assert find(city, "6.14").verdict is Verdict.REPRODUCED
    assert find(city, "12.61").verdict is Verdict.REPRODUCED
    assert find(city, "47.28").verdict is Verdict.REPRODUCED
    assert find(city, "45.08").verdict is Verdict.REPRODUCED
    assert find(county, "12.43").verdict is Verdict.WITHIN_ROUNDING


def test_the_plan_is_judged_by_its_own_inputs_where_it_says_so(
    verdicts: dict[str, tuple[PublishedVerdict, ...]],
) -> None:
    found = find(verdicts["pingyang-population-2035"], "61.68")
    assert found.verdict is Verdict.REPRODUCED
    assert found.figure.basis == "printed"


def test_productivity_is_computed_for_every_year(verdicts: dict[str, tuple[PublishedVerdict, ...]]) -> None:
    rows = [v for v in verdicts["wenzhou-population-2035"] if v.figure.quantity == "productivity"]
    assert len(rows) == 7
    assert [v.figure.period[:4] for v in rows if v.verdict is Verdict.DIFFERS] == ["2018"]


def test_another_unit_is_judged_by_the_same_measure(verdicts: dict[str, tuple[PublishedVerdict, ...]]) -> None:
    longgang = find(verdicts["wenzhou-population-2035"], "96.89")
    assert (longgang.figure.subject, longgang.verdict) == ("龙港市", Verdict.REPRODUCED)


def test_the_plans_own_arithmetic_is_reproduced(verdicts: dict[str, tuple[PublishedVerdict, ...]]) -> None:
    county = verdicts["pingyang-population-2035"]
    reckoned = {v.figure.printed_value: v for v in county if v.figure.extrapolation}
    assert set(reckoned) == {"88.94", "91.62", "95.30", "2.99", "93.1", "96.7", "0.18"}
    assert {v.verdict for v in reckoned.values()} == {Verdict.REPRODUCED}
    assert reckoned["91.62"].computed == Fraction(863_166, 10_000) * Fraction("1.012") ** 5


def test_verdicts_per_plan(verdicts: dict[str, tuple[PublishedVerdict, ...]]) -> None:
    counted = {plan: dict(Counter(v.verdict.value for v in found)) for plan, found in verdicts.items()}
    assert counted == {
        "wenzhou-population-2035": {"reproduced": 117, "within_rounding": 1, "differs": 2, "not_computable": 8},
        "wenzhou-fyp14": {"differs": 1},
        "wenzhou-social-fyp14": {"reproduced": 1},
        "pingyang-population-2035": {"reproduced": 47, "within_rounding": 2, "differs": 4, "not_computable": 7},
    }


def test_what_is_missing_is_named(verdicts: dict[str, tuple[PublishedVerdict, ...]]) -> None:
    county = verdicts["pingyang-population-2035"]
    registered = find(county, "1.81")
    assert registered.verdict is Verdict.NOT_COMPUTABLE
    assert registered.reason is not None
    assert registered.reason.startswith("no count of the police register for 2010")
    missing = [v.figure.period for v in county if v.reason == f"no count for {v.figure.period}"]
    assert missing == ["2015", "2016", "2017", "2018", "2019"]
