"""Growth between two dates: total, and geometric per year over exact years."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from app.domain.interval import Interval, monotone_bounds

_DIGITS = 40


def growth(start: Fraction | int, end: Fraction | int) -> Fraction | None:
    """Relative growth: end ÷ start - 1, a fraction; None when the start is zero.

    Pingyang 2010 to 2020, printed 13.33 % (平阳县人口发展中长期规划 一(一)1):

    >>> round(float(growth(761_664, 863_166)), 4)
    0.1333
    """
    return None if start == 0 else Fraction(end) / start - 1


def growth_bounds(start: Interval, end: Interval) -> Interval | None:
    """Worst-case bounds of relative growth; None when the start may be zero.

    >>> growth_bounds(Interval.around(100, 10), Interval.around(110, 0))
    Interval(lower=Fraction(0, 1), upper=Fraction(2, 9))
    """
    if start.lower <= 0:
        return None
    return monotone_bounds(lambda s, e: e / s - 1, [start, end], [False, True])


def exact_years(start: date, end: date) -> Fraction:
    """Years from start to end: whole anniversaries plus the elapsed part of the running year.

    >>> exact_years(date(2010, 11, 1), date(2020, 11, 1))
    Fraction(10, 1)
    >>> exact_years(date(2020, 11, 1), date(2021, 12, 31))
    Fraction(85, 73)
    """
    if end < start:
        return -exact_years(end, start)
    whole = end.year - start.year - int((end.month, end.day) < (start.month, start.day))
    last, following = _anniversary(start, whole), _anniversary(start, whole + 1)
    return whole + Fraction((end - last).days, (following - last).days)


def annual_growth(start: Fraction | int, end: Fraction | int, years: Fraction | int) -> Fraction | None:
    """Geometric growth per year: (end ÷ start)^(1/years) - 1, a fraction.

    The root is irrational; it is given as the rational nearest at 40 significant digits. None when the start
    is not positive, the end negative or no time passed. Pingyang, printed 1.26 % a year (一(一)1):

    >>> round(float(annual_growth(761_664, 863_166, 10)), 4)
    0.0126
    """
    if start <= 0 or end < 0 or years == 0:
        return None
    return _power(Fraction(end) / start, 1 / Fraction(years)) - 1


def annual_growth_bounds(start: Interval, end: Interval, years: Fraction | int) -> Interval | None:
    """Worst-case bounds of the geometric yearly growth.

    >>> b = annual_growth_bounds(Interval.around(100, 0), Interval.around(121, 0), 2)
    >>> float(b.lower), float(b.upper)
    (0.1, 0.1)
    """
    low, high = annual_growth(start.upper, end.lower, years), None
    if start.lower > 0:
        high = annual_growth(start.lower, end.upper, years)
    return None if low is None or high is None else Interval(low, high)


def extrapolate(start: Fraction | int, yearly: Fraction, years: Fraction | int) -> Fraction:
    """Population after growing at a yearly rate: start · (1 + rate)^years.

    平阳县人口发展中长期规划 附件2 三: 863,166 residents at 1.2 % a year are 91.62万 in 2025.

    >>> round(float(extrapolate(863_166, Fraction("0.012"), 5)) / 10_000, 2)
    91.62
    """
    return Fraction(start) * _power(1 + yearly, Fraction(years))


def _anniversary(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return start.replace(year=start.year + years, day=28)


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator == 1:
        return base**exponent.numerator
    if base == 0:
        return Fraction(0)
    with localcontext(Context(prec=_DIGITS + 10)):
        natural = (Decimal(base.numerator) / Decimal(base.denominator)).ln()
        power = (natural * exponent.numerator / exponent.denominator).exp()
    return Fraction(Context(prec=_DIGITS).plus(power))
