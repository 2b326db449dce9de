"""Bytes flipped, lost, added or cut off anywhere: never more than was there, or a clear stop.

14 damaged files in each of 6 forms, with one to three changes each.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import BulletinError
from tests.inputs.deliveries import File, read, whole_delivery
from tests.inputs.exports import QUARTER
from tests.inputs.outcomes import cube_of, require_accounted, require_clear_stop

# What one change may add: a line end gone makes another word in each of two records.
RECORDS_A_CHANGE = 2
Change = Callable[[bytearray], None]


@cache
def files() -> Mapping[str, tuple[str, bytes]]:
    """Form -> name and content of a file of the whole delivery; text also packed."""
    with TemporaryDirectory() as place:
        for file in whole_delivery():
            file.write(Path(place))
        found = {f.form: (f.name, Path(place, f.name).read_bytes()) for f in whole_delivery()}
    name, text = found["gb18030"]
    return {**found, "gzip": (f"{name}.gz", gzip.compress(text, mtime=0))}


SIGNS = st.sampled_from(b'",;\t\n\r\0') | st.integers(0, 255)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Draw one change of bytes: a sign written over, put in or taken out, a piece moved or cut."""
    kind = draw(st.sampled_from(["over", "in", "out", "flip", "double", "move", "cut"]))
    share, other = draw(st.floats(0, 1)), draw(st.floats(0, 1))
    sign, size = draw(SIGNS), draw(st.integers(1, 40))

    def change(content: bytearray) -> None:
        if not content:
            return
        at, to = (int(part * (len(content) - 1)) for part in (share, other))
        piece = content[at : at + size]
        match kind:
            case "over":
                content[at] = sign
            case "in":
                content.insert(at, sign)
            case "out":
                del content[at]
            case "flip":
                content[at] ^= 1 << size % 8
            case "double":
                content[at:at] = piece
            case "move":
                del content[at : at + size]
                content[to:to] = piece
            case _:
                del content[at:]

    return change


@pytest.mark.parametrize("form", ["utf-8", "gb18030", "utf-16", "gzip", "xlsx", "parquet"])
def test_bytes_changed_anywhere_are_read_by_row_or_stop(form: str) -> None:
    name, content = files()[form]
    sound = next(file for file in whole_delivery() if file.form == "utf-8")
    beside: list[File] = [] if form == "utf-8" else [sound]
    whole = read(beside, lambda folder: _write(folder / name, content))
    assert not isinstance(whole, BulletinError)
    was = cube_of(whole)

    @settings(
        deadline=None,
        max_examples=14,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.lists(changes(), min_size=1, max_size=3))
    def hold(made: list[Change]) -> None:
        damaged = bytearray(content)
        for change in made:
            change(damaged)
        found = read(beside, lambda folder: _write(folder / name, bytes(damaged)))
        if isinstance(found, BulletinError):
            require_clear_stop(found, [name])
            return
        require_accounted(found)
        cube = cube_of(found)
        assert {month for month, *_ in cube} <= set(QUARTER.months)
        if form in {"xlsx", "gzip"}:
            # Their checksums tell any change.
            assert cube <= was
        elif form != "parquet":
            # A figure of the counts may change as well, of 1 to 4 evaluations a record.
            added = sum(count > 0 for count in (cube - was).values())
            assert added <= RECORDS_A_CHANGE * len(made)
        for file in found.quality.files:
            assert file.read <= len(content)
            if file.file != name and beside and file.file == beside[0].name:
                assert file.counted == len(beside[0].tables[0].rows)

    hold()


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
