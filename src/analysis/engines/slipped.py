"""SQL that keeps what rows that slipped hold of persons out of the typed records.

Text and sheets are typed into files that stay in the cache. In a row whose cells stand a place to
the right or left, a name, a number or an address is where a word or an id belongs. What decides
what becomes of a row is kept; inputs/privacy.py says what of the rest may be shown.
"""

from __future__ import annotations

from collections.abc import Sequence

HIDDEN = "（疑似个人信息，不显示）"
# Names of items have commas, words of a closed list hardly: how long they are where they have.
_FREE = frozenset({"item", "channel"})
_CLAUSES_OF_FREE = (41, "[，；].*[，；]")
_CLAUSES_OF_LISTED = (16, "[，；]")
# `满意。` is a word with a full stop.
SHORTEST_SENTENCE = 8
# No evaluation is that old; dates of birth are.
_FIRST_DAY = "2010-01-01"
# Titles amid the rows are told by their words, and have no digits to speak of.
_SIX_DIGITS = "([0-9][^0-9]*){6}"
# The word of a total may be spaced out, and stand behind another: 合　计, 本页小计:.
_BLANKS = r"[\s\x{a0}\x{3000}]*"
TOTAL = f"[合总小共]{_BLANKS}计{_BLANKS}[:：]?{_BLANKS}$"
_GAP = r"[-\s\x{200b}-\x{200f}\x{2010}-\x{2015}]{0,2}"
_IDENTITY = "[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx]"
_IN_GROUPS = rf"[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx]"
_PHONE = rf"(?:(?:86|0){_GAP})?1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}"
_HOUSE = "(?:路|街|巷|弄|村|镇|小区)[0-9]{1,5}(?:号|栋|幢|弄)(?:[^窗柜台厅机线隧桥井]|$)"
_PERSONAL = f"(?:^|[^0-9])(?:{_PHONE}|{_IN_GROUPS})(?:[^0-9]|$)|{_HOUSE}"
_FULL_WIDTH, _DIGITS = "０１２３４５６７８９Ｘ", "0123456789X"
_STOPS = "。！？"
_LONGEST_ID = 64
# GB 11643: the last place of an identity number follows from the others, modulo 11.
IDENTITY_WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))
IDENTITY_LAST = "10X98765432"


def slipped(cells: Sequence[str], evaluated_at: str, time_state: str) -> str:
    """Return SQL that tells a row without the time of an evaluation, unless it may be of titles.

    `cells` are SQL for all cells that are read of the row; `time_state` a place in TIME_STATES. A
    time of undeclared order stops the run, and says nothing of its row.
    """
    digits = f"regexp_matches(concat_ws(' ', {', '.join(cells)}), '{_SIX_DIGITS}')"
    return (
        f"CASE {time_state} WHEN 0 THEN {evaluated_at} < TIMESTAMP '{_FIRST_DAY}' "
        f"WHEN 2 THEN {digits} WHEN 4 THEN false ELSE true END"
    )


def kept_word(name: str, impersonal: str, no_answer: Sequence[str]) -> str:
    """Return SQL for a word column of rows with `slipped`; `impersonal` is SQL for what is kept.

    Without a time, only 合计 in region or unit and a satisfaction that is no answer decide.
    """
    word = f'"{name}"'
    if name in {"region", "unit"}:
        decisive = f"WHEN regexp_matches({word}, '{TOTAL}') THEN {word}"
    elif name == "satisfaction" and no_answer:
        listed = ", ".join("'" + told.replace("'", "''") + "'" for told in no_answer)
        decisive = f"WHEN trim({word}) IN ({listed}) THEN {word}"
    else:
        decisive = ""
    return f"CASE WHEN NOT slipped THEN {impersonal} {decisive} END"


def kept_id(name: str) -> str:
    """Return SQL for an id: what is none, or is a person's number, as a hash that is no id.

    The same text gives the same hash: records that come twice are found all the same.
    """
    strange = (
        f"strlen({name}) > length({name}) OR strlen({name}) > {_LONGEST_ID} "
        f"OR contains({name}, ' ') OR contains({name}, '@')"
    )
    return (
        f"CASE WHEN {strange} THEN '?' || md5({name}) "
        f"WHEN {_is_personal_number(name)} THEN '?' || md5({name}) ELSE {name} END"
    )


def impersonal(name: str, word: str) -> str:
    """Return SQL for a word of a column, HIDDEN where it is a person's number, house or sentence.

    A search is dear: words without a digit are not searched for numbers.
    """
    longer, clauses = _CLAUSES_OF_FREE if name in _FREE else _CLAUSES_OF_LISTED
    stopped = " OR ".join(f"contains({word}, '{stop}')" for stop in _STOPS)
    return (
        f"CASE WHEN strlen({word}) < 11 THEN {word} "
        f"WHEN regexp_matches({word}, '[0-9０-９]') AND "
        f"regexp_matches(translate({word}, '{_FULL_WIDTH}', '{_DIGITS}'), '{_PERSONAL}') "
        f"OR length({word}) >= {SHORTEST_SENTENCE} AND ({stopped}) "
        f"OR length({word}) >= {longer} AND regexp_matches({word}, '{clauses}') "
        f"THEN '{HIDDEN}' ELSE {word} END"
    )


def _is_personal_number(name: str) -> str:
    """Return SQL that tells a mobile phone or an identity number from an id as long."""
    digits = " + ".join(
        f"(ascii({name}[{place}]) - 48) * {weight}"
        for place, weight in enumerate(IDENTITY_WEIGHTS, start=1)
    )
    last = f"'{IDENTITY_LAST}'[({digits}) % 11 + 1] = upper({name}[18])"
    return (
        f"CASE strlen({name}) WHEN 11 THEN regexp_full_match({name}, '1[3-9][0-9]{{9}}') "
        f"WHEN 18 THEN CASE WHEN regexp_full_match({name}, '{_IDENTITY}') THEN {last} END END"
    )
