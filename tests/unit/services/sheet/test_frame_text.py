"""Head and foot: title, what is shown and when, sources, release, approval, and a code that a machine reads back."""

import datetime as dt

import pytest
import segno

from app.domain.sheet.display_list import Path, Text
from app.domain.sheet.paper import layout
from app.repositories.pointer import ReleaseName
from app.services.sheet.frame_text import foot, head, title_of
from tests.unit.services.sheet.samples import content, face, query, reach, texts

FACE = face()
FRAMES = layout("a4", "landscape", 60)
RELEASE = ReleaseName(7, dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("lang", "title", "shown"),
    [
        ("zh", None, "某市人口密度（2020年11月1日）"),
        ("en", None, "某市, Population density, 1 November 2020"),
        ("zh", "会议用图", "会议用图"),
    ],
)
def test_the_title_is_the_one_asked_for_or_place_indicator_and_date(lang: str, title: str | None, shown: str) -> None:
    assert title_of(content(), query(lang=lang, title=title)) == shown


def test_the_head_says_indicator_unit_level_date_and_plan() -> None:
    found = texts(head(content(), query(), FRAMES.head, FACE))
    assert found == [
        "某市人口密度（2020年11月1日）",
        "人口密度 (人/km²) · 乡镇街道 · 数据时点 2020年11月1日 · 某市规划",
    ]
    assert len(texts(head(content(plan=None), query(), FRAMES.head, FACE))[1].split(" · ")) == 3


@pytest.mark.parametrize("title", ["短", "很长的标题" * 8, "很长的标题" * 16])
def test_a_long_title_is_set_smaller_and_stays_in_its_frame(title: str) -> None:
    items = [i for i in head(content(), query(title=title[:80]), FRAMES.head, FACE) if isinstance(i, Text)]
    for item in items:
        assert item.x + FACE.width(item.content, item.size, bold=item.bold) <= FRAMES.head.right + 0.01
        assert item.y <= FRAMES.head.bottom + 1
    assert "".join(i.content for i in items if i.bold).startswith(title[:20])


def test_the_foot_names_sources_release_and_use() -> None:
    found = texts(foot(content(), query(), RELEASE, FRAMES.foot, FACE))
    told = "".join(found)
    for part in (
        "数据来源：统计局",
        "边界来源：自绘",
        "示意边界",
        "Polycentre",
        "数据版本 7",
        "2026年3月1日",
        "审图号：内部使用",
    ):
        assert part in told
    approved = "".join(texts(foot(content(), query(approval="浙S(2026)1号"), RELEASE, FRAMES.foot, FACE)))
    assert "审图号：浙S(2026)1号" in approved
    assert "内部使用" not in approved


def test_only_schematic_outlines_are_called_so() -> None:
    assert "示意" not in "".join(texts(foot(content(schematic=False), query(), RELEASE, FRAMES.foot, FACE)))


def test_many_sources_do_not_push_anything_off_the_foot() -> None:
    crowded = content(
        sources=tuple(f"统计资料第{i}号汇编与公报" for i in range(60)), outline_sources=("边界资料",) * 40
    )
    for item in foot(crowded, query(), RELEASE, FRAMES.foot, FACE):
        left, top, right, bottom = reach(item)
        assert FRAMES.foot.x <= left <= right <= FRAMES.foot.right + 0.01
        assert FRAMES.foot.y <= top <= bottom <= FRAMES.foot.bottom + 1


@pytest.mark.parametrize("link", ["https://map.example/?plan=p", "https://map.example/" + "x" * 1500])
def test_the_code_holds_the_link(link: str) -> None:
    """The dark runs, laid on the grid of the modules, are the code of the link with its quiet zone."""
    items = foot(content(), query(link=link), RELEASE, FRAMES.foot, FACE)
    (code,) = [i for i in items if isinstance(i, Path) and i.name == "link-code"]
    plate = items[-2]
    left, top, right, _ = reach(plate)
    rows = [bytes(row) for row in segno.make_qr(link, error="l").matrix_iter(border=2)]
    side = (right - left) / len(rows)
    drawn = [bytearray(len(rows)) for _ in rows]
    for (a, y), (b, _), *_ in code.parts:
        for place in range(round((a - left) / side), round((b - left) / side)):
            drawn[round((y - top) / side)][place] = 1
    assert [bytes(row) for row in drawn] == rows


@pytest.mark.parametrize(("lang", "said"), [("zh", "草稿 7，未发布"), ("en", "Draft 7, not published")])
def test_the_foot_of_a_draft_says_so(lang: str, said: str) -> None:
    draft = ReleaseName(7, RELEASE.at, draft=True)
    assert said in "".join(texts(foot(content(), query(lang=lang), draft, FRAMES.foot, FACE)))
