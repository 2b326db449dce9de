"""Slips in figures: digits, units, a neighbour's figure or last quarter's in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from analysis.commentary.verify import Passage
from analysis.facts import Fact, Unit, Value, printed
from benchmarks.verification.corpus import Case
from benchmarks.verification.mutation import NOTED, Mutation, changed, spared

_NUMBER = re.compile(r"[0-9０-９][0-9０-９,]*(?:[.．][0-9０-９]+)?")
_HAN = re.compile(
    r"[一二两三四五六七八九十百]+(?=余?(?:件|次|面|封|家|个区|个单位|区主|名|人次|分之))"
    r"|(?<=百分之)[一二三四五六七八九十点]+|[六七八九]成[一二三四五六七八九]?"
)
_DIGITS = "一二三四五六七八九"
_UNIT = re.compile(r"万|[%％]|个百分点|[件面封家名人次倍]|")
# So many figures of the same unit take part as neighbours.
_NEIGHBOURS = 3


def of_figures(passage: Passage, case: Case) -> Iterator[Mutation]:
    """Yield every slip in the figures of a passage."""
    found = list(_numbers(passage.text))
    for match in found:
        unit = _unit(passage.text, match.end())
        alike = [m[0] for m in found if _unit(passage.text, m.end()) == unit]
        for kind, others in (
            ("digit changed", list(_other_digits(match[0]))),
            ("digits swapped", list(_swapped(match[0]))),
            ("decimal moved", list(_moved(match[0]))),
            ("neighbour's figure", _neighbours(match[0], alike)),
        ):
            for other in others:
                yield changed(passage, kind, (match.start(), match[0]), other)
        yield from _of_units(passage, match, unit)
        yield from _of_last_quarter(passage, match, case)
    yield from _of_chinese(passage)


def _numbers(text: str) -> Iterator[re.Match[str]]:
    idle = set(spared(text))
    for match in _NUMBER.finditer(text):
        if match.start() not in idle and not NOTED.match(text, match.end()):
            yield match


def _unit(text: str, end: int) -> str:
    match = _UNIT.match(text, end)
    return match[0] if match else ""


def _other_digits(number: str) -> Iterator[str]:
    for place, digit in enumerate(number):
        if digit.isdigit():
            other = str((int(digit) + 3) % 10)
            first = "9" if place == 0 and other == "0" else other
            yield number[:place] + first + number[place + 1 :]


def _swapped(number: str) -> Iterator[str]:
    places = [place for place, digit in enumerate(number) if digit.isdigit()]
    for one, two in pairwise(places):
        if number[one] != number[two] and not (one == 0 and number[two] == "0"):
            digits = list(number)
            digits[one], digits[two] = digits[two], digits[one]
            yield "".join(digits)


def _moved(number: str) -> Iterator[str]:
    whole, point, decimals = number.partition(".")
    if point and len(decimals) > 1 and whole != "0":
        yield f"{whole}{decimals[0]}.{decimals[1:]}"
    if point and len(whole) > 1:
        yield f"{whole[:-1]}.{whole[-1]}{decimals}"


def _neighbours(number: str, alike: Sequence[str]) -> list[str]:
    others = (other for other in dict.fromkeys(alike) if _value(other) != _value(number))
    return list(others)[:_NEIGHBOURS]


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", "").replace("．", "."))


def _of_units(passage: Passage, match: re.Match[str], unit: str) -> Iterator[Mutation]:
    place, number = match.start(), match[0]
    if unit in {"%", "％"}:
        yield changed(passage, "percent for points", (place, number + unit), f"{number}个百分点")
    elif unit == "个百分点":
        yield changed(passage, "percent for points", (place, number + unit), f"{number}%")
    elif unit == "万":
        yield changed(passage, "万 dropped", (place, number + unit), number)
    elif unit == "件" and len(number) > 1:
        yield changed(passage, "万 added", (place, number), f"{number}万")


def _of_last_quarter(passage: Passage, match: re.Match[str], case: Case) -> Iterator[Mutation]:
    """Yield the figure replaced by what the same fact was in the quarter before."""
    unit = _unit(passage.text, match.end())
    figure = match[0] + (unit if unit in {"万", "%"} else "")
    for fact in case.facts.items:
        told = fact.measure.label[:2] in passage.text and fact.subject in passage.text
        if told and fact.measure.unit in {Unit.COUNT, Unit.SHARE} and fact.previous is not None:
            now, before = _forms(fact, fact.value), _forms(fact, fact.previous)
            if figure in now and (other := before[now.index(figure)]) != figure:
                yield changed(passage, "last quarter's figure", (match.start(), figure), other)
                return


def _forms(fact: Fact, value: Value) -> list[str]:
    return [printed(value, fact.measure.unit), str(value)]


def _of_chinese(passage: Passage) -> Iterator[Mutation]:
    idle = set(spared(passage.text))
    for match in _HAN.finditer(passage.text):
        for place, character in enumerate(match[0]):
            digit = "二" if character == "两" else character
            if digit in _DIGITS and match.start() not in idle:
                other = _DIGITS[(_DIGITS.index(digit) + 2) % len(_DIGITS)]
                after = match[0][:place] + other + match[0][place + 1 :]
                found = (match.start(), match[0])
                yield changed(passage, "Chinese numeral changed", found, after)
