"""The records by pandas 3 as a capable analyst would: needed columns only, words as categories.

An .xlsx file needs python-calamine beside pandas.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from benchmarks.data_pass import city, contest

_COLUMNS = [header for header in city.HEADERS.values() if header != city.COMMENT]
_NAMES = {header: name for name, header in city.HEADERS.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read a file, check it, and hand in the cube and the low ratings."""
    told = parser().parse_args(arguments)
    records = read(told.records, told.encoding).rename(columns=_NAMES)
    moment = records["evaluated_at"]
    inside = (moment >= city.START) & (moment < city.END)
    in_quarter = records[inside]
    counted = in_quarter[~in_quarter["evaluation_id"].duplicated()]
    cells = counted.assign(month=counted["evaluated_at"].dt.month)
    cube = cells.groupby(list(contest.KEYS), observed=True).size().rename("count").reset_index()
    cube.assign(active=cube["active"] == "是").to_parquet(told.target / contest.CUBE)
    low = counted[counted["level"].isin(city.LOW_WORDS)][list(contest.LOW_COLUMNS)]
    low.assign(active=low["active"] == "是").to_parquet(told.target / contest.LOW)
    stated = in_quarter[in_quarter["active"] == "是"]
    at_once = stated.groupby(["unit", stated["evaluated_at"].dt.floor("s")], observed=True).size()
    contest.write_numbers(
        told.target,
        read=len(records),
        outside=len(records) - len(in_quarter),
        repeated=len(in_quarter) - len(counted),
        bursts=int((at_once >= contest.BURST).sum()),
        unknown=sum(len({*records[name].unique()} - {*city.KNOWN[name]}) for name in city.KNOWN),
    )


parser = contest.parser


def read(path: Path, encoding: str) -> pd.DataFrame:
    """Return the needed columns of a file, words as categories, times as times."""
    if path.suffix == ".parquet":
        # pyarrow hands dictionaries over as categories.
        return pd.read_parquet(path, columns=_COLUMNS, read_dictionary=list(city.WORDS))
    kinds = {header: "category" if header in city.WORDS else "str" for header in _COLUMNS}
    if path.suffix == ".csv":
        return pd.read_csv(
            path, usecols=_COLUMNS, dtype={**kinds, city.TIME: "str"}, encoding=encoding,
            parse_dates=[city.TIME], keep_default_na=False,
        )  # fmt: skip
    sheet = pd.read_excel(path, engine="calamine", usecols=_COLUMNS, dtype=kinds)
    return sheet.assign(**{city.TIME: pd.to_datetime(sheet[city.TIME])})


if __name__ == "__main__":
    main()
