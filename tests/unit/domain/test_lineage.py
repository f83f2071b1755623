from datetime import date

from app.domain.facts import Facts
from app.domain.lineage import changes, is_inside, later_parts, later_sources, territory_changes

OLD, NEW = date(2010, 11, 1), date(2020, 11, 1)
CORE = ("330302", "330303", "330304", "330305")


def crossing(facts: Facts, *members: str) -> set[tuple[str, str]]:
    return {(e.from_unit, e.to_unit) for e in changes(facts, members, OLD, NEW).crossing}


def test_a_transfer_inside_the_zone_does_not_cross(facts: Facts) -> None:
    assert crossing(facts, *CORE) == set()
    moved = {e.part_unit for e in changes(facts, CORE, OLD, NEW).internal}
    assert "330305002" in moved


def test_the_same_transfer_crosses_each_district_alone(facts: Facts) -> None:
    assert crossing(facts, "330303") == {("330303", "330305")}
    assert crossing(facts, "330305") == {("330303", "330305")}


def test_a_split_crosses_unless_both_parts_are_members(facts: Facts) -> None:
    assert crossing(facts, "330327") == {("330327", "330383")}
    assert crossing(facts, "330326", "330327", "330383") == set()


def test_town_changes_stay_inside_their_county(facts: Facts) -> None:
    assert crossing(facts, "330326") == set()
    assert ("330326100", "330326100") in crossing(facts, "330326100")
    assert crossing(facts, "330300") == set()


def test_direction_of_time_does_not_matter(facts: Facts) -> None:
    assert changes(facts, ("330303",), NEW, OLD) == changes(facts, ("330303",), OLD, NEW)
    assert changes(facts, ("330303",), NEW, NEW).crossing == ()


def test_a_relevel_moves_nobody(facts: Facts) -> None:
    releveled = [e for e in changes(facts, ("330305",), OLD, NEW).crossing if e.kind == "relevel"]
    assert releveled == []


def test_a_unit_that_moves_whole_stays_in_a_zone_of_its_own(facts: Facts) -> None:
    assert crossing(facts, "330305002") == set()
    assert crossing(facts, "330383") == set()


def test_inside_follows_the_parents_of_the_day(facts: Facts) -> None:
    assert is_inside(facts, ("330303",), "330305002", OLD)
    assert not is_inside(facts, ("330305",), "330305002", OLD)
    assert is_inside(facts, ("330305",), "330305002", NEW)
    assert not is_inside(facts, ("330302",), "330305002", NEW)


def test_sources_and_parts_look_only_forward(facts: Facts) -> None:
    assert [e.from_unit for e in later_sources(facts, "330383", OLD)] == ["330327"]
    assert later_sources(facts, "330383", NEW) == ()
    assert "330383" in {e.to_unit for e in later_parts(facts, "330327", OLD)}


def test_what_leaves_a_unit_changes_its_land_and_what_moves_whole_keeps_its_own(facts: Facts) -> None:
    assert [e.part_unit for e in territory_changes(facts, "330327")] == ["330383"]
    assert [e.kind for e in territory_changes(facts, "330326101")] == ["transfer"]
    assert territory_changes(facts, "330383") == ()
    assert territory_changes(facts, "330300") == ()
