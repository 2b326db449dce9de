"""Where things lie: the folders of a bulletin project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import UsageError
from analysis.quarter import Quarter


@dataclass(frozen=True)
class Project:
    """A folder with params/, data/, notebooks/ and reports/."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """Return the project around a folder (default: the working folder)."""
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / "params" / "defaults.yaml").is_file():
                return cls(folder)
        raise UsageError(
            f"{here} 及其上级文件夹中没有 params/defaults.yaml，请在项目文件夹中运行。"
        )

    @property
    def params(self) -> Path:
        """Parameter files."""
        return self.root / "params"

    @property
    def notebooks(self) -> Path:
        """Notebook templates."""
        return self.root / "notebooks"

    @property
    def cache(self) -> Path:
        """Prepared tables by fingerprint; may be deleted at any time."""
        return self.root / ".cache"

    @property
    def glyphs(self) -> Path:
        """Fonts cut out for pages, by their characters; may be deleted at any time."""
        return self.cache / "glyphs"

    @property
    def logs(self) -> Path:
        """Logs of the last runs: what varies with clock and machine; never kept in git."""
        return self.root / ".logs"

    def data(self, quarter: Quarter) -> Path:
        """Folder of what arrived for a quarter."""
        return self.root / "data" / str(quarter)

    @property
    def reports(self) -> Path:
        """Folder of all reports and of the list of those that are published."""
        return self.root / "reports"

    def report(self, quarter: Quarter) -> Path:
        """Folder of what was published for a quarter."""
        return self.reports / str(quarter)
