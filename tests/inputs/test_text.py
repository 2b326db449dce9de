"""Text arrives in the encodings and with the delimiters of several offices."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.errors import InputsError
from analysis.inputs.evaluations import Evaluations
from analysis.inputs.files import read_text_cells
from analysis.inputs.text import as_utf8, delimiter_of, encoding_of
from tests.inputs.exports import csv, record

TEXT = "单位,姓名\n临江市民政局,余玠\n临江市税务局,“䶮”\n"
ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "gb18030": "gb18030",
    "utf-16": "utf-16",
}


@pytest.mark.parametrize(("written", "found"), ENCODINGS.items())
def test_an_encoding_is_found_and_the_text_is_the_same(
    written: str, found: str, tmp_path: Path
) -> None:
    path = tmp_path / "hall.csv"
    path.write_bytes(TEXT.encode(written))
    assert encoding_of(path) == found
    assert as_utf8(path, found, tmp_path).read_text("utf-8-sig") == TEXT
    assert list(read_text_cells("hall", path)["姓名"]) == ["余玠", "“䶮”"]


def test_utf_8_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "hall.csv"
    path.write_text(TEXT, "utf-8")
    assert as_utf8(path, "utf-8-sig", tmp_path) == path


def test_a_character_may_stand_across_the_pieces_that_are_read(tmp_path: Path) -> None:
    # One byte first, so that of two bytes each some character straddles every boundary.
    path = tmp_path / "hall.csv"
    path.write_bytes(("a" + "民" * 1_200_000).encode("gb18030"))
    assert encoding_of(path) == "gb18030"
    assert as_utf8(path, "gb18030", tmp_path).read_text("utf-8") == "a" + "民" * 1_200_000


def test_what_is_in_no_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hall.csv"
    path.write_bytes("单位\n".encode() + b"\xff\xff\n")
    with pytest.raises(InputsError) as stopped:
        encoding_of(path)
    assert str(stopped.value) == "hall.csv 的编码无法识别（可用 UTF-8、GB18030/GBK、UTF-16）。"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_the_one_of_the_header(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "hall.csv"
    path.write_text(TEXT.replace(",", delimiter), "utf-8")
    assert delimiter_of(path, "utf-8-sig") == delimiter
    assert list(read_text_cells("hall", path).columns) == ["单位", "姓名"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("packed", [False, True])
def test_records_are_the_same_in_every_encoding_and_with_every_delimiter(
    encoding: str,
    delimiter: str,
    folder: Path,
    read: Callable[..., Evaluations],
    *,
    packed: bool,
) -> None:
    content = csv(record(), record(评价编号="E2", 满意度="不满意")).replace(",", delimiter)
    name = "evaluations.csv.gz" if packed else "evaluations.csv"
    written = content.encode(encoding)
    (folder / name).write_bytes(gzip.compress(written) if packed else written)
    found = read()
    assert found.cube["count"].sum() == 2
    assert list(found.low_ratings["evaluation_id"]) == ["E2"]
    assert found.quality.files[0].file == name


def test_a_wrong_word_is_placed_in_the_file_as_it_arrived(
    folder: Path, read: Callable[..., Evaluations]
) -> None:
    content = csv(record(), record(评价编号="E2", 满意度="满意吗"))
    (folder / "evaluations_思明.csv").write_bytes(content.encode("gb18030"))
    with pytest.raises(InputsError, match=r"^evaluations_思明\.csv 第 3 行“满意度”：“满意吗”"):
        read()
