"""One program at a time works on a report's folder, and first it mends what another left.

The lock is the operating system's: it ends with its process, however that ends. The file that
carries it stays where it is and means nothing by itself.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.delivery.holder import Holder
from analysis.delivery.moving import clear_scratch, roll_forward
from analysis.delivery.places import committed, holder, leftovers, lock
from analysis.disk import write_whole, writing
from analysis.errors import BusyError

# Colleagues who share a project's folder lock the same file.
_MODE = 0o666
# Who gets a lock writes about itself at once; before that, the words of one killed may stand there.
_TO_WRITE = 0.1


@contextmanager
def claim(folder: Path) -> Iterator[str]:
    """Hold the folder's lock; first mend what a killed program left, and yield what to tell of it.

    BusyError at once where another program holds the lock; who holds it may claim it again.
    ExportError where what was left cannot be mended.
    """
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        # One object a path, so that a second claim of this program is known as such.
        held = FileLock(lock(folder), mode=_MODE, is_singleton=True, fallback_to_soft=False)
        if not (again := held.is_locked):
            _acquire(held, folder)
    if again:
        yield ""
        return
    try:
        with writing(folder):
            write_whole(holder(folder), Holder.this_process().as_json())
        yield _mended(folder)
    finally:
        with suppress(OSError):
            holder(folder).unlink(missing_ok=True)
        held.release()


def mend(folder: Path) -> str:
    """Do so for a program that only reads; return what to tell of it.

    Nothing is written where nothing is to be mended; a program that works on the folder has done
    it already.
    """
    if not committed(folder).exists() and not leftovers(folder):
        return ""
    try:
        with claim(folder) as told:
            return told
    except BusyError:
        return ""


def _acquire(held: FileLock, folder: Path) -> None:
    try:
        held.acquire(timeout=0)
    except Timeout:
        raise BusyError(_who(folder)) from None


def _who(folder: Path) -> str:
    time.sleep(_TO_WRITE)
    found = Holder.read(holder(folder))
    end = f"它若已没有反应，结束进程 {found.pid} 即可，不用删除文件。" if found else ""
    return (
        f"{folder.name} 正由另一个程序处理{f'（{found}）' if found else ''}。"
        f"请等它结束后再运行。{end}"
    )


def _mended(folder: Path) -> str:
    clear_scratch(folder)
    kept = roll_forward(folder)
    if kept is None:
        return ""
    if not kept:
        return f"上次写出 {folder} 时中断，现已补完。"
    names = "、".join(path.name for path in kept)
    return (
        f"上次写出 {folder} 时中断，现已补完。{names} 在那之后又保存过，保留了保存的那一份；"
        f"请运行 bulletin run {folder.name}，新的数字才会并入。"
    )
