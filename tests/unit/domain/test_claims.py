from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from app.domain.claims import CheckedClaim, Standing, check_claims
from app.domain.facts import Facts
from app.domain.plan import Plan
from app.domain.statements import Claim, GapClaim, QuotientClaim, ThresholdClaim

CITY, COUNTY = "wenzhou-population-2035", "pingyang-population-2035"


def checked(plan: Plan, plans: Mapping[str, Plan], facts: Facts, *claims: Claim) -> list[CheckedClaim]:
    return list(check_claims(replace(plan, claims=claims or plan.claims), plans, facts))


def test_the_claims_of_the_plans(plans: Mapping[str, Plan], facts: Facts) -> None:
    standings = {c.claim.id: c.standing.value for p in plans.values() for c in checked(p, plans, facts)}
    assert standings.pop("three-counties-below-60") == "fails"
    assert set(standings.values()) == {"holds"}
    assert len(standings) == 6


def test_a_threshold_is_checked_unit_by_unit(plans: Mapping[str, Plan], facts: Facts) -> None:
    """723,913 of 725,036 in 龙湾 were urban in 2020, 802,374 of 963,238 in 瓯海."""
    claim = ThresholdClaim(
        "c", "1", "句", "words", "urbanisation", "2020", ">", Decimal(90), "%", ("330303", "330304"),
    )  # fmt: skip
    (found,) = checked(plans[CITY], plans, facts, claim)
    assert found.standing is Standing.FAILS
    assert found.evidence_en.startswith("瓯海区 330304 ")
    (alone,) = checked(plans[CITY], plans, facts, replace(claim, units=("330303",)))
    assert alone.standing is Standing.HOLDS
    (unknown,) = checked(plans[CITY], plans, facts, replace(claim, period="1990"))
    assert unknown.standing is Standing.NOT_COMPUTABLE


def test_a_gap_must_add_up_and_have_its_goal(plans: Mapping[str, Plan], facts: Facts) -> None:
    gap = GapClaim("c", "1", "句", "words", "population", "2025", "100", "93", "6", "万")
    wrong, goalless = checked(plans[COUNTY], plans, facts, gap, replace(gap, goal="99"))
    assert (wrong.standing, wrong.evidence_en) == (Standing.FAILS, "100 - 93 = 7")
    assert (goalless.standing, goalless.evidence_en) == (Standing.FAILS, "99 is no target of 2025")


def test_a_quotient_is_taken_of_what_is_printed(plans: Mapping[str, Plan], facts: Facts) -> None:
    share = QuotientClaim(
        "c", "1", "句", "words", "main-centre-share", "sub-centre-population", "population", "2020",
    )  # fmt: skip
    wrong, missing = checked(plans[CITY], plans, facts, share, replace(share, part="urban-core-growth"))
    assert (wrong.standing, wrong.evidence_en) == (Standing.FAILS, "166.13 / 957.29 = 17.4..17.4 %")
    assert missing.standing is Standing.NOT_COMPUTABLE
