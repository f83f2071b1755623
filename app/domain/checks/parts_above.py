"""A part of a population is never larger than the whole it is taken from."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.facts import Facts
from app.domain.finding import Finding

_RESIDENTS = "resident_population"
WHOLES = {
    "urban_population": (_RESIDENTS,),
    "rural_population": (_RESIDENTS,),
    "male_population": (_RESIDENTS,),
    "female_population": (_RESIDENTS,),
    "age_0_14": (_RESIDENTS,),
    "age_15_59": ("age_15_64", _RESIDENTS),
    "age_15_64": (_RESIDENTS,),
    "age_60_plus": (_RESIDENTS,),
    "age_65_plus": ("age_60_plus", _RESIDENTS),
    "household_population": (_RESIDENTS,),
    "households": ("household_population",),
}


def parts_above(facts: Facts) -> Iterator[Finding]:
    """Yield the counts (urban, a sex, an age group …) that exceed their whole beyond the rounding of both.

    Both are of one dataset, unit and date. A count without known bounds is taken as it stands.
    """
    for part in facts.observations():
        for name in WHOLES.get(part.indicator, ()):
            whole = facts.observation(part.dataset, part.unit, name, part.reference_date)
            if whole is None or whole.value is None or part.value is None:
                continue
            if part.value - whole.value > (part.half_width or 0) + (whole.half_width or 0):
                yield Finding(
                    "parts",
                    "error",
                    f"{part.dataset} {part.unit} {part.reference_date}",
                    f"{part.indicator} is {part.value:,}, above {name} with {whole.value:,}.",
                    "Correct the counts; look whether two columns were taken for each other.",
                    unit=part.unit,
                )
                break  # the nearest whole is told; the others are larger still
