"""Properties of trial memberships on the bundled facts."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.evaluation import evaluate
from app.domain.facts import Facts
from app.domain.plan import Plan
from app.domain.trial import try_plan
from app.domain.what_if import Change, MembershipError, changed_plan

NEW, LATER = date(2020, 11, 1), date(2021, 12, 31)
CITY, COUNTY, FYP = "wenzhou-population-2035", "pingyang-population-2035", "wenzhou-fyp14"


@pytest.mark.parametrize("period", [NEW, LATER])
def test_no_change_changes_nothing(plans: Mapping[str, Plan], facts: Facts, period: date) -> None:
    for plan in plans.values():
        same = changed_plan(plan, plans, facts, {})
        trial = try_plan(plan, same, plans, facts, period)
        assert [e.after for e in trial.effects] == evaluate(plan, plans, facts, period)
        assert not any(e.affected for e in trial.effects)
        assert trial.targets == ()


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_adding_a_member_never_lowers_a_share(plans: Mapping[str, Plan], facts: Facts, data: st.DataObject) -> None:
    plan = plans[COUNTY]
    towns = [unit for unit in facts.children(plan.territory, NEW) if unit not in {"330326100", "330326101"}]
    order = data.draw(st.permutations(towns))
    start, one_more = order[:5], order[:6]
    shares = [
        next(r.value for r in evaluate(changed, plans, facts, NEW, {"main-centre-share"}))
        for added in (start, one_more)
        for changed in [changed_plan(plan, plans, facts, {"main-centre": Change(add=tuple(added))})]
    ]
    assert None not in shares
    assert (shares[1] or 0) >= (shares[0] or 0)


def test_all_members_are_the_whole(plans: Mapping[str, Plan], facts: Facts) -> None:
    plan = plans[COUNTY]
    everybody = Change(members=facts.children(plan.territory, NEW))
    changed = changed_plan(plan, plans, facts, {"main-centre": everybody})
    (result,) = evaluate(changed, plans, facts, NEW, {"main-centre-share"})
    assert result.value == 1


def test_what_is_removed_and_added_again_leaves_the_numbers_alone(plans: Mapping[str, Plan], facts: Facts) -> None:
    plan = plans[FYP]
    opened = changed_plan(plan, plans, facts, {"main-centre": Change(add=(), remove=("330303001",))})
    zone = opened.zone("main-centre")
    assert zone is not None
    closed = changed_plan(opened, plans, facts, {"main-centre": Change(add=("330303001",))})
    values = [evaluate(each, plans, facts, NEW, {"main-centre-population"})[0].value for each in (plan, opened, closed)]
    assert values[0] == values[2]
    assert (values[0] or 0) > (values[1] or 0)


def test_a_reference_starts_from_the_zone_it_refers_to(plans: Mapping[str, Plan], facts: Facts) -> None:
    changed = changed_plan(plans[COUNTY], plans, facts, {"metro-sub-centre": Change(remove=("330326",))})
    zone = changed.zone("metro-sub-centre")
    assert zone is not None
    assert zone.reference is None
    assert set(zone.members) == {"330327", "330383"}


def test_the_faults_name_zone_and_unit(plans: Mapping[str, Plan], facts: Facts) -> None:
    with pytest.raises(MembershipError, match=r"330326117.*already") as caught:
        changed_plan(plans[COUNTY], plans, facts, {"gupanshan-cluster": Change(add=("330326117",))})
    assert caught.value.zone == "gupanshan-cluster"
    with pytest.raises(MembershipError, match="main-centre and south-sub-centre of a partition overlap"):
        changed_plan(plans[FYP], plans, facts, {"main-centre": Change(add=("330383",))})


def test_targets_are_judged_anew(plans: Mapping[str, Plan], facts: Facts) -> None:
    plan = plans[COUNTY]
    towns = tuple(unit for unit in facts.children(plan.territory, NEW) if unit not in {"330326100", "330326101"})
    changed = changed_plan(plan, plans, facts, {"main-centre": Change(add=towns)})
    trial = try_plan(plan, changed, plans, facts, NEW)
    assert {t.target.measure for t in trial.targets} == {"main-centre-share"}
    for effect in trial.targets:
        assert effect.after.gap is not None
        assert effect.after.gap < 0 < (effect.before.gap or 0)
        assert effect.gap_persons_after is not None
        assert effect.after.state.value == "met"
