"""Every way to stop: who raises it, its exit code, and no traceback for the analyst."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock

from analysis import pipeline
from analysis.cli.main import main
from analysis.commentary.draft import Drafter
from analysis.commentary.merge import read_earlier
from analysis.delivery import claim
from analysis.editions.content import Content
from analysis.editions.numbering import numbered
from analysis.errors import (
    BulletinError,
    BusyError,
    CommentaryError,
    CorrectionError,
    ExportError,
    InputsError,
    NotebookError,
    ParamsError,
    QualityError,
    UsageError,
)
from analysis.facts import Facts, Measure, Unit
from analysis.fonts import require_glyphs
from analysis.inputs.files import files_of
from analysis.inputs.quality import FileCount, Quality
from analysis.params.loading import Params
from analysis.params.yaml_files import read_yaml
from analysis.quarter import Quarter
from analysis.roster import Roster

QUARTER = Quarter(2026, 3)
STEPS = {"change_steps": [{"below": None, "word": "大幅"}]}


def lost_rows(_: Path) -> None:
    Quality((FileCount("e.csv", 3, 2, {}, {}),), pd.DataFrame()).require(Decimal(100))


def unknown_fact(_: Path) -> None:
    Drafter(Facts(()), Params(QUARTER, STEPS, "params"), Roster(("市本级",), ())).render(
        "{{ totl }}", "1“甲”"
    )


def broken_notebook(folder: Path) -> None:
    (folder / "1.ipynb").write_text("{", "utf-8")
    read_earlier(folder / "1.ipynb")


def unexplained(_: Path) -> None:
    measure = Measure("total", "评价总数", Unit.COUNT, "")
    old, new = (Content(Facts((measure.fact(count),)), (), ()) for count in (1, 2))
    numbered(QUARTER, [old], new, ())


def held_by_another(folder: Path) -> None:
    with FileLock(folder / ".2026Q3.lock"), claim(folder / "2026Q3"):
        pass


# Class -> exit code, and one way to meet it.
FAMILY: dict[type[BulletinError], tuple[int, Callable[[Path], object]]] = {
    UsageError: (2, lambda _: Quarter.parse("2026")),
    ParamsError: (10, lambda folder: read_yaml(folder / "none.yaml")),
    InputsError: (11, lambda folder: files_of("hall", folder)),
    QualityError: (12, lost_rows),
    CommentaryError: (13, unknown_fact),
    NotebookError: (14, broken_notebook),
    ExportError: (15, lambda _: require_glyphs("\U0010fffd")),
    BusyError: (16, held_by_another),
    CorrectionError: (17, unexplained),
}


def family(parent: type[BulletinError] = BulletinError) -> Iterator[type[BulletinError]]:
    for child in parent.__subclasses__():
        yield child
        yield from family(child)


def test_every_error_stands_in_the_table_above() -> None:
    assert {error for error in family() if error.__module__ == "analysis.errors"} == set(FAMILY)


def test_each_error_has_an_exit_code_of_its_own() -> None:
    codes = [error.exit_code for error in (BulletinError, *FAMILY)]
    assert codes == [1, *(code for code, _ in FAMILY.values())]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("error", FAMILY)
def test_each_error_is_met_in_practice_and_speaks_chinese(
    error: type[BulletinError], tmp_path: Path
) -> None:
    with pytest.raises(error) as stopped:
        FAMILY[error][1](tmp_path)
    assert type(stopped.value) is error
    assert any("一" <= character <= "鿿" for character in str(stopped.value))


@pytest.mark.parametrize("error", FAMILY)
def test_the_command_shows_the_message_alone_and_leaves_with_the_code(
    error: type[BulletinError],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "defaults.yaml").touch()

    def stop(*_: object) -> None:
        raise error("某处不对。")

    monkeypatch.setattr(pipeline, "check", stop)
    with pytest.raises(SystemExit) as left:
        main(["check", "2026Q3", "-C", str(tmp_path)])
    assert left.value.code == FAMILY[error][0]
    assert capsys.readouterr() == ("", "错误：某处不对。\n")
