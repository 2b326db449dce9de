"""CSV that is opened in a spreadsheet: no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from analysis.unseen import without_unseen

# What makes a spreadsheet read a cell as a formula, also behind blanks and quotes, which some
# importers strip; full-width forms and the minus sign are folded by some (OWASP, CSV Injection).
_FORMULA = re.compile(r"[\s\"']*[=+\-@＝＋－＠−]")
# A figure with its sign and unit is none: −0.01, +4.68%, +0.82个百分点.
_QUANTITY = re.compile(r"[+\-−]?[0-9]+(?:\.[0-9]+)?(?:%|[\u4e00-\u9fff]*)")


def csv_file(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return a CSV file: UTF-8 with a mark, so that Excel reads Chinese; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([plain_cell(title) for title in header])
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def plain_cell(cell: object) -> object:
    """Return a cell as it may stand in CSV: an apostrophe before text that would be a formula.

    Numbers stay numbers. Reading back, drop one apostrophe where a formula follows it.
    """
    if not isinstance(cell, str):
        return cell
    text = without_unseen(cell)
    if _QUANTITY.fullmatch(text) or not _FORMULA.match(text):
        return text
    return f"'{text}"
