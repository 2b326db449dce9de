"""Path data in steps from point to point: about half as long as with places on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

Point = tuple[int, int]


def stepwise(path: str, *, coarser: int) -> str:
    """Return a path of matplotlib's (M, L, Q, C and z) as steps between whole numbers.

    Every place is divided by `coarser` and rounded before steps are taken: no error adds up.
    """
    written, last = "", ""
    for letter, steps in _steps(path, coarser):
        repeated = letter == last and letter != "m"
        written += _joined(steps, after_number=True) if repeated else letter + _joined(steps)
        last = letter
    return written


def _steps(path: str, coarser: int) -> Iterator[tuple[str, list[int]]]:
    here = start = (0, 0)
    for command, numbers in _COMMAND.findall(path):
        points = _points(numbers, coarser)
        if command == "z":
            yield "z", []
            here = start
            continue
        away = [(x - here[0], y - here[1]) for x, y in points]
        yield from _step(command.lower(), away)
        here = points[-1]
        start = here if command == "M" else start


def _points(numbers: str, coarser: int) -> list[Point]:
    places = [round(float(number) / coarser) for number in _NUMBER.findall(numbers)]
    return list(zip(places[::2], places[1::2], strict=True))


def _step(letter: str, away: list[Point]) -> Iterator[tuple[str, list[int]]]:
    x, y = away[-1]
    if letter != "l":
        yield letter, [number for point in away for number in point]
    elif x and y:
        yield "l", [x, y]
    elif x or y:
        yield ("h", [x]) if x else ("v", [y])


def _joined(numbers: list[int], *, after_number: bool = False) -> str:
    """Write numbers with no more between them than tells them apart."""
    written = "".join(f"{number}" if number < 0 else f",{number}" for number in numbers)
    return written if after_number else written.removeprefix(",")
