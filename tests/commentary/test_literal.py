"""Values in a draft print as the words they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.commentary.literal import literal
from analysis.publish.blocks import Paragraph, Text
from analysis.publish.markdown import markdown_blocks

MARKUP = [
    *(
        "# 标题",
        "- 项",
        "+ 项",
        "* 项",
        "1. 项",
        "12) 项",
        "> 引",
        ">1",
        "=====",
        "---",
        "~~~",
        "{{ 7*7 }}",
    ),
    *("**粗**", "_斜_", "`码`", "[看](http://x.invalid)", "![图](http://x.invalid/a.png)", "| a |"),
    *("[^1]", "[^1]: 注", "<b>粗</b>", "<!-- 注 -->", "<http://x.invalid>", "&lt;b&gt;", "&#60;"),
    *("\\*", "a\\", "A_B", ": 义", "[甲]: http://x.invalid", "第1. 项", "甲\n# 乙"),
]
PLAIN = [
    "临江市税务局",
    "96.43%",
    "AT&T 中心",
    "王一、李二",
    "-0.5",
    "+4.68%",
    "1.5",
    "12",
    "3 < 5",
]


def printed(markdown: str) -> str:
    """Return the words of what must be one paragraph without any style, link or note."""
    (block,) = markdown_blocks(markdown, key="1")
    assert isinstance(block, Paragraph)
    texts = [run.text for run in block.runs if run == Text(getattr(run, "text", ""))]
    assert len(texts) == len(block.runs)
    return "".join(texts)


@pytest.mark.parametrize("words", MARKUP)
@pytest.mark.parametrize("before", ["", "获评的有："])
def test_markup_in_a_value_is_printed_as_it_stands(words: str, before: str) -> None:
    assert printed(f"{before}{literal(words)}。") == f"{before}{words.replace(chr(10), ' ')}。"


@pytest.mark.parametrize("words", PLAIN)
def test_common_words_and_figures_are_not_touched(words: str) -> None:
    assert literal(words) == words
    assert literal(Decimal("-0.5")) == "-0.5"


@given(st.text(st.sampled_from("#->+=|~:*_`[]()<>!&;\\ 1.甲a/"), min_size=1))
def test_whatever_a_value_holds_one_paragraph_of_its_words_comes_out(words: str) -> None:
    assert printed(f"甲\n{literal(words.strip())}。").startswith("甲")
    assert printed(f"{literal(words.strip())}。").strip() == f"{words.strip()}。"
