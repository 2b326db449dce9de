"""A build does what its changes ask for, and no more."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import pipeline
from analysis.inputs import prepared
from analysis.inputs.fingerprints import file_hash
from analysis.needed import Need, need, situation
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.report_files import BULLETIN
from tests.projects import LEDGERS, bulletin
from tests.reports import CORRECTED, edited, explain, notebook_path

Captured = pytest.CaptureFixture[str]
QUARTER = Quarter(2026, 3)
# What a build with nothing to do must not load: each takes longer than all it has to do.
SLOW = ("pandas", "pyarrow", "duckdb", "matplotlib", "nbformat", "nbconvert", "papermill")


@pytest.fixture
def city(built_city: Project) -> Project:
    """The city as it was built, in a place of its own."""
    return built_city


@pytest.fixture
def without_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a build fail that starts a kernel or opens the quarter's tables."""

    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(pipeline, "execute", refused)
    monkeypatch.setattr(prepared, "_load", refused)


def build(project: Project, *options: str) -> int:
    return bulletin("build", str(QUARTER), "-C", str(project.root), "-q", *options)


def needed(project: Project) -> Need:
    return need(situation(project, QUARTER, file_hash), file_hash)


def files(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(path.relative_to(folder)): (state.st_mtime_ns, state.st_ino, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for state in [path.stat()]
    }


def pages(project: Project) -> dict[str, bytes]:
    report = project.report(QUARTER)
    named = (*BULLETIN, "manifest.json", "facts.json")
    return {name: (report / name).read_bytes() for name in named}


def test_with_nothing_changed_no_file_is_touched_and_nothing_slow_is_loaded(city: Project) -> None:
    assert build(city) == 0
    before = files(city.reports)
    script = (
        "import sys; from analysis.cli.main import bulletin;"
        f"bulletin(['build', '{QUARTER}', '-C', {str(city.root)!r}], standalone_mode=False);"
        f"sys.exit(', '.join(set(sys.modules) & set({SLOW!r})) or 0)"
    )
    done = subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
    report = city.report(QUARTER)
    assert done.stdout.splitlines() == [
        "2026Q3 没有变动，通报保持原样。",
        *(str(report / name) for name in BULLETIN),
        str(city.reports / "index.html"),
    ]
    assert files(city.reports) == before


@pytest.mark.usefixtures("without_kernels")
def test_a_skipped_build_says_so_to_a_machine_and_leaves_no_log(
    city: Project, capsys: Captured
) -> None:
    logs = len(files(city.logs))
    assert build(city, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["done"], found["state"], found["exit_code"]) == ("unchanged", "published", 0)
    assert (found["files"], found["log"]) == ([], None)
    assert len(files(city.logs)) == logs


def test_an_edited_sentence_is_published_as_a_build_of_everything_would(
    city: Project, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    edited(city, problems="个别窗口核实不细。")
    assert needed(city) is Need.PUBLISH
    text = notebook_path(city).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "execute", None)
        patch.setattr(prepared, "_load", None)
        assert build(city, "--json") == 0
    assert json.loads(capsys.readouterr().out)["done"] == "published"
    assert notebook_path(city).read_bytes() == text
    quick = pages(city)
    assert "个别窗口核实不细。" in quick["bulletin.html"].decode()
    assert needed(city) is Need.NOTHING
    assert build(city, "--anew", "--json") == 0
    assert json.loads(capsys.readouterr().out)["done"] == "built"
    assert pages(city) == quick


@pytest.mark.usefixtures("without_kernels")
def test_a_date_is_printed_without_a_kernel(city: Project) -> None:
    own = city.params / f"{QUARTER}.yaml"
    own.write_text(f"quarter: {QUARTER}\npublished_on: 2026年10月15日\n", "utf-8")
    assert build(city) == 0
    report = city.report(QUARTER)
    assert "2026年10月15日" in (report / "bulletin.html").read_text("utf-8")
    stated = json.loads((report / "manifest.json").read_text("utf-8"))["params"]
    assert stated["published_on"] == "2026年10月15日"
    assert needed(city) is Need.NOTHING


@pytest.mark.usefixtures("without_kernels")
@pytest.mark.parametrize("name", BULLETIN)
def test_a_published_file_that_was_damaged_is_made_anew(name: str, city: Project) -> None:
    before = pages(city)
    (city.report(QUARTER) / name).write_bytes(before[name][:99])
    assert needed(city) is Need.PUBLISH
    assert build(city) == 0
    assert pages(city) == before


def test_the_list_of_quarters_is_made_anew_where_it_is_gone(city: Project) -> None:
    page = city.reports / "index.html"
    before = page.read_bytes()
    page.unlink()
    assert build(city) == 0
    assert page.read_bytes() == before


def _input(city: Project) -> None:
    (city.data(QUARTER) / "evaluations.csv").write_text(CORRECTED, "utf-8")


def _param(city: Project) -> None:
    (city.params / f"{QUARTER}.yaml").write_text(f"quarter: {QUARTER}\nlow_rate: 81\n", "utf-8")


def _roster(city: Project) -> None:
    path = city.params / "units.yaml"
    path.write_text(path.read_text("utf-8") + "# 新\n", "utf-8")


def _template(city: Project) -> None:
    templates = city.notebooks.resolve()
    city.notebooks.unlink()
    shutil.copytree(templates, city.notebooks)
    path = city.notebooks / "1_awards.ipynb"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


def _earlier(city: Project) -> None:
    folder = city.data(QUARTER.previous)
    folder.mkdir()
    (folder / "hall.csv").write_text(LEDGERS["hall"], "utf-8")


def _table(city: Project) -> None:
    (city.report(QUARTER) / "tables/levels_by_region.csv").unlink()


def _facts(city: Project) -> None:
    path = city.report(QUARTER) / "facts.json"
    path.write_text(path.read_text("utf-8").replace('"value": 11', '"value": 12'), "utf-8")


def _manifest(city: Project) -> None:
    (city.report(QUARTER) / "manifest.json").write_text("{", "utf-8")


def _code(city: Project) -> None:
    path = notebook_path(city)
    content = json.loads(path.read_text("utf-8"))
    code = next(cell for cell in content["cells"] if cell["cell_type"] == "code")
    code["source"] = ["1 + 1"]
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _version(city: Project) -> None:
    path = city.report(QUARTER) / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    content["versions"]["typst"] = "0.0.1"
    path.write_text(json.dumps(content), "utf-8")


def _source(city: Project) -> None:
    path = city.report(QUARTER) / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**content, "source": "0" * 40}), "utf-8")


CHANGES: tuple[Callable[[Project], None], ...] = (
    *(_input, _param, _roster, _template, _earlier),
    *(_table, _facts, _manifest, _code, _version, _source),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_a_run_follows_from_or_leaves_is_run_again_when_it_changed(
    change: Callable[[Project], None], city: Project
) -> None:
    assert needed(city) is Need.NOTHING
    change(city)
    assert needed(city) is Need.RUN


def test_a_draft_that_is_asked_for_again_needs_a_run(city: Project) -> None:
    edited(city, problems="个别窗口核实不细。")
    assert build(city) == 0
    edited(city, problems="〔新稿〕")
    assert build(city) == 0
    assert "〔新稿〕" not in notebook_path(city).read_text("utf-8")
    assert needed(city) is Need.NOTHING


@pytest.mark.usefixtures("without_kernels")
def test_a_notebook_that_is_only_saved_again_changes_nothing(city: Project) -> None:
    content = json.loads(notebook_path(city).read_text("utf-8"))
    notebook_path(city).write_text(json.dumps(content, indent=4), "utf-8")
    assert needed(city) is Need.NOTHING


class TestIfChanged:
    """What a scheduler is told: of every change once, and nothing where there is none."""

    @staticmethod
    def tried(city: Project, capsys: Captured) -> tuple[int, str | None, str]:
        code = build(city, "--if-changed", "--json")
        shown = capsys.readouterr()
        return code, json.loads(shown.out)["done"], shown.err

    @pytest.mark.usefixtures("without_kernels")
    def test_nothing_changed(self, city: Project, capsys: Captured) -> None:
        assert self.tried(city, capsys) == (0, "unchanged", "")
        assert build(city, "--if-changed") == 0
        assert capsys.readouterr() == ("", "")

    @pytest.mark.usefixtures("without_kernels")
    def test_what_stopped_once_is_not_told_twice(self, city: Project, capsys: Captured) -> None:
        edited(city, problems="主动评价率99.99%。")
        code, done, told = self.tried(city, capsys)
        assert (code, done) == (13, None)
        assert "99.99%" in told
        assert self.tried(city, capsys) == (0, "unchanged", "")
        edited(city, problems="个别窗口核实不细。")
        assert self.tried(city, capsys)[:2] == (0, "published")
        assert self.tried(city, capsys) == (0, "unchanged", "")

    @pytest.mark.usefixtures("without_kernels")
    def test_data_that_are_not_all_there_are_waited_for(
        self, city: Project, capsys: Captured
    ) -> None:
        hall = city.data(QUARTER) / "hall.csv"
        hall.rename(city.root / "hall.csv")
        code, done, told = self.tried(city, capsys)
        assert (code, done) == (0, "waiting")
        assert told.startswith("2026Q3 数据未齐，缺 ")
        assert "（hall）" in told
        assert self.tried(city, capsys) == (0, "unchanged", "")
        (city.root / "hall.csv").rename(hall)
        assert self.tried(city, capsys) == (0, "unchanged", "")

    @pytest.mark.usefixtures("without_kernels")
    def test_params_that_cannot_be_read_stop_it_once(self, city: Project, capsys: Captured) -> None:
        own = city.params / f"{QUARTER}.yaml"
        own.write_text(f"quarter: {QUARTER}\nlow_rat: 81\n", "utf-8")
        assert self.tried(city, capsys)[:2] == (10, None)
        assert self.tried(city, capsys) == (0, "unchanged", "")

    def test_text_that_a_person_is_at_is_left_to_them(
        self, city: Project, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (city.data(QUARTER) / "evaluations.csv").write_text(CORRECTED, "utf-8")
        assert bulletin("run", str(QUARTER), "-C", str(city.root), "-q") == 0
        capsys.readouterr()
        edited(city, problems="个别窗口核实不细。")
        monkeypatch.setattr(pipeline, "execute", None)
        assert self.tried(city, capsys) == (0, "unchanged", "")
        explain(city, 2)
        assert build(city) == 0

    @pytest.mark.usefixtures("without_kernels")
    def test_a_published_file_that_is_gone_is_made_anew(
        self, city: Project, capsys: Captured
    ) -> None:
        (city.report(QUARTER) / "bulletin.pdf").unlink()
        assert self.tried(city, capsys)[:2] == (0, "published")

    @pytest.mark.usefixtures("without_kernels")
    def test_a_full_disk_is_tried_again(
        self, city: Project, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edited(city, problems="个别窗口核实不细。")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("analysis.delivery.staging.write_synced", full)
            assert self.tried(city, capsys)[:2] == (15, None)
        assert self.tried(city, capsys)[:2] == (0, "published")
