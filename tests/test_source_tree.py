"""The id of the package's source is the one that git gives to it, with or without git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.source_tree import source_id, tree_id
from tests.projects import ROOT

# The tree of no file at all, known to everyone who looks into git.
EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        pytest.skip(f"no git here: {done.stderr}")
    return done.stdout.strip()


def test_a_folder_has_the_id_that_git_gives_to_it(tmp_path: Path) -> None:
    for name in ("a.py", "a/b.py", "a-b.py", "汉字.txt", "z/deep/er.json", "a0", "z/_rels/.rels"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{name}\r\n\n", "utf-8", newline="")
    git(tmp_path, "init", "-q")
    git(tmp_path, "-c", "core.autocrlf=false", "add", ".")
    expected = git(tmp_path, "write-tree")
    assert tree_id(tmp_path) == expected
    (tmp_path / "a/__pycache__").mkdir()
    (tmp_path / "a/__pycache__/b.cpython-311.pyc").write_bytes(b"0")
    (tmp_path / "none").mkdir()
    (tmp_path / ".DS_Store").write_bytes(b"0")
    assert tree_id(tmp_path) == expected
    (tmp_path / "a/b.py").write_text("b", "utf-8")
    assert tree_id(tmp_path) != expected


def test_an_empty_folder_has_the_id_of_the_empty_tree(tmp_path: Path) -> None:
    assert tree_id(tmp_path) == EMPTY


def test_the_package_has_the_id_of_its_commit_where_nothing_was_changed() -> None:
    if git(ROOT, "status", "--porcelain", "--", "src/analysis"):
        pytest.skip("src/analysis is being worked on")
    assert source_id() == git(ROOT, "rev-parse", "HEAD:src/analysis")


def test_a_copy_elsewhere_has_the_same_id(tmp_path: Path) -> None:
    copy = tmp_path / "site-packages" / "analysis"
    shutil.copytree(ROOT / "src" / "analysis", copy)
    assert tree_id(copy) == source_id()


def test_no_file_of_the_package_is_a_program_or_a_link() -> None:
    """Modes other than 100644 would be told apart by git alone: Windows does not keep them."""
    listed = git(ROOT, "ls-files", "--stage", "--", "src/analysis").splitlines()
    assert {line.split()[0] for line in listed} == {"100644"}
