"""What may stand in a message: never a personal number, never a long or unseen text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inputs.privacy import HIDDEN, is_personal_number, is_visible, looks_personal, shown

# Invented numbers; none belongs to anyone.
PHONE = "13800138000"
PERSONAL = {
    "a mobile phone": PHONE,
    "one that begins with 19": "19912345678",
    "a phone in full-width digits": "１３８００１３８０００",
    "a phone in groups": "138 0013 8000",
    "a phone with dashes": "138-0013–8000",
    "a phone with no-break spaces": "138\u00a00013\u00a08000",
    "a phone with marks of direction between": "138\u202a0013\u202c8000",
    "a phone with the code of the country": "+86 13800138000",
    "a phone with the code run on": "008613800138000",
    "a phone with a zero in front": "013800138000",
    "a phone that Excel made a number": "13800138000.0",
    "a phone in a sentence": "请回电13800138000，张先生",
    "a phone after another digit": "5 13800138000",
    "an identity number": "350203199001011234",
    "an identity number that ends with X": "35020319900101123X",
    "one that ends with x, full-width": "３５０２０３１９９００１０１１２３ｘ",
    "an identity number in groups": "350203 19900101 1234",
    "an old identity number": "350203900101123",
    "a bank card of 16": "6222021234567890",
    "a bank card of 19 in groups": "6222 0212 3456 7890 123",
    "two lines": "张三\n350203199001011234",
    "behind a long text": "很" * 40 + PHONE,
    "across the place of the cut": "很" * 25 + PHONE,
}


@pytest.mark.parametrize("text", PERSONAL.values(), ids=PERSONAL.keys())
def test_what_looks_like_a_personal_number_is_not_shown(text: str) -> None:
    assert shown(text) == "（疑似个人信息，不显示）"


HARMLESS = [
    "5",
    "满意吗",
    "思明区民证局",
    "12345678901",  # eleven digits, but no prefix of a mobile phone begins with 12
    "23800138000",
    "1380013800",
    "138001380001",
    "2025-01-31 09:30:00",
    "2025-02-30 093000",
    "13-01-2025 10:15:00",
    "20250131093000",
    "13/14/2025",
    "5,000",
    "0592-12345",
    "35020220250000000001",  # an evaluation id has 20 digits
    "★★★★★",
    "Neither satisfied nor dissatis",
    "",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_words_dates_and_numbers_are_shown_as_they_are(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "as_shown"),
    [
        ("很" * 30, "很" * 30),
        ("很" * 31, "很" * 30 + "…"),
        ("一" * 29 + " 二三", "一" * 29 + " …"),
        ("第一行\r\n第二行", "第一行 第二行"),
        (" 满\u00a0意\u3000", "满 意"),
        ("满\u202e意", "满<U+202E>意"),
        ("满\u200b意\x07", "满<U+200B>意<U+0007>"),
        ("满\ufeff意", "满<U+FEFF>意"),
        ("\ud800", "<U+D800>"),
        ("\U0010ffff", "<U+10FFFF>"),
        ("\ue000", "<U+E000>"),
    ],
)
def test_long_texts_are_cut_and_what_is_not_seen_is_named(text: str, as_shown: str) -> None:
    assert shown(text) == as_shown


@given(st.text(max_size=80))
def test_what_is_shown_is_short_and_seen(text: str) -> None:
    told = shown(text)
    assert is_visible(told)
    assert "\n" not in told
    assert told == HIDDEN or len(told) <= 30 * len("<U+10FFFF>") + 1


AROUND = st.text(st.sampled_from("满意 ，张三A:：（）/"), max_size=40)
GAPS = st.lists(st.sampled_from(["", " ", "-", "\u00a0", "　"]), min_size=18, max_size=18)


@given(
    AROUND,
    st.from_regex(r"1[3-9][0-9]{9}|[0-9]{15,19}|[0-9]{17}[Xx]", fullmatch=True),
    GAPS,
    AROUND,
)
def test_no_digit_of_a_personal_number_ever_comes_out(
    before: str, number: str, gaps: list[str], after: str
) -> None:
    typed = "".join(map("".join, zip(number, [*gaps, ""], strict=False)))
    assert looks_personal(f"{before}{typed}{after}")
    assert shown(f"{before}{typed}{after}") == HIDDEN


@pytest.mark.parametrize(
    ("cell", "personal"),
    [
        ("13800138000", True),
        ("１３８００１３８０００", True),
        # 11010519491231002 with the last place that GB 11643 gives it, and with another.
        ("11010519491231002X", True),
        (" 11010519491231002x ", True),
        ("110105194912310021", False),
        # Ids of evaluations, as long as an identity number or longer.
        ("350200202501010002", False),
        ("PJ3502002025010100001971", False),
        ("1234567890", False),
    ],
)
def test_a_personal_number_is_told_from_an_id_as_long(cell: str, *, personal: bool) -> None:
    assert is_personal_number(cell) is personal
