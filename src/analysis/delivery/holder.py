"""Who works on a report's folder, for the message that a second program gets."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Holder:
    """A program that holds a lock; `since` is local time, to the second."""

    user: str
    host: str
    pid: int
    command: str
    since: str

    @classmethod
    def this_process(cls) -> Holder:
        """Describe the program that is running."""
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
        since = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
        return cls(_user(), platform.node(), os.getpid(), command, since)

    @classmethod
    def read(cls, path: Path) -> Holder | None:
        """Return what a program wrote about itself; None where nothing whole is there."""
        try:
            return cls(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def as_json(self) -> bytes:
        """Return what is kept beside the lock."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    def __str__(self) -> str:
        return (
            f"用户 {self.user}，电脑 {self.host}，进程号 {self.pid}，"
            f"命令 {self.command}，{self.since} 开始"
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # No name is known for the number: a container, or Windows without USERNAME.
        return "不详"
