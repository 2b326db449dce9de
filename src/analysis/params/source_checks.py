"""What of the declared sources can only be checked beside the columns and the roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from analysis.errors import ParamsError
from analysis.params.sources import DeclaredSource
from analysis.roster import Roster
from analysis.spelling import folded


def require_usable(
    sources: Sequence[DeclaredSource], headers: Iterable[str], roster: Roster
) -> None:
    """Refuse a column, region or unit that there is not; ParamsError names each and its place.

    `headers` is every header, Chinese or of the code, of every kind of input.
    """
    known = {folded(header): header for header in headers}
    problems = [
        f"  sources 第 {number} 项的 {problem}。"
        for number, source in enumerate(sources, start=1)
        for problem in (*_columns(source, known), *_names(source, roster))
    ]
    if problems:
        raise ParamsError("\n".join(["参数 sources 不对：", *problems]))


def _columns(source: DeclaredSource, known: dict[str, str]) -> Iterator[str]:
    for key in ("columns", "constants"):
        for column in getattr(source, key):
            if folded(column) not in known:
                near = [known[name] for name in get_close_matches(folded(column), known, n=1)]
                yield f"{key}：“{column}”不是本程序的列名{_hint(near, '，列名见数据字典')}"


def _names(source: DeclaredSource, roster: Roster) -> Iterator[str]:
    for word, region in source.regions.items():
        if roster.official_region(region) is None:
            near = roster.nearest_regions(region)
            yield f"regions：“{word}”写作“{region}”，{_unlisted('区域', near)}"
    for word, unit in source.units.items():
        if roster.official(unit) is None:
            yield f"units：“{word}”写作“{unit}”，{_unlisted('单位', roster.nearest(unit))}"


def _unlisted(what: str, near: Sequence[str]) -> str:
    return f"而 params/units.yaml 中没有这个{what}{_hint(near, '')}"


def _hint(near: Sequence[str], otherwise: str) -> str:
    return f"，是否为{'、'.join(f'“{name}”' for name in near)}" if near else otherwise
