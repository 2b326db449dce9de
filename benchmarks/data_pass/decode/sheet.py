"""A sheet of Excel by fastexcel, all of it at once: it knows no batches."""

from __future__ import annotations

from collections.abc import Sequence

import fastexcel

from benchmarks.data_pass import city, contest


def main(arguments: Sequence[str] | None = None) -> None:
    """Decode a file and hand in how many records it has."""
    told = parser().parse_args(arguments)
    workbook = fastexcel.read_excel(told.records)
    sheet = workbook.load_sheet(0, use_columns=list(city.NEEDED), dtypes="string")
    contest.write_numbers(told.target, read=sheet.to_arrow().num_rows)


parser = contest.parser


if __name__ == "__main__":
    main()
