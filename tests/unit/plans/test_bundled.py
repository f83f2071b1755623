"""The bundled plans hold what the documents print: zones, targets, figures, clauses, both languages."""

from collections.abc import Mapping

from app.plans.schema import PlanFile


def test_every_definition_cites_its_clause_in_two_languages(plan_files: Mapping[str, PlanFile]) -> None:
    for plan in plan_files.values():
        rows = [(z.id, z.clause, z.label_zh, z.label_en) for z in plan.zones]
        rows += [(m.id, m.clause, m.label_zh, m.label_en) for m in plan.measures]
        for identifier, clause, label_zh, label_en in rows:
            assert clause
            assert label_en.isascii(), identifier
            assert not label_zh.isascii(), identifier
        printed = [f.clause for f in plan.printed.figures] + [i.clause for i in plan.printed.inputs]
        assert all([*printed, *(target.clause for target in plan.targets)])


def test_figures_per_plan(plan_files: Mapping[str, PlanFile]) -> None:
    assert {i: len(plan.printed.figures) for i, plan in plan_files.items()} == {
        "wenzhou-population-2035": 128,
        "wenzhou-fyp14": 1,
        "wenzhou-social-fyp14": 1,
        "pingyang-population-2035": 60,
    }


def test_node_towns_and_poles(plan_files: Mapping[str, PlanFile]) -> None:
    zones = {zone.id: getattr(zone, "members", ()) for zone in plan_files["wenzhou-fyp14"].zones}
    assert {i: len(members) for i, members in zones.items()} == {
        "main-centre": 7, "south-sub-centre": 3, "west-poles": 2, "nodes": 16,
    }  # fmt: skip


def test_the_forecast_gives_three_runs_of_fifteen_years(plan_files: Mapping[str, PlanFile]) -> None:
    (outlook,) = plan_files["pingyang-population-2035"].outlooks
    assert outlook.years == tuple(range(2021, 2036))
    printed = {s.id: dict(zip(outlook.years, s.values, strict=True)) for s in outlook.scenarios}
    assert [printed[run][2025] for run in ("low", "middle", "high")] == ["87.80", "91.88", "96.57"]
    assert [printed[run][2035] for run in ("low", "middle", "high")] == ["88.19", "96.71", "106.15"]
    assert [printed[run][2032] for run in ("low", "middle", "high")] == ["88.43", "96.83", "104.58"]


def test_target_tables_are_complete(plan_files: Mapping[str, PlanFile]) -> None:
    numbers = {i: [t.number for t in plan.targets] for i, plan in plan_files.items()}
    assert numbers["wenzhou-population-2035"] == ["1", "2", "14", "15", "17", "18", "19", "20"]
    assert numbers["pingyang-population-2035"] == ["1", "2", "11", "12", "14", "15", "16"]
    for plan in plan_files.values():
        for target in plan.targets:
            assert {p.year for p in target.points} <= set(plan.document.horizon)
