"""Opening a text file: the encoding and the delimiter are those in which the header is found."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from analysis.errors import InputsError
from analysis.inputs.readers.bytes_of_text import chunks, encodings_of, faults, wrong_encoding
from analysis.inputs.readers.header import HeaderRow, HeaderSearch
from analysis.inputs.readers.refusals import missing_columns
from analysis.inputs.readers.table import Header
from analysis.inputs.readers.text import TextTable

_DELIMITERS = (b",", b"\t", b";")


def open_text(path: Path, search: HeaderSearch) -> tuple[TextTable, Header]:
    """Return a text file as a table, and its header; InputsError where there is none."""
    encodings = encodings_of(path, search.source.encoding)
    start = next(chunks(path, encodings[0]))
    if not start.strip():
        raise InputsError(f"{path.name} 是空文件。")
    tried: list[tuple[int, InputsError]] = []
    for encoding, delimiter in product(encodings, _delimiters(start, search)):
        table = TextTable(path, (encoding,), delimiter)
        row = _header_row(table, search)
        if isinstance(row, InputsError):
            tried.append((0, row))
        elif row.missing:
            tried.append((row.found, missing_columns(search, row, path, table.name)))
        else:
            header = search.header(row, table.name)
            return TextTable(path, _possible(encoding, encodings, header), delimiter), header
    found, nearest = max(tried, key=lambda attempt: attempt[0])
    if not found and all(faults(start, name) for name in encodings):
        raise wrong_encoding(path, search.source.encoding)
    raise nearest


def _delimiters(start: bytes, search: HeaderSearch) -> list[bytes]:
    """Return the delimiters to try, the one that the text holds most of first."""
    if search.source.delimiter:
        return [search.source.delimiter.encode()]
    return sorted(_DELIMITERS, key=start.count, reverse=True)


def _header_row(table: TextTable, search: HeaderSearch) -> HeaderRow | InputsError:
    """Return the row of the header or nearest to it; an error where cells cannot be told apart."""
    try:
        return search.among(table.first_rows())
    except InputsError as error:
        return error


def _possible(found: str, encodings: tuple[str, ...], header: Header) -> tuple[str, ...]:
    """Return the encodings that cells may be in: titles in ASCII do not tell."""
    if all(title.isascii() for title in header.titles.values()):
        return (found, *(encoding for encoding in encodings if encoding != found))
    return (found,)
