"""The fonts of the PDF: the bundled ones, and an office's own before them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from analysis.errors import ExportError, ParamsError
from tests.publish.office_font import write_font
from tests.publish.sample_pdf import bulletin, exported, notebook, read

WORDS = ("# 一、甲", "余玠于2025年获评。", "## （一）乙", "其中**丙**为新增。")
OWN = "GongwenFangSong-office-"


def drawn(made: bytes) -> dict[str, Any]:
    """Return the fonts of a file by name, without the prefix of the subset."""
    found = {}
    for page in PdfReader(BytesIO(made)).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()["/DescendantFonts"][0].get_object()
            found[font["/BaseFont"].partition("+")[2]] = font["/FontDescriptor"]
    return found


def drawn_by(made: bytes) -> dict[str, str]:
    """Return what each character is drawn with, by the last font that draws it."""
    found: dict[str, str] = {}

    def visit(text: str, _user: object, _text: object, font: Any, _size: object) -> None:
        if font:
            found.update(dict.fromkeys(text, font["/BaseFont"].partition("+")[2]))

    for page in PdfReader(BytesIO(made)).pages:
        page.extract_text(visitor_text=visit)
    return {char: name.removesuffix("-Identity-H") for char, name in found.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a font that draws all of WORDS but 玠, and few other characters."""
    folder = tmp_path_factory.mktemp("fonts")
    write_font(folder / "gw.otf", "".join(WORDS).replace("玠", ""))
    return folder


def with_fonts(folder: Path, **uses: str) -> bytes:
    fonts = {"folder": str(folder), **uses}
    return exported(notebook(*WORDS, title="题名", fonts=fonts))


def test_only_the_two_fonts_are_used_and_embedded() -> None:
    fonts = drawn(exported(bulletin()))
    assert set(fonts) == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}
    assert all("/FontFile3" in descriptor for descriptor in fonts.values())


def test_an_office_sets_its_text_in_its_own_font(folder: Path) -> None:
    made = with_fonts(folder, body="公文仿宋")
    by = drawn_by(made)
    assert by["获"] == f"{OWN}body"
    assert by["甲"] == by["丙"] == "NotoSansSC-Regular"
    assert by["题"] == "NotoSerifSC-Regular"
    assert "/FontFile3" in drawn(made)[f"{OWN}body"]


def test_what_its_font_lacks_is_drawn_by_the_bundled_one(folder: Path) -> None:
    made = with_fonts(folder, body="公文仿宋")
    assert drawn_by(made)["玠"] == "NotoSerifSC-Regular"
    assert "余玠于2025年获评。" in read(made)


def test_each_use_has_its_own_font(folder: Path) -> None:
    by = drawn_by(with_fonts(folder, heading="公文仿宋"))
    assert by["甲"] == by["乙"] == by["丙"] == f"{OWN}heading"
    by = drawn_by(with_fonts(folder, subheading="公文仿宋"))
    assert (by["甲"], by["乙"]) == ("NotoSansSC-Regular", f"{OWN}subheading")
    by = drawn_by(with_fonts(folder, heading="公文仿宋", subheading="公文仿宋"))
    assert (by["甲"], by["乙"]) == (f"{OWN}heading", f"{OWN}subheading")


def test_a_title_has_its_own_font(tmp_path: Path) -> None:
    write_font(tmp_path / "xbs.otf", "题名")
    by = drawn_by(with_fonts(tmp_path, title="公文仿宋"))
    assert by["题"] == by["名"] == f"{OWN}title"


def test_the_same_fonts_give_the_same_bytes(folder: Path) -> None:
    assert with_fonts(folder, body="公文仿宋") == with_fonts(folder, body="公文仿宋")


def test_a_font_that_is_not_there_stops_the_pdf(folder: Path) -> None:
    with pytest.raises(ParamsError, match="中没有字体“楷体”"):
        with_fonts(folder, subheading="楷体")


def test_a_character_that_none_has_is_named_still(folder: Path) -> None:
    fonts = {"folder": str(folder), "body": "公文仿宋"}
    with pytest.raises(ExportError, match="U\\+1F600"):
        exported(notebook("# 题", "\U0001f600", fonts=fonts))
