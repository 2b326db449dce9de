"""Reading what may be damaged: what cannot be read is told by the way, and stops nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from analysis.errors import BulletinError

_Read = TypeVar("_Read")


class Damages:
    """What could not be read below a folder, a sentence each."""

    def __init__(self, root: Path) -> None:
        self.told: list[str] = []
        self._root = root

    def read(self, path: Path, read: Callable[[], _Read]) -> _Read | None:
        """Return what `read` makes of a path; None, and a sentence, where it cannot."""
        try:
            return read()
        except BulletinError as error:
            self.told.append(str(error))
        except OSError as error:
            self.told.append(f"{self._named(path)} 无法读取：{error.strerror}。")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            self.told.append(f"{self._named(path)} 已损坏，读不出内容。")
        return None

    def _named(self, path: Path) -> Path:
        return path.relative_to(self._root)
