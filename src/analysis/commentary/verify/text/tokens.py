"""Every figure of a sentence: what it says, in which unit, how exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.commentary.verify.text.figure import Figure, Kind, Sense
from analysis.commentary.verify.text.numerals import DIGITS, numeral
from analysis.commentary.verify.text.periods import dates
from analysis.commentary.verify.text.phrases import unmeasured

_HAN = (
    r"[一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]*"
    r"(?:点[零〇一二三四五六七八九]+)?"
)
_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# Longest first: what is counted decides whether units, people or cases are meant.
_COUNTED = (
    r"个单位|家单位|个部门|个区域|个区县|个区|个县|个市|个月|件次|人次|面次|名工作人员|个"
    r"|件|次|面|封|家|名|人|位|份|张|起|宗|户|例|票|笔|区|县"
)
# Counts of what is said rather than of what is measured: 两方面, 三级, 两类; not in Arabic digits.
_SAID = r"(?:个?[高低]?(?:等级|方面|环节|层面|问题|重点|关键|阶段|步骤|步|级|类|种|点|条|项|层|大))"
_FIGURE = re.compile(
    rf"(?P<cent>百分之(?:{_HAN}|{_ARABIC}))"
    rf"|(?P<over>{_HAN}|[0-9]+)分之(?P<under>{_HAN}|[0-9]+)"
    rf"|(?P<tenth>[一二三四五六七八九])成(?P<tenths>[一二三四五六七八九半])?(?P<tmore>多|余)?(?![为员立果功效交熟本长就套])"
    r"|(?P<half>一半|半数|过半)"
    r"|(?P<doubled>翻(?P<times>[一两三])?番)"
    rf"|(?:居|列|排|位居|位列|排名|名列)?(?P<rank>(?:倒数)?第(?:{_HAN}|[0-9]+))(?:位|名|(?=[，。；、（）]|$))"
    r"|(?P<top>首位|榜首|之首|末位)"
    rf"|(?P<end>[前后])(?P<first>{_HAN}|[0-9]+)(?:位|名|家|个(?=区|县|单位|部门)|(?=的))"
    rf"|(?P<digits>{_ARABIC})(?P<scale>万亿|亿|万|千(?!米|瓦))?(?P<more>余|多(?!个月))?"
    rf"(?P<unit>%|个百分点|百分点|倍)?"
    r"|(?<=[为是])(?P<zero>零)(?=[，。；、）件面封次]|$)"
    rf"|(?P<han>{_HAN})(?P<hmore>余|多)?(?:(?P<hunit>%|个百分点|百分点|倍)|(?!{_SAID})(?={_COUNTED}))"
)
_AFTER = re.compile(rf"(?P<counted>{_COUNTED})?(?P<bound>及?以上|及?以下|以内|左右|上下)?")
_SCALES = {"千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_KINDS = {"%": Kind.PERCENT, "倍": Kind.MULTIPLE}
_BOUNDS = {
    "以上": Sense.OVER,
    "以下": Sense.UNDER,
    "以内": Sense.UNDER,
    "左右": Sense.ABOUT,
    "上下": Sense.ABOUT,
}
_LEADS = (
    (Sense.NEARLY, re.compile(r"(?:将近|接近|近|逼近)$")),
    (Sense.ABOUT, re.compile(r"(?:大约|约为?|约占)$")),
    (
        Sense.UNDER,
        re.compile(r"(?:(?<!不)(?:低于|少于|小于)|不足|不到|未到|不超过|不高于|不多于)$"),
    ),
    (Sense.OVER, re.compile(r"(?:超过?|逾|突破|高于|多于|大于|不低于|不少于|不小于)了?$")),
)
# A list of figures may name its unit once, at its end: 90—95%, 0.24个、0.27个百分点.
_SHARED = re.compile(r"个?[—–\-~～至到、和与]{1,2}$")


def figures(text: str) -> list[Figure]:
    """Return every figure of a sentence that measures something, in order."""
    idle = [*unmeasured(text), *dates(text)]
    found = [
        _sensed(figure, text)
        for match in _FIGURE.finditer(_blanked(text, idle))
        if (figure := _figure(match)) is not None
    ]
    return _with_shared_units(found, text)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = "\ue000" * (end - start)
    return "".join(characters)


def _figure(match: re.Match[str]) -> Figure | None:
    """Read one match; None for a lone 一 that counts nothing we could check (一次, 一件事)."""
    reader = next((reader for name, reader in _READERS.items() if match[name]), None)
    return reader(match) if reader else _plain(match)


def _percent(match: re.Match[str]) -> Figure:
    digits = match["cent"].removeprefix("百分之")
    start, end = match.span()
    return Figure(start, end, end, _number(digits), Kind.PERCENT, _step(digits), chinese=True)


def _part(match: re.Match[str]) -> Figure:
    step = 100 / _number(match["over"])
    return _fraction(match, _number(match["under"]) * step, step)


def _half(match: re.Match[str]) -> Figure:
    half = _fraction(match, Decimal(50), Decimal(50))
    return replace(half, sense=Sense.OVER) if match["half"] == "过半" else half


def _fraction(match: re.Match[str], value: Decimal, step: Decimal) -> Figure:
    start, end = match.span()
    return Figure(start, end, end, value, Kind.PERCENT, step, chinese=True, fraction=True)


def _doubled(match: re.Match[str]) -> Figure:
    times = Decimal(2) ** int(numeral(match["times"] or "一"))
    start, end = match.span()
    return Figure(start, end, end, times, Kind.MULTIPLE, chinese=True, fraction=True)


def _first(match: re.Match[str]) -> Figure:
    number = _number(match["first"]) * (1 if match["end"] == "前" else -1)
    return Figure(*match.span("first"), match.end(), number, Kind.FIRST)


def _tenths(match: re.Match[str]) -> Figure:
    tail = match["tenths"]
    fraction = Decimal("0.5") if tail == "半" else Decimal(DIGITS[tail]) / 10 if tail else 0
    value = 10 * (DIGITS[match["tenth"]] + fraction)
    figure = _fraction(match, Decimal(value), Decimal(1 if tail else 10))
    return replace(figure, open=bool(match["tmore"]))


def _rank(match: re.Match[str]) -> Figure:
    said = match["rank"] or match["top"]
    start = match.start("rank") if match["rank"] else match.start("top")
    if match["top"]:
        place = Decimal(-1 if said == "末位" else 1)
    else:
        place = _number(said.removeprefix("倒数").removeprefix("第"))
        place = -place if said.startswith("倒数") else place
    return Figure(start, start + len(said), match.end(), place, Kind.RANK)


def _plain(match: re.Match[str]) -> Figure | None:
    digits, han = match["digits"], match["han"] or match["zero"]
    if han == "一" and not match["hunit"] and not match["hmore"]:
        return None
    said = digits or han
    scale = _SCALES.get(match["scale"] or "", 1)
    unit = match["unit"] or match["hunit"] or ""
    return Figure(
        match.start(),
        match.end(),
        match.end(),
        _number(said) * scale,
        _KINDS.get(unit, Kind.POINTS if unit else Kind.COUNT),
        _step(said) * scale,
        scale,
        open=bool(match["more"] or match["hmore"]),
        chinese=bool(han),
    )


_READERS: Mapping[str, Callable[[re.Match[str]], Figure]] = {
    "cent": _percent,
    "over": _part,
    "tenth": _tenths,
    "half": _half,
    "doubled": _doubled,
    "rank": _rank,
    "top": _rank,
    "first": _first,
}


def _number(said: str) -> Decimal:
    return Decimal(said.replace(",", "")) if said[0].isascii() else numeral(said)


def _step(said: str) -> Decimal:
    """Return what the last digit stands for that is not a 0 in front of the point."""
    if not said[0].isascii():
        number = numeral(said)
        return Decimal(1).scaleb(-len(said.partition("点")[2])) if "点" in said else _round(number)
    decimals = said.partition(".")[2]
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    return _round(Decimal(said.replace(",", "")))


def _round(number: Decimal) -> Decimal:
    """Return the place of the last digit of a whole number that is not 0: 4700 -> 100."""
    digits = str(int(number))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if number else Decimal(1)


def _sensed(figure: Figure, text: str) -> Figure:
    """Add what the words before and behind a figure say about it."""
    after = _AFTER.match(text, figure.stop)
    counted, bound = (after["counted"] or "", after["bound"] or "") if after else ("", "")
    stop = after.end() if after else figure.stop
    sense = next((s for s, lead in _LEADS if lead.search(text, 0, figure.start)), figure.sense)
    sense = Sense.OVER if figure.open else _BOUNDS.get(bound.removeprefix("及"), sense)
    return replace(figure, counted=counted, stop=stop, sense=sense)


def _with_shared_units(found: Sequence[Figure], text: str) -> list[Figure]:
    """Give a figure without a unit that of the next one in its range or list."""
    done: list[Figure] = []
    for figure in reversed(found):
        after = done[-1] if done else None
        bare = figure.kind is Kind.COUNT and figure.counted in {"", "个"}
        if after and bare and after.kind in {Kind.PERCENT, Kind.POINTS} and not after.chinese:
            between = text[figure.end : after.start]
            if _SHARED.fullmatch(between) and (figure.counted or between not in {"、", "和", "与"}):
                done.append(replace(figure, kind=after.kind, counted=""))
                continue
        done.append(figure)
    return done[::-1]
