"""Personal values planted in a whole project: none comes out, whatever becomes of the files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

import pandas as pd
import pytest

from analysis.project import Project
from tests.inputs.planted import ADDRESS, COMMENT, NAME, PHONE, leaks, outputs
from tests.planted_files import (
    ALONE,
    HEADERS,
    LEDGERS,
    MISPLACED,
    SCENARIOS,
    SLIPPED,
    TITLES,
    Content,
    file,
    row,
)
from tests.projects import ROOT, bulletin

Maker = Callable[..., Project]
Command = Callable[..., tuple[int, dict[str, str]]]


@pytest.fixture
def city(invented_city: Maker) -> Maker:
    """Return a maker of the invented city; files replace its own, and one is always sound."""

    def make(files: Mapping[str, Content], percent: int = 100) -> Project:
        project = invented_city(evaluations=None)
        defaults = project.params / "defaults.yaml"
        limited = defaults.read_text("utf-8").replace("percent: 0\n", f"percent: {percent}\n", 1)
        defaults.write_text(limited, "utf-8")
        for name, content in {"evaluations_0.csv": ALONE, **files}.items():
            place = project.root / "data" / "2026Q3" / name
            if callable(content):
                content(place)
            else:
                place.write_bytes(content.encode() if isinstance(content, str) else content)
        return project

    return make


@pytest.fixture
def do(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Command:
    """Run a command; return its exit code, and by place all that it showed, logged and wrote."""
    caplog.set_level("DEBUG")

    def run(project: Project, command: str, *options: str) -> tuple[int, dict[str, str]]:
        code = bulletin(command, "2026Q3", "-C", str(project.root), *options)
        shown = capfd.readouterr()
        said = {"stdout": shown.out, "stderr": shown.err, "log": caplog.text}
        return code, {**said, **outputs(project.root)}

    return run


def test_the_search_finds_what_is_planted(city: Maker) -> None:
    project = city({})
    report = project.root / "reports" / "2026Q3"
    report.mkdir(parents=True)
    pd.DataFrame({"x": [NAME, ADDRESS]}).to_parquet(report / "a.parquet", compression="zstd")
    (report / "b.csv").write_bytes(f"{PHONE},{COMMENT}".encode("gb18030"))
    (report / "c.json").write_text(json.dumps([NAME]), "ascii")
    found = {leak.split(": ")[1] for leak in leaks(outputs(project.root))}
    assert found == {"name", "address", "phone", "comment"}
    assert leaks({"c": outputs(project.root)["reports/2026Q3/c.json"]}) == ["c: name"]
    assert leaks({"d": "电话 199 0000 7731", "e": "１９９００００７７３１"}) == [
        "d: phone",
        "e: phone",
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_check_shows_and_keeps_nothing_personal(name: str, city: Maker, do: Command) -> None:
    code, files = SCENARIOS[name]
    ended, found = do(city(files), "check")
    assert ended == code, found["stderr"]
    assert leaks(found) == []


@pytest.mark.parametrize("files", MISPLACED.values(), ids=MISPLACED.keys())
def test_ledgers_keep_nothing_personal_in_place_of_a_name_or_id(
    files: Mapping[str, Content], city: Maker, do: Command
) -> None:
    code, found = do(city(files), "check", "-q")
    assert code == 11
    assert "像是证件号码、手机号码、地址或一句话（不显示），不该在这一列。" in found["stderr"]
    assert leaks(found) == []


def test_a_stop_beyond_the_limit_of_rejects_shows_nothing_personal(
    city: Maker, do: Command
) -> None:
    code, found = do(city(file("utf-8", SLIPPED), percent=1), "build")
    assert code == 12
    assert leaks(found) == []


@pytest.fixture
def everything(city: Maker) -> Project:
    """A quarter with personal values in all that can be read at all."""
    return city(
        {
            **file("utf-8", [*SLIPPED, [*row(9), COMMENT]], "evaluations_1"),
            **file("XLSX", [*TITLES, HEADERS, *(row(n) for n in range(30, 36))], "evaluations_2"),
            **file("Parquet", [HEADERS, *(row(n) for n in range(40, 46))], "evaluations_3"),
            **LEDGERS,
        }
    )


def require_made(found: Iterable[str], *names: str) -> None:
    """Hold that files of the report are among what was searched."""
    assert {f"reports/2026Q3/{name}" for name in names} <= set(found)


def test_a_whole_build_shows_and_keeps_nothing_personal(everything: Project, do: Command) -> None:
    code, found = do(everything, "build")
    assert code == 0, found["stderr"]
    require_made(found, "bulletin.html", "bulletin.pdf", "bulletin.pdf decoded", "facts.json")
    require_made(found, "bulletin.docx")
    require_made(found, "manifest.json", "rejects.csv", "notebooks/2_evaluations.ipynb")
    require_made(found, "data/low_ratings.parquet decoded", "tables/levels_by_region.csv")
    assert "临江市税务局" in found["reports/2026Q3/bulletin.pdf decoded"]
    assert leaks(found) == []


def test_a_failed_notebook_keeps_nothing_personal(everything: Project, do: Command) -> None:
    everything.notebooks.unlink()
    everything.notebooks.mkdir()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        content = json.loads(path.read_text("utf-8"))
        cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
        cells[-2]["source"] = "edition.prepared.tables['low_ratings'].no_such_column"
        (everything.notebooks / path.name).write_text(json.dumps(content), "utf-8")
    code, found = do(everything, "run")
    assert code == 14
    assert any(place.startswith("reports/2026Q3/failed/") for place in found)
    assert leaks(found) == []
