from __future__ import annotations

from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from fontTools.ttLib import TTCollection, TTFont, newTable

from analysis.edition import open_edition
from analysis.errors import ParamsError
from analysis.named_fonts import OfficeFonts
from analysis.office_fonts import Face, office_faces, renamed
from analysis.params.blocks import Fonts
from analysis.params.strict import Strict, checked
from analysis.project import Project
from tests.publish.office_font import write_font

ROOT = Path(__file__).parents[1]


class Around(Strict):
    """Params of a quarter, as far as fonts go."""

    fonts: Fonts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_font(tmp_path / "fonts" / "gw.otf", "公文")
    return tmp_path / "fonts"


def body(folder: Path, family: str = "公文仿宋") -> Face:
    return office_faces(OfficeFonts(str(folder), body=family))["body"]


@pytest.mark.parametrize(
    "name", ["公文仿宋", "Gongwen FangSong", "gongwenfangsong", "ＧongwenFangSong"]
)
def test_a_font_is_found_by_any_of_its_names(folder: Path, name: str) -> None:
    assert body(folder, name).path.name == "gw.otf"


def test_only_what_is_named_is_looked_for(folder: Path) -> None:
    assert office_faces(OfficeFonts()) == {}
    assert office_faces(OfficeFonts("/nowhere")) == {}
    fonts = OfficeFonts(str(folder), title="公文仿宋", body="公文仿宋")
    assert list(office_faces(fonts)) == ["title", "body"]


def test_of_several_weights_the_regular_one_serves(folder: Path) -> None:
    write_font(folder / "a-bold.otf", "公文", weight=700)
    assert body(folder).path.name == "gw.otf"


def test_a_font_of_a_collection_is_found(folder: Path, tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(folder / "gw.otf"), TTFont(folder / "gw.otf")]
    collection.fonts[1]["name"].setName("公文楷体", 1, 3, 1, 0x0804)
    collection.save(tmp_path / "gw.ttc")
    face = body(tmp_path, "公文楷体")
    assert (face.path.name, face.number) == ("gw.ttc", 1)
    with TTFont(BytesIO(renamed(face, "office-body"))) as font:
        assert font["name"].getDebugName(1) == "office-body"


def test_a_renamed_font_has_one_family_and_the_same_bytes_every_time(folder: Path) -> None:
    made = renamed(body(folder), "office-body")
    assert renamed(body(folder), "office-body") == made
    with TTFont(BytesIO(made)) as font:
        families = {record.toUnicode() for record in font["name"].names if record.nameID in {1, 16}}
        assert families == {"office-body"}
        assert font["name"].getDebugName(6) == "GongwenFangSong-office-body"


def test_a_family_that_is_not_there_is_named_beside_those_that_are(folder: Path) -> None:
    with pytest.raises(ParamsError) as stopped:
        body(folder, "楷体")
    assert str(stopped.value) == (
        f"参数 fonts 的 body：文件夹 {folder} 中没有字体“楷体”，"
        "那里有：Gongwen FangSong（公文仿宋）。"
    )


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("无")
    with pytest.raises(ParamsError) as stopped:
        body(tmp_path)
    assert str(stopped.value) == (
        f"参数 fonts 的 body：文件夹 {tmp_path} 中没有字体“公文仿宋”，"
        "那里没有字体文件（.ttf、.otf、.ttc）。"
    )


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ParamsError) as stopped:
        body(tmp_path / "字体")
    assert str(stopped.value) == (
        f"参数 fonts 的 folder：没有文件夹 {tmp_path / '字体'}。"
        "请把字体文件放进去，或改写成字体所在的文件夹。"
    )


@pytest.mark.parametrize("fs_type", [0x0002, 0x0100, 0x0200], ids=["restricted", "whole", "bitmap"])
def test_a_font_that_may_not_be_embedded_is_refused(folder: Path, fs_type: int) -> None:
    write_font(folder / "gw.otf", "公文", fs_type=fs_type)
    with pytest.raises(ParamsError) as stopped:
        body(folder)
    assert str(stopped.value) == (
        "参数 fonts 的 body：字体“公文仿宋”（gw.otf）不允许嵌入文件，而 PDF/A 要求嵌入字体。"
        "请换一种字体，或写 null 用自带的。"
    )


@pytest.mark.parametrize("fs_type", [0x0000, 0x0004, 0x0008, 0x000A], ids=hex)
def test_a_font_that_may_be_embedded_serves(folder: Path, fs_type: int) -> None:
    write_font(folder / "gw.otf", "公文", fs_type=fs_type)
    assert body(folder).embeddable


@pytest.mark.parametrize("content", [b"", b"\0\1\0\0", b"OTTO\0\5" + bytes(90)], ids=len)
def test_a_broken_file_is_named(folder: Path, content: bytes) -> None:
    (folder / "坏.ttf").write_bytes(content)
    with pytest.raises(ParamsError) as stopped:
        body(folder)
    assert str(stopped.value).startswith("参数 fonts：字体文件 坏.ttf 读不出来（")
    assert str(stopped.value).endswith("）。请重新复制这个文件，或把它移出文件夹。")


def test_a_variable_font_is_refused(folder: Path) -> None:
    with TTFont(folder / "gw.otf") as font:
        font["fvar"] = axes = newTable("fvar")
        axes.axes, axes.instances = [], []
        font.save(folder / "gw.otf")
    with pytest.raises(ParamsError) as stopped:
        body(folder)
    assert str(stopped.value) == (
        "参数 fonts 的 body：字体“公文仿宋”（gw.otf）是可变字体，排不了版。"
        "请换成静态字体，或写 null 用自带的。"
    )


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (
            {"body": "仿宋"},
            "fonts：写了字体，还要在 folder 写字体文件所在的文件夹，例如 fonts",
        ),
        ({"bodies": "仿宋"}, "fonts.bodies：不认识这一项"),
        ({"body": 5}, "fonts.body：应为文字，现在是“5”"),
    ],
)
def test_params_of_fonts_are_strict(stated: dict[str, object], said: str) -> None:
    with pytest.raises(ParamsError) as stopped:
        checked(Around, {"fonts": stated}, "2026Q3.yaml")
    assert said in str(stopped.value)


def test_the_folder_lies_below_the_project() -> None:
    fonts = Fonts(folder="fonts", body="仿宋").below(Path("/project"))
    assert fonts == OfficeFonts("/project/fonts", body="仿宋")


def test_a_run_stops_before_it_reads_data_when_a_font_is_not_there(tmp_path: Path) -> None:
    params = tmp_path / "params"
    copytree(ROOT / "params", params)
    stated = (params / "defaults.yaml").read_text("utf-8")
    named = stated.replace("  folder: null ", "  folder: 字体 ").replace(
        "  body: null ", "  body: 仿宋 "
    )
    (params / "defaults.yaml").write_text(named, "utf-8")
    with pytest.raises(ParamsError, match=f"没有文件夹 {tmp_path / '字体'}"):
        open_edition("2025Q1", Project(tmp_path))
