"""The Word file as a file: what it says of itself, the same bytes, nothing that acts."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_output

from analysis.errors import ExportError
from analysis.publish.word import BulletinDOCXExporter
from tests.projects import ROOT
from tests.publish.sample_page import ABOUT, sample_notebook
from tests.publish.word_maker import exported, notebook, sample
from tests.publish.word_reader import (
    W,
    opened,
    part,
    words,
)

# What a colleague may type or an export may hold, each in its own place below.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><w:r><w:t>x</w:t></w:r>',
    "{{ 7*7 }} {% raw %}",
    '=HYPERLINK("http://example.org")',
    "http://example.org/a?b=1&c=2",
    '#eval("1") $x$ \\u{41}',
    '{ INCLUDETEXT "c:/secret.txt" } \\* MERGEFORMAT',
    "]]> &amp; &#x41; %n",
)


def test_the_file_says_what_it_is() -> None:
    properties = opened(sample()).core_properties
    assert properties.title == ABOUT["title"]
    assert properties.subject == ABOUT["subtitle"]
    assert properties.author == ABOUT["issuer"]
    assert properties.language == "zh-CN"
    assert properties.created.isoformat() == "2025-04-15T00:00:00+00:00"
    assert properties.created == properties.modified


def test_without_a_date_no_clock_is_read() -> None:
    properties = opened(exported(notebook("文。"))).core_properties
    assert properties.created is None
    assert properties.modified is None


def test_a_title_longer_than_a_property_may_be_is_printed_whole() -> None:
    made = opened(exported(notebook("文。", title="长" * 300)))
    assert made.core_properties.title == "长" * 255
    assert made.paragraphs[0].text == "长" * 300


def test_the_same_notebook_gives_the_same_bytes() -> None:
    assert exported(sample_notebook()) == sample()
    with ZipFile(BytesIO(sample())) as package:
        for entry in package.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.compress_type, entry.create_system) == (ZIP_STORED, 0)


def test_another_time_zone_language_and_process_give_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from tests.publish.sample_page import sample_notebook;"
        "from analysis.publish.word import BulletinDOCXExporter as Word;"
        "open(sys.argv[1], 'wb').write(Word().from_notebook_node(sample_notebook())[0])"
    )
    made = tmp_path / "made.docx"
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    subprocess.run(  # noqa: S603 - our own line
        [sys.executable, "-c", script, str(made)],
        cwd=ROOT,
        env={**os.environ, **elsewhere},
        check=True,
    )
    assert made.read_bytes() == sample()


def test_reading_data_does_not_load_the_word_library() -> None:
    script = "import sys, analysis.pipeline; sys.exit('docx' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)  # noqa: S603 - our own


def hostile_notebook() -> nbformat.NotebookNode:
    listed = "\n".join(f"- {text}" for text in HOSTILE)
    cells = [[text, text] for text in HOSTILE]
    payload = {
        "key": "x",
        "title": HOSTILE[0],
        "notes": list(HOSTILE),
        "columns": [{"label": text, "group": HOSTILE[1], "kind": "text"} for text in HOSTILE[:2]],
        "cells": cells,
        "rows": cells,
    }
    table = new_output("display_data", {"application/vnd.bulletin.table+json": payload})
    about = {key: HOSTILE[at] for at, key in enumerate(("title", "issuer", "notice"))}
    return notebook(listed, new_code_cell("", outputs=[table]), **about)


def test_hostile_words_are_words() -> None:
    made = exported(hostile_notebook())
    body = part(made, "word/document.xml")
    printed = words(body)
    for text in HOSTILE:
        # In the header or the list, in two cells, in a note.
        assert printed.count(text) >= 3, text
    fields = {"fldSimple", "instrText", "hyperlink", "object", "altChunk", "customXml"}
    assert [one for one in body.iter() if one.tag in {f"{W}{tag}" for tag in fields}] == []
    with ZipFile(BytesIO(made)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b"TargetMode" not in package.read(name)
                assert b"http://example.org" not in package.read(name)


@pytest.mark.parametrize("place", ["title", "issuer", "notice", "subtitle"])
def test_control_characters_are_refused_by_name(place: str) -> None:
    with pytest.raises(ExportError) as refused:
        exported(notebook("文。", **{place: "政务\x07服务"}))
    assert str(refused.value) == (
        "Word 文件容不下控制字符 U+0007，在“政务□服务”的□处。请在原文中删去。"
    )


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_no_character_reaches_xml_that_it_forbids(char: str) -> None:
    with pytest.raises(ExportError, match=f"U\\+{ord(char):04X}"):
        exported(notebook("文。", notice=f"甲{char}乙"))


def test_white_space_that_xml_forbids_becomes_a_space() -> None:
    made = opened(exported(notebook("文。", issuer="甲\x0b乙\x0c\x1f丙\t丁")))
    assert made.paragraphs[1].text == "甲 乙 丙\t丁"


def test_nbconvert_finds_the_exporter() -> None:
    assert get_exporter("bulletin_docx") is BulletinDOCXExporter
