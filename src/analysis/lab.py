"""Opening JupyterLab on a quarter's notebooks."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from analysis.errors import UsageError


def require_installed() -> None:
    """Say how to get JupyterLab where it is not installed (UsageError)."""
    if find_spec("jupyterlab") is None:
        raise UsageError("这个环境没有 JupyterLab。请用 make lab，或安装 quarterly-bulletin[lab]。")


def start(root: Path, notebooks: Path) -> None:
    """Start JupyterLab in the project, showing the folder of notebooks, until it is closed."""
    shown = notebooks.relative_to(root)
    command = [sys.executable, "-m", "jupyterlab", f"--LabApp.default_url=/lab/tree/{shown}"]
    subprocess.run(command, cwd=root, check=False)  # noqa: S603 - our own interpreter and arguments
