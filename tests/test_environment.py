"""The environment: pyproject.toml, requirements.lock and environment.yml say the same."""

import hashlib
import re
import tomllib
from importlib import metadata

import pytest
import yaml
from nbconvert.exporters import get_exporter
from papermill.engines import papermill_engines

from analysis.fonts import SANS, SERIF
from tests.projects import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
# What conda calls by another name, or brings along: fonttools[woff] is fonttools and brotli.
OF_CONDA_ALONE = {"brotli", "pip", "python"}
# The packages that the project must be carried by.
CARRIERS = {"jupyterlab", "papermill", "pandas", "seaborn", "nbconvert", "pytest-notebook"}


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower()


def all_requirements() -> set[str]:
    extras = [name for names in PROJECT["optional-dependencies"].values() for name in names]
    return {name_of(requirement) for requirement in [*PROJECT["dependencies"], *extras]}


def test_the_lock_pins_every_requirement() -> None:
    locked = {line.split("==")[0] for line in LOCK.splitlines() if re.match(r"[a-z]", line)}
    assert all_requirements() <= locked


def test_the_lock_holds_hashes_and_no_address() -> None:
    for block in re.split(r"\n(?=[a-z])", LOCK.strip()):
        assert re.match(r"[a-z0-9.-]+==[^ ]+", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_a_pinned_requirement_is_locked_at_its_version() -> None:
    for requirement in PROJECT["dependencies"]:
        if "==" in requirement:
            assert f"\n{requirement} \\" in LOCK


def test_conda_users_get_what_a_report_and_its_notebooks_need() -> None:
    listed = [entry for entry in CONDA["dependencies"] if isinstance(entry, str)]
    by_pip = next(entry["pip"] for entry in CONDA["dependencies"] if isinstance(entry, dict))
    named = {name_of(entry) for entry in [*listed, *by_pip] if not entry.startswith("-e")}
    wanted = {name_of(requirement) for requirement in PROJECT["dependencies"]}
    assert wanted <= named
    assert named - OF_CONDA_ALONE <= all_requirements()
    assert named >= CARRIERS
    assert f"python{PROJECT['requires-python']}" in listed
    assert "-e ." in by_pip


def test_the_project_is_carried_by_its_packages() -> None:
    assert all_requirements() >= CARRIERS


def test_jupyterlab_is_no_part_of_a_report() -> None:
    assert not any("jupyterlab" in name for name in PROJECT["dependencies"])
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("jupyterlab")


@pytest.mark.parametrize(
    ("font", "digest"),
    [
        (SERIF, "e8f396decc1f0963a016a989c3d8852e863d1350996f573860a80767c83a1cd3"),
        (SANS, "faa6c9df652116dde789d351359f3d7e5d2285a2b2a1f04a2d7244df706d5ea9"),
    ],
)
def test_the_fonts_are_the_ones_that_were_looked_at(font: object, digest: str) -> None:
    content = font.read_bytes()  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == digest


@pytest.mark.parametrize("name", ["bulletin_html", "bulletin_pdf", "bulletin_docx"])
def test_the_exporters_are_registered_with_nbconvert(name: str) -> None:
    assert get_exporter(name).__module__.startswith("analysis.publish.")


def test_the_engine_is_registered_with_papermill() -> None:
    engine = papermill_engines.get_engine("bulletin")
    assert engine.__module__ == "analysis.papermill_engine"
