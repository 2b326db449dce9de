"""Text files as offices send them: encodings, delimiters, titles, blank lines, damage."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from analysis.inputs.readers import bytes_of_text
from analysis.inputs.readers.opening import open_tables
from tests.inputs.readers.tables import content, contents, refusal, source

TEXT = "月份,姓名,单位\n2026-07,余玠,临江市民政局\n2026-08,“䶮”,临江市税务局\n"
ROWS = {2: ("2026-07", "余玠", "临江市民政局"), 3: ("2026-08", "“䶮”", "临江市税务局")}
ENGLISH = "month,name,unit\n"


def stars(folder: Path, content: str | bytes, name: str = "stars.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("declared", [False, True])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize(
    ("encoding", "name"),
    {
        "utf-8": "utf-8",
        "utf-8-sig": "utf-8",
        "gb18030": "gb18030",
        "utf-16": "utf-16",
        "utf-16-le": "utf-16",
        "utf-16-be": "utf-16",
    }.items(),
)
def test_encoding_and_delimiter_are_found_or_declared(
    encoding: str, name: str, delimiter: str, tmp_path: Path, *, declared: bool
) -> None:
    path = stars(tmp_path, TEXT.replace(",", delimiter).encode(encoding))
    options = {"encoding": name, "delimiter": delimiter} if declared else {}
    assert content(path, **options).rows == ROWS


@pytest.mark.parametrize("name", ["stars.CSV", "stars.csv.gz", "stars.Csv.GZ"])
def test_a_file_may_be_packed_and_its_ending_in_capitals(name: str, tmp_path: Path) -> None:
    packed = name.lower().endswith(".gz")
    path = stars(tmp_path, gzip.compress(TEXT.encode()) if packed else TEXT, name)
    read = content(path)
    assert (read.name, read.rows) == (name, ROWS)


def test_a_delimiter_is_the_one_under_which_the_header_is_found(tmp_path: Path) -> None:
    titles = "全区服务之星，一，二,三,四,五,六\n制表：甲,乙,丙,丁,戊\n"
    path = stars(tmp_path, titles + TEXT.replace(",", ";"))
    assert content(path).rows == {row + 2: cells for row, cells in ROWS.items()}


def test_titles_with_line_breaks_and_other_numbers_of_cells_are_passed_over(tmp_path: Path) -> None:
    top = '"服务之星\n（2026年第三季度）",,,,\n\n'
    header = '"月\n份",姓 名,单位（全称）\n'
    body = "2026-07,余玠,临江市民政局\n"
    path = stars(tmp_path, top + header + body)
    read = content(path, columns={"单位": "单位(全称)"})
    assert read.rows == {4: ("2026-07", "余玠", "临江市民政局")}


def test_blank_lines_and_lines_of_delimiters_are_no_records_but_have_their_numbers(
    tmp_path: Path,
) -> None:
    path = stars(tmp_path, '\n月份,姓名,单位\n\n2026-07,余玠,甲\n,,\n"",,\n,\n2026-08,李二,乙\n\n')
    read = content(path)
    assert read.rows == {4: ("2026-07", "余玠", "甲"), 8: ("2026-08", "李二", "乙")}
    assert (read.malformed, read.counts) == ([], (2, 2))


def test_a_record_whose_needed_cells_are_blank_is_a_record(tmp_path: Path) -> None:
    path = stars(tmp_path, "月份,姓名,单位,备注\n2026-07,余玠,甲,\n,,,未填\n")
    read = content(path)
    assert read.rows[3] == ("", "", "")
    assert read.counts == (2, 2)


def test_only_as_many_cells_as_the_header_has_make_a_record(tmp_path: Path) -> None:
    path = stars(tmp_path, TEXT + "2026-08,李二\n2026-08,李二,乙,\n2026-09,王五,丙\n制表人\n")
    read = content(path)
    assert read.rows == ROWS | {6: ("2026-09", "王五", "丙")}
    assert (read.malformed, read.counts) == ([4, 5, 7], (6, 6))


def test_malformed_records_are_found_among_many_pieces_of_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bytes_of_text, "CHUNK", 100)
    lines = [
        f"2026-07,员{row},甲,\n" if row % 7 == 0 else f"2026-07,员{row},甲\n"
        for row in range(2, 300)
    ]
    read = content(stars(tmp_path, ("月份,姓名,单位\n" + "".join(lines)).encode("gb18030")))
    assert read.malformed == [row for row in range(2, 300) if row % 7 == 0]
    assert read.rows == {row: ("2026-07", f"员{row}", "甲") for row in range(2, 300) if row % 7}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_last_line_may_have_no_end(line_end: str, tmp_path: Path) -> None:
    assert content(stars(tmp_path, TEXT.replace("\n", line_end).rstrip())).rows == ROWS


def test_a_lone_return_ends_a_line_unless_it_is_quoted(tmp_path: Path) -> None:
    path = stars(tmp_path, '月份,姓名,单位\n2026-07,"余\r玠",甲\n2026-07,李\r二,乙\n')
    read = content(path)
    assert read.rows == {2: ("2026-07", "余\r玠", "甲")}
    assert read.malformed == [3, 4]


def test_a_zero_byte_stays_in_its_cell(tmp_path: Path) -> None:
    assert content(stars(tmp_path, "月份,姓名,单位\n2026-07,余\0玠,甲\n")).rows == {
        2: ("2026-07", "余\0玠", "甲")
    }


def test_zero_bytes_that_a_crash_left_at_the_end_are_malformed(tmp_path: Path) -> None:
    read = content(stars(tmp_path, TEXT.encode() + b"\0" * 500))
    assert (read.rows, read.malformed) == (ROWS, [4])


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    ((table, header),) = open_tables(stars(tmp_path, TEXT[:9]), "service_stars", source())
    (batch,) = table.batches(header)
    assert batch.schema.names == ["month", "name", "unit", "row"]
    assert (len(batch), table.count_rows(header)) == (0, 0)


@pytest.mark.parametrize("nothing", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n\r\n", b"  \n"])
def test_a_file_without_content_is_empty(nothing: bytes, tmp_path: Path) -> None:
    assert refusal(stars(tmp_path, nothing)) == "stars.csv 是空文件。"


def test_a_cell_may_be_longer_than_what_is_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bytes_of_text, "CHUNK", 50)
    long = "民\n" * 1000
    assert content(stars(tmp_path, f'{TEXT}2026-09,"{long}",丙\n')).rows[4][1] == long


def test_where_all_was_ascii_so_far_the_first_other_cell_tells_the_encoding(tmp_path: Path) -> None:
    # UTF-8 fits as far as is looked at to begin with.
    many = "2026-07,A,1\n" * 100_000
    path = stars(tmp_path, (ENGLISH + many).encode() + "2026-07,余玠,1\n".encode("gb18030"))
    assert content(path).rows[100_002] == ("2026-07", "余玠", "1")


def test_two_encodings_in_one_file_are_refused_where_the_second_begins(tmp_path: Path) -> None:
    path = stars(tmp_path, TEXT.encode() + "2026-09,余玠,甲\n".encode("gb18030"))
    assert refusal(path) == (
        "stars.csv 第 4 行 B 列“姓名”不是 UTF-8 的文字，可能混有别的编码，或文件已损坏。"
        "请从系统重新导出；若全文都是另一种编码，请在 params 的 sources 中声明，"
        "例如 encoding: gb18030。"
    )


def test_a_cell_in_no_encoding_is_named_and_its_bytes_are_not(tmp_path: Path) -> None:
    path = stars(tmp_path, ENGLISH.encode() + b"2026-07,A,1\n2026-07,SECRET\xff\xff,1\n")
    said = refusal(path)
    assert said.startswith("stars.csv 第 3 行 B 列“name”不是 GB18030、UTF-8 的文字，")
    assert "SECRET" not in said
    assert "xff" not in said


UNDECODABLE_IDS = (
    "督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果\nD1,E1,甲,1,2,3,属实\n"
)


def test_an_id_that_cannot_be_decoded_is_named_too(tmp_path: Path) -> None:
    path = stars(tmp_path, UNDECODABLE_IDS.encode() + b"D2,E\xc3,\xe7\x94\xb2,1,2,3,\n")
    assert refusal(path, "supervision_orders").startswith(
        "stars.csv 第 3 行 B 列“评价编号”不是 UTF-8"
    )


@pytest.mark.parametrize(
    ("written", "declared", "said"),
    [
        ("gb18030", "utf-8", "不是 params 的 sources 中声明的编码（encoding: utf-8），请改正"),
        ("utf-8", "utf-16", "不是 params 的 sources 中声明的编码（encoding: utf-16），请改正"),
    ],
)
def test_an_encoding_that_is_declared_wrongly_is_said(
    written: str, declared: str, said: str, tmp_path: Path
) -> None:
    path = stars(tmp_path, TEXT.encode(written))
    assert refusal(path, encoding=declared) == f"stars.csv {said}。"


def test_what_is_in_no_encoding_is_refused(tmp_path: Path) -> None:
    path = stars(tmp_path, b"\xff\xffa,b,c\n1,2,3\n")
    assert refusal(path) == "stars.csv 的编码无法识别（可用 UTF-8、GB18030/GBK、UTF-16）。"


def test_utf_16_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = stars(tmp_path, TEXT.encode("utf-16")[:-1])
    assert refusal(path) == "stars.csv 在一个字的中间结束，可能没有传完。请重新取得这个文件。"


def test_half_a_surrogate_pair_is_refused_only_in_a_needed_cell(tmp_path: Path) -> None:
    text = "月份,姓名,单位,备注\n2026-07,余玠,甲,{}\n2026-07,{},甲,\n"
    fine = text.format("\ud800", "李二").encode("utf-16", "surrogatepass")
    assert content(stars(tmp_path, fine)).rows[3] == ("2026-07", "李二", "甲")
    broken = text.format("", "\ud800").encode("utf-16", "surrogatepass")
    assert refusal(stars(tmp_path, broken)).startswith(
        "stars.csv 第 3 行 B 列“姓名”不是 UTF-16 的文字"
    )


@pytest.mark.parametrize(
    "damaged", [b"nonsense", gzip.compress(TEXT.encode())[:-20]], ids=["no gzip", "cut off"]
)
def test_a_packed_file_that_is_damaged_is_refused(damaged: bytes, tmp_path: Path) -> None:
    path = stars(tmp_path, damaged, "stars.csv.gz")
    assert refusal(path) == "stars.csv.gz 无法读取：压缩文件已损坏或没有传完。"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "stars.csv").startswith("stars.csv 无法读取：")


PERSONAL = "350203199001011234"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_other_columns_are_neither_read_nor_told_of(encoding: str, tmp_path: Path) -> None:
    text = f"月份,姓名,证件号码,单位\n2026-07,余玠,{PERSONAL},甲\n2026-07,李二,{PERSONAL}\n"
    ((table, header),) = open_tables(
        stars(tmp_path, text.encode(encoding)), "service_stars", source()
    )
    batches = [*table.batches(header)]
    assert PERSONAL not in str([batch.to_pydict() for batch in batches])
    assert [batch.schema.names for batch in batches] == [["month", "name", "unit", "row"]] * 2
    assert list(table.malformed) == [3]


def test_a_cell_that_nobody_needs_may_be_in_any_encoding(tmp_path: Path) -> None:
    garbled = b"2026-07,\xe7\x94\xb2,\xff\xfe\x81,\xe7\x94\xb2\n"
    path = stars(tmp_path, "月份,姓名,备注,单位\n".encode() + garbled)
    assert content(path).rows == {2: ("2026-07", "甲", "甲")}


def test_a_file_without_header_does_not_show_its_first_row(tmp_path: Path) -> None:
    said = refusal(stars(tmp_path, f"余玠,{PERSONAL},甲\n李二,{PERSONAL},乙\n"))
    assert said.startswith("stars.csv 缺少“月份”、“姓名”、“单位”列。前 30 行中没有列名。\n")
    assert PERSONAL not in said
    assert "余玠" not in said


def test_every_file_has_one_table(tmp_path: Path) -> None:
    assert len(contents(stars(tmp_path, TEXT))) == 1
