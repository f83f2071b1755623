"""A plan file is read whole or refused with every fault at once."""

from pathlib import Path

import pytest

from app.plans.faults import PlanError, PlanFault
from app.plans.loader import load_plan, parse_plan

GOOD = """
id = "small"
version = 1
territory = "330326"
reference_date = 2020-11-01
measures = [
  { id = "main-share", kind = "share", zone = "main", label_zh = "占比", label_en = "Share", clause = "1" },
]
[document]
title_zh = "规划"
title_en = "Plan"
issuer_zh = "政府"
issuer_en = "Government"
issued = "2022"
base_year = 2020
horizon = [2025]
[[zones]]
id = "main"
label_zh = "主中心"
label_en = "Main centre"
clause = "2"
membership = "enumerated"
members = ["330326100", "330326101"]
"""


def faults(text: str) -> tuple[PlanFault, ...]:
    with pytest.raises(PlanError) as caught:
        parse_plan(text.encode(), "small.toml")
    return caught.value.faults


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(GOOD)
    plan = load_plan(path)
    assert plan.measures[0].kind == "share"
    assert plan.zones[0].id == "main"


def test_an_unknown_kind_names_file_key_clause_and_the_kinds_there_are() -> None:
    (fault,) = faults(GOOD.replace('kind = "share"', 'kind = "shares"'))
    assert (fault.file, fault.key, fault.clause) == ("small.toml", "measures[0](main-share).kind", "1")
    assert "'shares'" in fault.message
    assert {"share", "density", "growth", "primacy"} <= set(fault.allowed)


def test_an_unknown_key_is_a_fault_not_a_remark() -> None:
    (fault,) = faults(GOOD.replace('zone = "main",', 'zone = "main", zonne = "main",'))
    assert (fault.key, fault.message) == ("measures[0](main-share).zonne", "unknown key")


def test_an_unknown_value_lists_the_allowed_ones() -> None:
    (fault,) = faults(
        GOOD + '[[targets]]\nnumber = "1"\nmeasure = "main-share"\nunit = "%"\nclause = "3"\n'
        'points = [{ year = 2025, comparator = "~", value = "50" }]\n'
    )
    assert fault.key == "targets[0].points[0].comparator"
    assert {"=", ">", "≥", "aspirational", "rising"} <= set(fault.allowed)
    assert fault.clause == "3"


def test_all_faults_come_at_once() -> None:
    text = GOOD.replace("version = 1", "version = 0").replace('territory = "330326"', 'territory = "3303"')
    text = text.replace('kind = "share"', 'kind = "sum"').replace('title_en = "Plan"\n', "")
    assert {fault.key for fault in faults(text)} == {
        "version", "territory", "measures[0](main-share).kind", "document.title_en",
    }  # fmt: skip


def test_numbers_must_be_text_so_that_their_decimals_survive() -> None:
    figure = '{ measure = "main-share", period = "2020", value = 45.30, unit = "%", clause = "4" }'
    (fault,) = faults(GOOD + f"[printed]\nfigures = [{figure}]\n")
    assert fault.key == "printed.figures[0].value"


@pytest.mark.parametrize(
    ("content", "message"), [(b"id = ", "not TOML"), ("规划".encode("gbk"), "not UTF-8"), (b"", "Field required")]
)
def test_what_is_not_a_plan_file_at_all(content: bytes, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        parse_plan(content, "x.toml")


def test_a_fault_reads_as_one_line() -> None:
    fault = PlanFault("a.toml", "zones[0](z).members", "unknown code 1", ("2", "3"), "附件1")
    assert str(fault) == "a.toml: zones[0](z).members (clause 附件1): unknown code 1; allowed: 2, 3"
