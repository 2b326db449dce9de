"""Whether a figure, exact or rounded in words (近106万, 九成六以上, 十余), is true of a value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from analysis.commentary.verify.text.figure import Figure, Sense

# How far a fraction in words (三分之一, 六成) may lie from the share it stands for.
_OF_A_FRACTION = Decimal("0.06")


def holds(figure: Figure, values: Sequence[Decimal]) -> bool:
    """Tell whether a figure is true of all values, and of the nearest one closely."""
    if not values:
        return False
    if figure.sense is Sense.OVER:
        return _over(figure, min(values))
    if figure.sense is Sense.UNDER:
        return _under(figure, max(values))
    if figure.sense is Sense.NEARLY:
        near = min(figure.step / 2, figure.value / 10)
        return all(figure.value - near <= value < figure.value for value in values)
    if figure.sense is Sense.ABOUT or figure.fraction:
        return all(_about(figure, value) for value in values)
    return all(value == figure.value for value in values)


def _over(figure: Figure, lowest: Decimal) -> bool:
    said = figure.value
    step = figure.step if figure.open else _grain(figure)
    if figure.open and said == lowest:
        return False
    return said <= lowest < said + step


def _under(figure: Figure, highest: Decimal) -> bool:
    return figure.value - _grain(figure) <= highest <= figure.value


def _about(figure: Figure, value: Decimal) -> bool:
    if figure.fraction:
        return abs(value - figure.value) <= figure.value * _OF_A_FRACTION
    return abs(value - figure.value) <= _half(figure)


def _half(figure: Figure) -> Decimal:
    """Return half of what the last digit stands for, of a round number half a tenth of it."""
    return min(figure.step, abs(figure.value) / 10) / 2


def _grain(figure: Figure) -> Decimal:
    """Return the distance to the next number as round: of 105万 5万, of 96 1, of 90 10."""
    step = figure.step
    return step * 5 if figure.value % (step * 5) == 0 else step
