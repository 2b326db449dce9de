"""Drafts: the Jinja text of a template's commentary cells over facts and params."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from analysis import wording
from analysis.changes import ChangeWords, count_word
from analysis.errors import CommentaryError
from analysis.facts import Fact, Facts
from analysis.params.loading import Params
from analysis.roster import Roster

# What a template may do wrong while it is rendered: cite, divide, call.
_MISTAKES = (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError)


class Drafter:
    """Renders drafts of one quarter; what a draft may cite is `names`."""

    def __init__(self, facts: Facts, params: Params, roster: Roster) -> None:
        self._environment = _environment(params.change_words)
        cited = {fact.measure.key: fact for fact in facts.items if not fact.subject}
        quarter = params.quarter
        self.names: Mapping[str, Any] = {
            **params.values,
            **cited,
            "fact": _lookup(facts),
            "year": quarter.year,
            "quarter_label": quarter.label,
            "home_region": roster.home,
        }

    def render(self, template: str, place: str) -> str:
        """Return the plain text of a draft; CommentaryError names the place and what is unknown."""
        try:
            return self._environment.from_string(template).render(self.names).strip()
        except TemplateSyntaxError as error:
            problem = f"第 {error.lineno} 行的模板写法不对：{error.message}"
        except UndefinedError as error:
            problem = self._unknown(str(error))
        except _MISTAKES as error:
            problem = f"无法生成：{error}"
        raise CommentaryError(f"{place}：{problem}。")

    def _unknown(self, message: str) -> str:
        # Jinja names the object first and the attribute that it lacks last.
        quoted = re.findall(r"'([^']+)'", message)
        cited = quoted[-1] if quoted else message
        near = get_close_matches(cited, list(self.names), n=1)
        hint = f"，是否想写“{near[0]}”" if near else ""
        return f"没有名为“{cited}”的数据或参数{hint}"


def _lookup(facts: Facts) -> Any:
    def fact(key: str, subject: str = "") -> Fact:
        try:
            return facts.get(key, subject)
        except KeyError:
            raise UndefinedError(f"'{key}[{subject}]'") from None

    return fact


def _environment(words: ChangeWords) -> ImmutableSandboxedEnvironment:
    # No escaping here: the text is Markdown, and is escaped where it becomes HTML.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.tests["compared"] = lambda fact: fact.previous is not None
    environment.filters["change"] = lambda fact: _change(fact, words)
    environment.filters["change_together"] = lambda facts: _change_together(facts, words)
    environment.filters["growth"] = _growth
    return environment


def _change(fact: Fact, words: ChangeWords) -> str:
    """Name the change since the quarter before: 略有提升; of a count 上升."""
    now, before = fact.value, fact.previous
    if isinstance(now, Decimal) and isinstance(before, Decimal):
        return words.of_share(now, before)
    if isinstance(now, int) and isinstance(before, int):
        return count_word(now, before)
    raise ValueError(f"“{fact.measure.label}”没有上季度的数，不能用 change")


def _change_together(facts: Sequence[Fact], words: ChangeWords) -> str:
    """Name the common change of several counts: 不同程度上升."""
    pairs = [(fact.value, fact.previous) for fact in facts]
    counts = [(n, b) for n, b in pairs if isinstance(n, int) and isinstance(b, int)]
    if len(counts) != len(pairs):
        raise ValueError("change_together 只用于有上季度数的件数")
    return words.of_levels(counts)


def _growth(fact: Fact) -> str:
    """Print the growth of a count since the quarter before: 增长4.68%."""
    now, before = fact.value, fact.previous
    if not isinstance(now, int) or not isinstance(before, int) or before == 0:
        raise ValueError(f"“{fact.measure.label}”没有可比的上季度件数，不能用 growth")
    value = wording.growth(now, before)
    if value == 0:
        return "持平"
    return f"{'增长' if value > 0 else '下降'}{wording.percent(abs(value))}"
