"""Values in words."""

import pytest

from app.http.page_values import Shown, note_of, said, shown


@pytest.mark.parametrize(
    ("value", "name", "unit", "expected"),
    [
        (None, "", None, Shown("—", "none")),
        ("", "", None, Shown("—", "none")),
        (True, "", None, Shown("yes")),
        (2020, "year", None, Shown("2020", "number")),
        (9572903, "resident_population", "persons", Shown("9,572,903", "number")),
        (330326100, "id", None, Shown("330326100", "number")),
        (0.4531, "share", "fraction", Shown("45.31 %", "number")),
        (1800.9586852316822, "density_per_km2", "persons_per_km2", Shown("1,800.96", "number")),
        (0.12345678, "weight", None, Shown("0.12345678", "number")),
        ("A", "growth_status", None, Shown("normal (A)")),
        ("E", "growth_status", None, Shown("estimated (E)", "warning")),
        ("?", "growth_status", None, Shown("?")),
        ("A", "grade", None, Shown("A")),
        ("schematic", "precision_class", None, Shown("schematic, not to locate a point", "warning")),
        ("county", "level", None, Shown("county")),
        ({"zh": "甲", "en": "A"}, "", None, Shown("A")),
        ({"a": [1]}, "", None, Shown('{"a": [1]}')),
        ("x" * 500, "", None, Shown("x" * 400 + "…")),
    ],
)
def test_values(value: object, name: str, unit: str | None, expected: Shown) -> None:
    assert shown("en", value, name, unit) == expected


def test_labels_fall_back_to_the_language_there_is() -> None:
    assert said("en", {"zh": "甲"}) == "甲"
    assert said("zh", None) == ""


@pytest.mark.parametrize(
    ("document", "warned"),
    [
        ({"features": [{"properties": {"precision_class": "official"}}]}, False),
        ({"features": [{"properties": None}, {"properties": {"precision_class": "schematic"}}]}, True),
        ({"properties": {"precision_class": "schematic"}}, True),
        ({"properties": {"precision_class": {"enum": ["schematic"]}}}, False),
        ({"attribution": "a | schematic outlines"}, True),
        ({"title": "schematic"}, False),
    ],
)
def test_schematic_outlines_are_warned_of(document: dict[str, object], warned: bool) -> None:
    assert (note_of(document, "en") is not None) == warned
