"""What of a cell may stand in a message: no personal numbers, no long texts, nothing unseen."""

from __future__ import annotations

import re
import unicodedata

from analysis.engines.slipped import (
    HIDDEN,
    IDENTITY_LAST,
    IDENTITY_WEIGHTS,
    SHORTEST_SENTENCE,
)
from analysis.unseen import is_seen, told

_LONGEST = 30
# What stands between the digits of a number: spaces, what is not seen, dashes.
_GAP = r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2010-\u2015\u2212-]{0,3}"
_BEFORE, _AFTER = r"(?<![0-9])", r"(?![0-9])"
_PERSONAL = re.compile(
    # A mobile phone, also with the country's code or a zero in front of it.
    rf"{_BEFORE}(?:0{{0,2}}86{_GAP}|0)?1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}{_AFTER}"
    # An identity number of 15 or 18 places, the last of which may be X, or a bank card of 16 to 19.
    rf"|{_BEFORE}[0-9](?:{_GAP}[0-9]){{14,18}}{_AFTER}"
)
# A citizen's sentence in the place of a word, by its punctuation; an address, by its numbers.
_SENTENCE = re.compile(r"[，。！？；]|[\u3400-\u9fff].*[,!?;]|[,!?;].*[\u3400-\u9fff]")
_ADDRESS = re.compile(r"[0-9](?:号|栋|幢|弄|室|单元|楼|层)")
# Names of items hold commas, those of channels numbers: 申请，提前退休; 3号窗口; 2楼自助机. There
# a sentence is one that ends, or runs on; an address has the number of a house behind a street.
_FULL_STOP = re.compile(r"[。！？]")
_CLAUSES, _RUNS_ON = re.compile(r"[，；,;]"), 40
_HOUSE = re.compile(
    r"(?:(?<![公铁])路|街|巷|弄|村|镇|小区|大道|胡同|花园|公寓)[A-Z]?[0-9]{1,5}(?:-[0-9]{1,4})?"
    r"(?:号|栋|幢|弄|室|单元)(?![窗柜台厅机线隧桥井])"
    r"|[0-9](?:栋|幢|单元)[^，；]{0,4}[0-9]{2,4}(?:室|号|户)"
)
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_IDENTITY = re.compile(r"[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9X]")
# What an id is written in; neither names nor addresses are.
_ID = re.compile(r"[0-9A-Za-z_./:#-]{1,64}")


def shown(text: str) -> str:
    """Return a cell's text as a message may show it.

    What looks like the number of a phone, an identity card or a bank card, like an address or a
    sentence is not shown at all, a long text only by its first 30 characters; runs of white space
    are one space, and a character that is not seen stands as its code: <U+202E>.
    """
    if looks_private(text):
        return HIDDEN
    plain = " ".join(text.split())
    start = plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
    return told(start)


def looks_personal(text: str) -> bool:
    """Tell whether a text holds what may be a phone, identity or bank card number."""
    return bool(_PERSONAL.search(unicodedata.normalize("NFKC", text)))


def looks_private(text: str) -> bool:
    """Tell whether a text holds a person's number or an address, or is somebody's sentence.

    For words of a closed list, which have neither commas nor numbers of houses.
    """
    addressed = _ADDRESS.search(unicodedata.normalize("NFKC", text))
    said = len(text) >= SHORTEST_SENTENCE and _SENTENCE.search(text)
    return looks_personal(text) or bool(addressed) or bool(said)


def looks_private_item(text: str) -> bool:
    """Tell the same of a name of an item or channel, of which there is no list.

    Narrower: a comma or `3号窗口` is no sign, only a sentence that ends in a full stop or has
    several clauses on more than 40 characters, or the number of a house.
    """
    narrow = unicodedata.normalize("NFKC", text)
    ended = len(text) >= SHORTEST_SENTENCE and _FULL_STOP.search(text)
    runs_on = len(text) > _RUNS_ON and len(_CLAUSES.findall(text)) > 1
    return looks_personal(text) or bool(_HOUSE.search(narrow)) or bool(ended) or runs_on


def is_visible(text: str) -> bool:
    """Tell whether every character of a text is seen."""
    return all(map(is_seen, text))


def is_personal_number(cell: str) -> bool:
    """Tell whether a cell is a mobile phone or an identity number, and not some other long number.

    Narrower than `looks_personal`: ids of evaluations have as many digits, and are to be shown.
    """
    number = unicodedata.normalize("NFKC", cell).strip().upper()
    if _PHONE.fullmatch(number):
        return True
    if not _IDENTITY.fullmatch(number):
        return False
    digits = zip(number[:17], IDENTITY_WEIGHTS, strict=True)
    return IDENTITY_LAST[sum(int(digit) * weight for digit, weight in digits) % 11] == number[17]


def shown_id(value: object) -> str | None:
    """Return an id, unless a row that slipped has put a name, address or number in its place."""
    if not isinstance(value, str):
        return None
    return value if _ID.fullmatch(value) and not is_personal_number(value) else HIDDEN
