"""What a run ran on: versions, checkout, machine. It varies, so it stands in the log alone."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

from analysis import basis

# A disk that does not answer must not hold up a run.
_SECONDS = 5
_DIRTY = "-dirty"


def checkout(root: Path) -> tuple[str | None, bool]:
    """Return the commit of the checkout around a folder, and whether anything in it is changed.

    No commit outside git, or where git does not answer. Files that git does not know count not.
    """
    command = ["git", "--no-optional-locks", "-C", str(root), "describe"]
    options = ["--always", "--exclude=*", "--abbrev=40", f"--dirty={_DIRTY}"]
    try:
        found = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            [*command, *options], capture_output=True, text=True, check=True, timeout=_SECONDS
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None, False
    return found.removesuffix(_DIRTY), found.endswith(_DIRTY)


def lines(root: Path) -> list[str]:
    """Return what a run runs on, as its log says it."""
    versions = basis.versions()
    own = versions.pop(basis.DISTRIBUTION)
    commit, dirty = checkout(root)
    state = "有未提交的改动" if dirty else "没有改动"
    machine = f"{platform.system()} {platform.machine()}，{cores()} 个处理器"
    return [
        f"程序：{basis.DISTRIBUTION} {own}，"
        + (f"提交 {commit}，{state}" if commit else "不在 git 中"),
        f"环境：Python {platform.python_version()}，{machine}",
        f"依赖：{'、'.join(f'{name} {number}' for name, number in versions.items())}",
    ]


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
