"""Which edition a publication is, and whether its corrections are explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import yaml

from analysis.editions.changes import Change
from analysis.editions.comparing import changes, corrections, said_otherwise
from analysis.editions.content import Content
from analysis.errors import CorrectionError, ParamsError
from analysis.params.corrections import TO_FILL, Correction
from analysis.quarter import Quarter

# So many changes a message or a bulletin lists; the rest is counted.
LISTED = 8


@dataclass(frozen=True)
class Explained:
    """A correction as the bulletin explains it: what was stated, and what it changed."""

    stated: Correction
    changes: tuple[Change, ...]

    @property
    def listed(self) -> tuple[Change, ...]:
        """The main changes."""
        return self.changes[:LISTED]

    @property
    def rest(self) -> int:
        """How many changes there are beside those listed."""
        return len(self.changes) - len(self.listed)


@dataclass(frozen=True)
class Numbered:
    """The number of an edition, and the corrections that it explains, first edition first."""

    number: int
    explained: tuple[Explained, ...]

    def page(self) -> list[dict[str, Any]]:
        """Return the explanations as the page takes them (publish.corrections)."""
        return [
            {
                **one.stated.model_dump(),
                "changes": [(change.label, change.old, change.new) for change in one.listed],
                "rest": one.rest,
            }
            for one in self.explained
        ]


def numbered(
    quarter: Quarter, published: Sequence[Content], now: Content, stated: Sequence[Correction]
) -> Numbered:
    """Say which edition it is to publish `now` after those published.

    CorrectionError: a published figure, cell or entry has changed and no reason is stated for the
    edition; ParamsError: a reason is stated for an edition that there is not.
    """
    editions = _with(published, now)
    last = len(editions)
    if beyond := [one.edition for one in stated if one.edition > last]:
        raise ParamsError(_no_such_edition(quarter, beyond[0], last))
    reasons = {one.edition: one for one in stated}
    explained = []
    for number, (old, new) in enumerate(pairwise(editions), start=2):
        corrected = corrections(changes(old, new))
        if number in reasons:
            explained.append(Explained(reasons[number], tuple(corrected)))
        elif corrected:
            raise CorrectionError(_unexplained(quarter, number, corrected, stated))
    return Numbered(last, tuple(explained))


def _with(published: Sequence[Content], now: Content) -> list[Content]:
    """Return the editions with `now` as the last: the latest again, or the next one."""
    if published and not said_otherwise(changes(published[-1], now)):
        return [*published[:-1], now]
    return [*published, now]


def _no_such_edition(quarter: Quarter, edition: int, last: int) -> str:
    again = "现在的内容与第 1 版相同，没有更正" if last == 1 else f"现在发布的是第 {last} 版"
    return (
        f"{quarter}.yaml 的 corrections 写了第 {edition} 版（edition: {edition}），"
        f"没有这一版：{again}。请删去这一项，或改正版次。"
    )


def _unexplained(
    quarter: Quarter, number: int, corrected: Sequence[Change], stated: Sequence[Correction]
) -> str:
    listed = "".join(f"  {change.line}\n" for change in corrected[:LISTED])
    more = len(corrected) - LISTED
    rest = f"  ……另有 {more} 处，见 bulletin diff {quarter}\n" if more > 0 else ""
    return (
        f"与已发布的第 {number - 1} 版相比，有 {len(corrected)} 处数字、名单或表格变动，"
        "没有发布：\n"
        f"{listed}{rest}"
        f"变动有误的，请改正数据，重新运行。确要更正的，请在 params/{quarter}.yaml 中写明原因，"
        "corrections 写成：\n"
        f"{_lines(number, stated)}"
        f"再运行 bulletin publish {quarter}。通报中将印出更正说明。"
    )


def _lines(number: int, stated: Sequence[Correction]) -> str:
    """Return the lines of params that state a reason for an edition, after those that stand."""
    today = datetime.now().astimezone()
    day = f"{today.year}年{today.month}月{today.day}日"
    wanted = {one.edition: one.model_dump() for one in stated}
    wanted[number] = {"edition": number, "date": day, "reason": TO_FILL}
    written = [wanted[edition] for edition in sorted(wanted)]
    return yaml.safe_dump({"corrections": written}, allow_unicode=True, sort_keys=False, width=1000)
