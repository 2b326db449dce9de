"""Drafts: the Jinja text of a template's commentary cells over facts and params."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from analysis.commentary.filters import MisuseError, filters_of, tests
from analysis.commentary.literal import literal
from analysis.commentary.nearest import hint
from analysis.errors import CommentaryError
from analysis.facts import Fact, Facts
from analysis.params.loading import Params
from analysis.roster import Roster

# What a template may do wrong while it is rendered, besides what has a message of its own.
_MISTAKES = (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError)
_UNKNOWN_WORD = re.compile(r"No (?P<kind>filter|test) named '(?P<name>[^']+)'")
_UNKNOWN_ATTRIBUTE = re.compile(r"'(?P<owner>[^']+) object' has no attribute '(?P<name>[^']+)'")
_UNKNOWN_NAME = re.compile(r"'(?P<name>[^']+)' is undefined")
_ATTRIBUTES = (*(field.name for field in fields(Fact)), "key")


class Drafter:
    """Renders drafts of one quarter; what a draft may cite is `names`."""

    def __init__(self, facts: Facts, params: Params, roster: Roster) -> None:
        self._environment = ImmutableSandboxedEnvironment(
            # No escaping here: the text is Markdown, and is escaped where it becomes HTML.
            undefined=StrictUndefined,
            autoescape=False,
            # Nor does a name in it become markup.
            finalize=literal,
        )
        self._environment.filters.update(filters_of(params.change_words))
        self._environment.tests.update(tests)
        self._facts = facts
        cited = {fact.measure.key: fact for fact in facts.items if not fact.subject}
        quarter = params.quarter
        self.names: Mapping[str, Any] = {
            **params.values,
            **cited,
            "fact": self._fact,
            "year": quarter.year,
            "quarter_label": quarter.label,
            "home_region": roster.home,
        }

    def render(self, template: str, place: str) -> str:
        """Return the plain text of a draft; CommentaryError names the place and what is wrong."""
        try:
            return self._environment.from_string(template).render(self.names).strip()
        except MisuseError as error:
            problem = str(error)
        except TemplateSyntaxError as error:
            problem = f"第 {error.lineno} 行{self._syntax(str(error.message))}"
        except UndefinedError as error:
            problem = self._unknown(str(error))
        except SecurityError:
            problem = "引用了模板中不许用的内部名称"
        except ZeroDivisionError:
            problem = "算式的除数是零"
        except _MISTAKES as error:
            # Within a condition, an unknown filter or test is met only here.
            problem = self._unknown_word(str(error)) or f"写法不能用于这样的数据（{error}）"
        raise CommentaryError(f"{place}：{problem}。")

    def _fact(self, key: str, subject: str = "") -> Fact:
        """Return the fact of a region or unit, as a template asks for it."""
        try:
            return self._facts.get(key, subject)
        except KeyError:
            raise MisuseError(self._no_fact(key, subject)) from None

    def _no_fact(self, key: str, subject: str) -> str:
        keys = {fact.measure.key for fact in self._facts.items}
        if key not in keys:
            return f"没有名为“{key}”的数据{hint(key, self._labels(keys))}"
        subjects = {fact.subject: [fact.subject] for fact in self._facts.about(key)}
        of = f"“{subject}”的数" if subject else "全部单位合计的数"
        return f"“{key}”没有{of}{hint(subject, subjects)}"

    def _labels(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """Return name -> what else it is called, so that a Chinese label finds its key."""
        called: dict[str, list[str]] = {key: [key] for key in keys}
        for fact in self._facts.items:
            if fact.measure.key in called:
                called[fact.measure.key] += [fact.measure.label, *fact.measure.aliases]
        return called

    def _unknown(self, message: str) -> str:
        if found := _UNKNOWN_ATTRIBUTE.search(message):
            near = hint(found["name"], {name: [name] for name in _ATTRIBUTES})
            return f"数据没有“{found['name']}”这一项{near}"
        found = _UNKNOWN_NAME.search(message)
        cited = found["name"] if found else message
        if self._facts.about(cited):
            return f"“{cited}”只有区域或单位的数，请写作 fact('{cited}', '单位名称')"
        return f"没有名为“{cited}”的数据或参数{hint(cited, self._labels(self.names))}"

    def _syntax(self, message: str) -> str:
        if unknown := self._unknown_word(message):
            return unknown
        if "end of template" in message:
            return "之前有 {% if %} 或 {% for %} 没有写 {% endif %} 或 {% endfor %}"
        return "的写法不对：请检查双花括号、{% %} 和引号是否成对"

    def _unknown_word(self, message: str) -> str:
        found = _UNKNOWN_WORD.search(message)
        if not found:
            return ""
        is_filter = found["kind"] == "filter"
        known = self._environment.filters if is_filter else tests
        near = hint(found["name"], {name: [name] for name in known})
        return f"没有名为“{found['name']}”的{'过滤器' if is_filter else '判断'}{near}"
