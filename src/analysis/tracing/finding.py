"""Which fact somebody means: by key, by Chinese label, for one region or unit as well."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from analysis.errors import UsageError
from analysis.facts import Fact, Facts
from analysis.spelling import folded

_SUGGESTED = 3
# Many names are of one measure, of a region or unit each.
_LOOKED_AT = 40
# As alike as what somebody remembers of a name.
_ALIKE = 0.4


def found(facts: Facts, words: str) -> Fact:
    """Return the fact of that key or name (UsageError: none, with the nearest; or several)."""
    names: dict[str, dict[str, Fact]] = {}
    for fact in facts.items:
        for name in _names(fact):
            names.setdefault(folded(name), {})[fact.key] = fact
    chosen = names.get(folded(words), {})
    if len(chosen) == 1:
        return next(iter(chosen.values()))
    if chosen:
        raise UsageError(f"“{words}”有几项：{'、'.join(chosen)}。请写引用名。")
    raise UsageError(f"没有名为“{words}”的数据。{_suggestion(facts, names, words)}")


def _names(fact: Fact) -> Iterator[str]:
    """Yield the ways to name a fact: active_rate[东城区], 主动评价率（东城区） and the like."""
    for name in (fact.measure.key, fact.measure.label, *fact.measure.aliases):
        if not fact.subject:
            yield name
        else:
            yield from (f"{name}[{fact.subject}]", f"{name}（{fact.subject}）")
            yield from (f"{fact.subject}{name}", f"{name}{fact.subject}")


def _suggestion(facts: Facts, names: dict[str, dict[str, Fact]], words: str) -> str:
    of_subjects = [f.key for f in facts.items if f.subject and words in _plain(f)]
    if of_subjects:
        return f"只有区域或单位的数，例如 {of_subjects[0]}。"
    near = get_close_matches(folded(words), names, n=_LOOKED_AT, cutoff=_ALIKE)
    likely: dict[str, Fact] = {}
    for fact in (fact for name in near for fact in names[name].values()):
        likely.setdefault(fact.measure.key, fact)
    meant = [f"{fact.key}（{fact.measure.label}）" for fact in list(likely.values())[:_SUGGESTED]]
    return f"是否想写 {'、'.join(meant)}？" if meant else "用 bulletin facts 列出全部。"


def _plain(fact: Fact) -> tuple[str, ...]:
    return (fact.measure.key, fact.measure.label, *fact.measure.aliases)
