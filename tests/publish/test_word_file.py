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
from analysis.publish.word.bulletin import BulletinDOCXExporter
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
        "from analysis.publish.word.bulletin import BulletinDOCXExporter as Word;"
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
@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\ud800", "\u202e"])
def test_what_nobody_sees_is_left_out(place: str, char: str) -> None:
    made = opened(exported(notebook("文。", **{place: f"政务{char}服务"})))
    assert "政务服务" in "".join(one.text for one in made.paragraphs)


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match=r"U\+FFFE"):
        exported(notebook("文。", notice="甲\ufffe乙"))


def test_white_space_that_xml_forbids_becomes_a_space() -> None:
    made = opened(exported(notebook("文。", issuer="甲\x0b乙\x0c丙\t丁")))
    assert made.paragraphs[1].text == "甲 乙 丙\t丁"


def test_nbconvert_finds_the_exporter() -> None:
    assert get_exporter("bulletin_docx") is BulletinDOCXExporter
