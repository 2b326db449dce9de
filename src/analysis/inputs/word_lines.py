"""The lines of params that would declare words of a file: proposed in messages, never applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.inputs.declaring import scalar
from analysis.inputs.likely_words import likely_active, likely_level, likely_no_answer
from analysis.inputs.privacy import is_visible, looks_private
from analysis.levels import LEVELS
from analysis.params.declared_words import is_code, word_key
from analysis.params.sources import SCALE, DeclaredSource
from analysis.roster import Roster
from analysis.spelling import tidied

# A word of thirty characters of Chinese or sixty letters is none, but somebody's comment.
_LONGEST = 60
# Values still to be chosen; params refuse them, so that none is chosen by copying a line.
_A_LEVEL, _A_TRUTH, _A_REGION = "等级", "是或否", "区域"
_FIVE = "、".join(level.word for level in LEVELS)

Raws = Sequence[str | None]


def level_lines(source: DeclaredSource, raws: Raws, direction: int | None) -> str:
    """Return `best_code`, `levels` and `no_answer` for words of the column 满意度."""
    words = _declarable(raws)
    codes = [] if source.own_codes else [word for word in words if is_code(word)]
    others = [word for word in words if word not in codes]
    outside = [code for code in codes if word_key(code) not in SCALE]
    silent = [word for word in others if not word or likely_no_answer(word)]
    levels = {word: likely_level(word) or _A_LEVEL for word in others if word not in silent}
    lines = []
    if len(codes) > len(outside) and direction is None:
        lines.append("best_code: 5   # 5 或 1：哪个代码是“非常满意”")
    if levels:
        lines.append(
            f"levels: {_mapping({**source.levels, **levels})}   # 请核对，右边写{_FIVE}之一；"
            "不算评价的词改写进 no_answer: [词, …]"
        )
    if silent or outside:
        no_answer = _list([*source.no_answer, *silent, *outside])
        note = "；代码若是等级，请把每个代码都写进 levels" if outside else ""
        lines.append(f"no_answer: {no_answer}   # 不算评价，单独计数，请核对{note}")
    return "\n".join(lines)


def truth_lines(source: DeclaredSource, raws: Raws) -> str:
    """Return `active` for words of the column 主动评价."""
    found = {word: likely_active(word) or _A_TRUTH for word in _declarable(raws)}
    note = "请核对，是：办事人自己作出的评价，否：默认评价"
    return f"active: {_mapping({**source.active, **found})}   # {note}" if found else ""


def region_lines(source: DeclaredSource, raws: Raws, roster: Roster) -> str:
    """Return `regions` for words of the column 区域."""
    near = {word: roster.nearest_regions(word) for word in _declarable(raws) if word}
    found = {word: (names or [_A_REGION])[0] for word, names in near.items()}
    if not found:
        return ""
    regions = _mapping({**source.regions, **found})
    return f"regions: {regions}   # 请核对，右边写{'、'.join(roster.regions)}之一"


def unit_lines(source: DeclaredSource, raws: Raws, roster: Roster) -> str:
    """Return `units` for words of the column 单位 that resemble a name; what else can be done."""
    words = [word for word in _declarable(raws) if word]
    near = {word: names[0] for word in words if (names := roster.nearest(word))}
    official = {word: str(roster.official(name)) for word, name in near.items()}
    lines = []
    if official:
        units = _mapping({**source.units, **official})
        lines.append(f"units: {units}   # 请核对，右边写全称")
        aliases = "、".join(_with_aliases(official, roster))
        lines.append(f"# 各来源都用的叫法，可改在 params/units.yaml 中写成别名：{aliases}")
    if new := [word for word in words if word not in official]:
        lines.append(f"# 新单位请加进 params/units.yaml：{'、'.join(new)}")
    return "\n".join(lines)


def _with_aliases(official: Mapping[str, str], roster: Roster) -> Iterable[str]:
    """Yield the entries of units.yaml as they would be with the new aliases."""
    for name in dict.fromkeys(official.values()):
        known = next(unit.aliases for unit in roster.units if unit.name == name)
        new = [word for word, unit in official.items() if unit == name]
        yield f"{{name: {scalar(name)}, aliases: {_list([*known, *new])}}}"


def _declarable(raws: Raws) -> list[str]:
    """Return the words that may be shown whole, each spelling once; '' is an empty cell."""
    words: dict[str, str] = {}
    for raw in raws:
        words.setdefault(word_key(raw or ""), tidied(raw or ""))
    return [
        word
        for word in words.values()
        if is_visible(word) and not looks_private(word) and len(word.encode("gb18030")) <= _LONGEST
    ]


def _mapping(words: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{scalar(word)}: {scalar(meant)}' for word, meant in words.items())}}}"


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(map(scalar, words))}]"
