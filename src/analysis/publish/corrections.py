"""The 更正说明 of a later edition: why it was corrected, and what was other before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.publish.blocks import Block, ListBlock, Paragraph, Text

TITLE = "更正说明"
_ENDED = tuple("。！？.!?")


@dataclass(frozen=True)
class Explanation:
    """One correction: the edition, its day and reason, and what changed: label, old, new.

    `rest` is how many changes there are beside those listed.
    """

    edition: int
    date: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]
    rest: int = 0


def correction_blocks(stated: Sequence[Mapping[str, object]]) -> tuple[Block, ...]:
    """Return explanations, as a notebook's metadata has them, as blocks; none of none."""
    explanations = [Explanation(**one) for one in stated]  # type: ignore[arg-type]
    if not explanations:
        return ()
    latest = explanations[-1]
    opening = f"本通报发布后有更正，现为第{latest.edition}版。"
    head = Paragraph((Text(f"{TITLE}：", strong=True), Text(opening)))
    return (head, *(block for one in explanations for block in _blocks(one)))


def _blocks(one: Explanation) -> list[Block]:
    reason = one.reason if one.reason.endswith(_ENDED) else f"{one.reason}。"
    said = f"{one.date}（第{one.edition}版）：{reason}"
    if not one.changes:
        return [Paragraph((Text(said),))]
    lines = [_line(*change) for change in one.changes]
    if one.rest:
        lines.append(f"其他数据{one.rest}处随之变动")
    ends = ["；"] * (len(lines) - 1) + ["。"]
    items = tuple(
        (Paragraph((Text(f"{line}{end}"),)),) for line, end in zip(lines, ends, strict=True)
    )
    return [
        Paragraph((Text(f"{said}更正的数据："),)),
        ListBlock(ordered=False, start=1, items=items),
    ]


def _line(label: str, old: str, new: str) -> str:
    if not old:
        return f"{label}：增加“{new}”"
    if not new:
        return f"{label}：删去“{old}”"
    if old[0].isdigit() and new[0].isdigit():
        return f"{label}：由{old}更正为{new}"
    return f"{label}：“{old}”更正为“{new}”"
