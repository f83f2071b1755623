"""Structure of a population: urbanisation, dependency, ageing, sex."""

from __future__ import annotations

from fractions import Fraction

from app.domain.interval import Interval, monotone_bounds

Count = Fraction | int

DEPENDENCY_CUTS: dict[str, tuple[str, str, str]] = {
    "60+/15-59": ("age_0_14", "age_60_plus", "age_15_59"),
    "65+/15-64": ("age_0_14", "age_65_plus", "age_15_64"),
}
"""Young, old and working ages of each cut; the plans use the first, the statistics bureau the second."""


def urbanisation(urban: Count, residents: Count) -> Fraction | None:
    """Urbanisation rate: urban ÷ resident population, a fraction.

    Wenzhou 2020, printed 72.16 % (温政发〔2022〕19号 一(一)3):

    >>> round(float(urbanisation(6_907_989, 9_572_903)), 4)
    0.7216
    """
    return None if residents == 0 else Fraction(urban) / residents


def dependency_ratio(young: Count, old: Count, working: Count) -> Fraction | None:
    """Dependency ratio: (young + old) ÷ working ages, a fraction; the age cut is the caller's.

    With 0-14, 60+ and 15-59, Wenzhou 2020 prints 46.58 % (表3); the statistics bureau's 65+/15-64 cut gives
    another number, so the cut is part of a plan's definition.

    >>> round(float(dependency_ratio(1_462_497, 1_579_709, 6_530_697)), 4)
    0.4658
    """
    return None if working == 0 else Fraction(young + old) / working


def dependency_bounds(young: Interval, old: Interval, working: Interval) -> Interval | None:
    """Worst-case bounds of a dependency ratio.

    >>> dependency_bounds(Interval.around(1, 0), Interval.around(1, 0), Interval.around(4, 1))
    Interval(lower=Fraction(2, 5), upper=Fraction(2, 3))
    """
    if working.lower <= 0:
        return None
    return monotone_bounds(lambda y, o, w: (y + o) / w, [young, old, working], [True, True, False])


def ageing_rate(old: Count, residents: Count) -> Fraction | None:
    """Ageing rate 老龄化率: persons of 60 (or 65) and over ÷ residents, a fraction.

    Pingyang 2020, printed 19.69 % (一(二)2):

    >>> round(float(ageing_rate(169_937, 863_088)), 4)
    0.1969
    """
    return None if residents == 0 else Fraction(old) / residents


def ageing_grade(rate_60_plus: Fraction) -> str:
    """Grade of ageing by the 60+ rate: none < 10 % ≤ light < 20 % ≤ moderate < 30 % ≤ severe.

    轻度, 中度 and 重度 of 温政发〔2022〕19号; Wenzhou's 16.5 % is light:

    >>> ageing_grade(Fraction("0.165")), ageing_grade(Fraction("0.3"))
    ('light', 'severe')
    """
    grades = ((Fraction(3, 10), "severe"), (Fraction(1, 5), "moderate"), (Fraction(1, 10), "light"))
    return next((name for floor, name in grades if rate_60_plus >= floor), "none")


def sex_ratio(males: Count, females: Count) -> Fraction | None:
    """Sex ratio: males per 100 females.

    Pingyang 2020, printed 108.89 (一(二)2):

    >>> round(float(sex_ratio(449_919, 413_169)), 2)
    108.89
    """
    return None if females == 0 else Fraction(males) * 100 / females
