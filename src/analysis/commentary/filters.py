"""What a draft can do with a fact: the filters and tests of its Jinja text.

Numbers and lists are printed by `wording`, as everywhere; a filter only picks the form. A
filter used on what it is not for raises MisuseError, in words for the analyst.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from analysis import wording
from analysis.changes import ChangeWords, count_word
from analysis.facts import Fact


class MisuseError(ValueError):
    """A filter was given what it is not for; its text is Chinese."""


@dataclass(frozen=True)
class Base:
    """What a change is measured from: which value of a fact, its name, and its filters'."""

    attribute: str
    word: str
    prefix: str = ""


PREVIOUS = Base("previous", "上季度")
YEAR_AGO = Base("year_ago", "上年同期", "year_")


def filters_of(words: ChangeWords) -> dict[str, Callable[..., str]]:
    """Return the filters by name, with the words for changes that params set."""
    return {
        "number": number,
        "percent": percent,
        "points": points,
        "about": about,
        "names": names,
        "clauses": clauses,
        "or_none": or_none,
        "moved": moved,
        "year_moved": lambda fact: moved(fact, YEAR_AGO),
        "growth": growth,
        "year_growth": lambda fact: growth(fact, YEAR_AGO),
        "change": lambda fact: change(fact, words),
        "year_change": lambda fact: change(fact, words, YEAR_AGO),
        "change_together": lambda facts: change_together(facts, words),
        "year_change_together": lambda facts: change_together(facts, words, YEAR_AGO),
    }


def number(given: Any) -> str:
    """Print a count: 1059700 -> 105.97万, 9999 -> 9999."""
    value = _value(given)
    if not _is_count(value) or value < 0:
        raise MisuseError(f"{_called(given)}不是件数，不能用 number")
    return wording.count(value)


def percent(given: Any) -> str:
    """Print a share in percent: 96.43%, and a whole 100%."""
    value = _value(given)
    if not (isinstance(value, Decimal) or _is_count(value)):
        raise MisuseError(f"{_called(given)}不是比率，不能用 percent")
    return wording.percent(Decimal(value))


def points(given: Any) -> str:
    """Print how far a share is from the quarter before, without its sign: 0.82个百分点."""
    if isinstance(given, Decimal):
        return wording.points(given)
    now, before = _both(given, Decimal, PREVIOUS, "没有可比的{}比率，不能用 {}points")
    return wording.points(now - before)


def about(given: Any) -> str:
    """Print a number of times by its tens: 13 -> 10余, 7 -> 7."""
    value = _value(given)
    if not _is_count(value) or value < 0:
        raise MisuseError(f"{_called(given)}不是次数，不能用 about")
    return wording.rounded_times(value)


def names(given: Any) -> str:
    """Join names with 、; an empty list is 无."""
    return wording.names(_items(given, "names"))


def clauses(given: Any) -> str:
    """Join clauses with ，, leaving out empty ones; with nothing left, nothing."""
    return "，".join(item for item in _items(given, "clauses") if item)


def or_none(given: Any) -> str:
    """Print a text or list, and 无 where there is nothing."""
    value = _value(given)
    return wording.NONE if value in ("", (), []) else str(given)


def moved(given: Any, base: Base = PREVIOUS) -> str:
    """Print which way and how far a share has moved: 上升0.82个百分点."""
    now, before = _both(given, Decimal, base, "没有可比的{}比率，不能用 {}moved")
    if now == before:
        return "持平"
    return f"{'上升' if now > before else '下降'}{wording.points(now - before)}"


def change(given: Any, words: ChangeWords, base: Base = PREVIOUS) -> str:
    """Name the change since the quarter before, or a year ago: 略有提升; of a count 上升."""
    now, before = _both(given, (int, Decimal), base, "没有{}的数，不能用 {}change")
    if isinstance(now, Decimal):
        return words.of_share(now, before)
    return count_word(now, before)


def change_together(given: Any, words: ChangeWords, base: Base = PREVIOUS) -> str:
    """Name the common change of several counts: 不同程度上升."""
    problem = "没有{}的件数，不能用 {}change_together"
    return words.of_levels([_both(fact, int, base, problem) for fact in given])


def growth(given: Any, base: Base = PREVIOUS) -> str:
    """Print the growth of a count since the quarter before, or a year ago: 增长4.68%."""
    problem = "没有可比的{}件数，不能用 {}growth"
    now, before = _both(given, int, base, problem)
    if before == 0:
        raise _misuse(given, base, problem)
    value = wording.growth(now, before)
    if value == 0:
        return "持平"
    return f"{'增长' if value > 0 else '下降'}{wording.percent(abs(value))}"


def _is_compared(given: Any) -> bool:
    return isinstance(given, Fact) and given.previous is not None


def _is_year_compared(given: Any) -> bool:
    return isinstance(given, Fact) and given.year_ago is not None


tests: Mapping[str, Callable[[Any], bool]] = {
    "compared": _is_compared,
    "year_compared": _is_year_compared,
}


def _value(given: Any) -> Any:
    return given.value if isinstance(given, Fact) else given


def _called(given: Any) -> str:
    return f"“{given.measure.label}”" if isinstance(given, Fact) else f"“{given}”"


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _both(given: Any, kind: type | tuple[type, ...], base: Base, problem: str) -> tuple[Any, Any]:
    """Return a fact's value now and before; MisuseError where there is none of this kind."""
    fact = given if isinstance(given, Fact) else None
    now, before = (fact.value, getattr(fact, base.attribute)) if fact else (None, None)
    if isinstance(now, kind) and isinstance(before, type(now)):
        return now, before
    raise _misuse(given, base, problem)


def _misuse(given: Any, base: Base, problem: str) -> MisuseError:
    return MisuseError(f"{_called(given)}{problem.format(base.word, base.prefix)}")


def _items(given: Any, name: str) -> Sequence[str]:
    value = _value(given)
    if not isinstance(value, list | tuple) or not all(isinstance(i, str | Fact) for i in value):
        raise MisuseError(f"{_called(given)}不是名单，不能用 {name}")
    return [str(item) for item in value]
