"""The zones of a plan in words: clause, members, number, what the plan prints; cut to the frame, never silently."""

import pytest

from app.domain.sheet.display_list import Text
from app.domain.sheet.paper import Frame
from app.services.sheet.zone_list import zone_list
from app.services.styles.ink import ZONE_LINE
from tests.unit.services.sheet.samples import PLAN, SHARE, content, face, texts

FACE = face()
ROOMY = Frame(200, 60, 80, 120)


def test_a_zone_says_number_status_printed_figure_bounds_verdict_members_and_clause() -> None:
    told = "".join(texts(zone_list(content(), "centre", ROOMY, FACE, "zh"))).replace(" ", "")
    for part in (
        "规划分区", "某市规划", "主中心占比,2020年11月1日:80.00%(估计值)", "刊印79%", "区间79.500–80.500", "与刊印不符",
        "成员(规划列明):镇1", "依据:一(一)4≥55（55以上）", "成员未列明", "依据:专栏3",
    ):  # fmt: skip
        assert part in told


def test_it_speaks_english() -> None:
    told = " ".join(texts(zone_list(content(), None, ROOMY, FACE, "en")))
    for part in ("Plan zones", "Main centre share, 1 November 2020: 80.00% (estimated)", "printed 79%", "differs",
                 "Members (listed in the plan): Town 1", "members not listed", "Clause: 专栏3"):  # fmt: skip
        assert part in told


def test_the_chosen_zone_comes_first_in_the_colour_of_its_line() -> None:
    items = [i for i in zone_list(content(), "centre", ROOMY, FACE, "zh") if isinstance(i, Text)]
    assert [i.content for i in items if i.bold] == ["规划分区", "主中心", "外围"]
    assert [i.content for i in items if i.fill == ZONE_LINE] == ["主中心"]


def test_a_normal_number_has_no_remark_and_one_without_a_printed_figure_no_verdict() -> None:
    plain = SHARE | {"status": "A", "published": None}
    told = " ".join(texts(zone_list(content(measures={"centre": [plain]}), None, ROOMY, FACE, "en")))
    assert "80.00%" in told
    assert "(" not in told.split("80.00%")[1].split("Members")[0]
    assert "printed" not in told


@pytest.mark.parametrize("zones", [1, 5, 40])
@pytest.mark.parametrize("height", [30.0, 60.0, 120.0])
def test_what_does_not_fit_is_counted_and_nothing_hangs_over(zones: int, height: float) -> None:
    many = PLAN | {"zones": [PLAN["zones"][1] | {"id": str(i)} for i in range(zones)]}
    frame = Frame(200, 60, 80, height)
    items = [i for i in zone_list(content(plan=many), None, frame, FACE, "en") if isinstance(i, Text)]
    assert all(i.y <= frame.bottom for i in items)
    listed = sum(i.content == "Main centre" for i in items)
    left = [i.content for i in items if "more zones" in i.content]
    assert left == ([] if listed == zones else [f"{zones - listed} more zones: see the page behind the code"])


def test_without_a_plan_there_is_no_list() -> None:
    assert zone_list(content(plan=None), None, ROOMY, FACE, "zh") == []
