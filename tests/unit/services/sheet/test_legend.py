"""The legend: classes with colours and counts, nested circles, a key for each gap there is, and for estimates."""

import pytest

from app.domain.sheet.display_list import Circle, Path
from app.domain.sheet.paper import layout
from app.services.sheet.legend import legend, legend_height
from app.services.sheet.map_body import circle_ink, circle_radius
from app.services.styles.ink import Lang
from tests.unit.services.sheet.samples import UNITS, content, face, reach, texts

FACE = face()
FRAMES = layout("a4", "landscape", legend_height(3, counted=False))


def test_each_class_has_its_colour_its_bounds_and_its_count() -> None:
    items, classes = legend(content(), FRAMES.legend, FACE, "zh"), content().classes["classes"]
    found = texts(items)
    assert found[:2] == ["人口密度 (人/km²)", "单元数"]
    assert [t for t in found if " – " in t] == ["0.00 – 10.00", "10.00 – 100.00", "100.00 – 400.00"]
    fills = [i.fill for i in items if isinstance(i, Path)]
    for entry in classes:
        # A swatch, and a bar where the class has units; the first colour once more, under the dots of estimates.
        assert fills.count(entry["colour"]) == 1 + bool(entry["count"]) + (entry is classes[0])


def test_bars_are_as_long_as_their_counts() -> None:
    items, classes = legend(content(), FRAMES.legend, FACE, "zh"), content().classes["classes"]
    bars = {}
    for item in items:
        if isinstance(item, Path) and item.fill and reach(item)[0] > FRAMES.legend.x + 40:
            bars[item.fill] = reach(item)[2] - reach(item)[0]
    wanted = {entry["colour"]: entry["count"] for entry in classes if entry["count"]}
    assert bars.keys() == wanted.keys()
    scale = {bars[colour] / count for colour, count in wanted.items()}
    assert max(scale) == pytest.approx(min(scale))


def test_nested_circles_have_the_size_of_the_map_and_round_numbers() -> None:
    made = content("resident_population")
    items = legend(made, FRAMES.legend, FACE, "en")
    hollow = [i for i in items if isinstance(i, Circle) and i.fill is None]
    numbers = [int(text.replace(",", "")) for text in texts(items) if text.replace(",", "").isdigit()]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] <= made.classes["classes"][-1]["upper"]
    assert f"{numbers[0]}"[0] in "125"
    assert [i.radius for i in hollow] == pytest.approx([circle_radius(made, number) for number in numbers])
    assert len({i.y + i.radius for i in hollow}) == 1  # they touch below


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("indicator", ["density_per_km2", "resident_population"])
def test_estimates_have_a_key_that_looks_as_on_the_map(indicator: str, lang: Lang) -> None:
    items = legend(content(indicator), FRAMES.legend, FACE, lang)
    (told,) = [text for text in texts(items) if "估计" in text or "estimates" in text]
    assert told.startswith("1 / 3" if lang == "zh" else "1 of 3")
    if indicator == "resident_population":
        fill, stroke, _ = circle_ink(1, estimated=True)
        assert [(i.fill, i.stroke) for i in items if isinstance(i, Circle)][-1] == (fill, stroke)
    else:
        dots = [i for i in items if isinstance(i, Path) and i.fill and len(i.parts) > 1]
        assert len(dots) == 2


def test_without_estimates_or_gaps_there_are_no_keys_for_them() -> None:
    known = content()
    counted = known.classes | {"values": {"count": 3, "by_status": {"A": 3}}}
    found = texts(legend(content(units=UNITS[:3], classes=counted), FRAMES.legend, FACE, "zh"))
    assert not [text for text in found if "估计" in text or "缺数" in text or "不存在" in text or "不予公布" in text]


def test_each_gap_there_is_has_its_own_key_with_a_count() -> None:
    found = texts(legend(content(), FRAMES.legend, FACE, "zh"))
    assert {"缺数 (1)", "当时不存在 (1)", "不予公布 (1)"} <= set(found)


@pytest.mark.parametrize("indicator", ["density_per_km2", "resident_population"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_it_fits_into_the_room_it_asks_for(indicator: str, orientation: str) -> None:
    made = content(indicator)
    frame = layout("a4", orientation, legend_height(len(made.classes["classes"]), counted=made.counted)).legend
    for item in legend(made, frame, FACE, "en"):
        left, top, right, bottom = reach(item)
        assert frame.x - 0.01 <= left <= right <= frame.right + 0.01
        assert frame.y - 1 <= top <= bottom <= frame.bottom
