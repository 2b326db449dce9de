"""Writing that survives a kill and a power cut, and what a disk says when it cannot."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import ExportError

# What stops a machine and not this program: (what it is, what the analyst can do).
_REASONS = {
    errno.ENOSPC: ("磁盘已满", "请清出空间后再运行"),
    errno.EDQUOT: ("超出了磁盘配额", "请清出空间后再运行"),
    errno.EROFS: ("磁盘是只读的", "请换到可以写入的文件夹"),
    errno.EACCES: ("没有权限，或文件正被其他程序打开", "请关闭打开它的程序，或请管理员授权"),
    errno.EPERM: ("没有权限，或文件正被其他程序打开", "请关闭打开它的程序，或请管理员授权"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘或网络盘的连接"),
    errno.ESTALE: ("网络盘断开过", "请检查网络盘的连接"),
    errno.EMFILE: ("打开的文件太多", "请关闭一些程序后再运行"),
    errno.ENFILE: ("打开的文件太多", "请关闭一些程序后再运行"),
    errno.ENAMETOOLONG: ("文件名太长", "请改短文件名或换到上级文件夹"),
    errno.ENOENT: ("没有这个文件或文件夹", "请查看它是否被移走"),
    errno.EISDIR: ("这是一个文件夹，不是文件", "请把它移走"),
    errno.ENOTDIR: ("它的上一级是文件，不是文件夹", "请把那个文件移走"),
    errno.ENOTEMPTY: ("这是一个文件夹，不是文件", "请把它移走"),
    errno.EEXIST: ("已有同名的文件", "请把它移走"),
    errno.ENOLCK: ("这个磁盘（网络盘）不能给文件上锁", "请把项目放到本机的磁盘上"),
    errno.ENOSYS: ("这个磁盘（网络盘）不能给文件上锁", "请把项目放到本机的磁盘上"),
    errno.EOPNOTSUPP: ("这个磁盘（网络盘）不能给文件上锁", "请把项目放到本机的磁盘上"),
}
# Of these, what no mistake of this program can bring about.
_OF_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE}
)


def reason(error: OSError) -> str:
    """Say why a file could not be read or written, and what to do."""
    found = _REASONS.get(error.errno or 0)
    what, todo = found or (error.strerror or str(error), "请查明原因后再运行")
    where = f"（{error.filename}）" if error.filename else ""
    return f"{what}{where}。{todo}。"


def is_of_machine(error: OSError) -> bool:
    """Tell whether an error is one of the disk, not one of this program."""
    return error.errno in _OF_MACHINE


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn what the disk refuses into a message about the place that was written to."""
    try:
        yield
    except OSError as refused:
        raise ExportError(f"无法写入 {place}：{reason(refused)}") from None


def write_synced(path: Path, content: bytes) -> None:
    """Write a file, and return once it is on the disk itself."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Put one file in place, whole or not at all; what is there already is left as it is."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        if path.is_file() and path.read_bytes() == content:
            return
        write_synced(unfinished, content)
        unfinished.replace(path)
        sync_folder(path.parent)
    finally:
        # Also what a killed program left.
        unfinished.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk itself; Windows has no such call."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sync_file(path: Path) -> None:
    """Return once a file that a library wrote is on the disk itself."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def new_folder(parent: Path, prefix: str) -> Path:
    """Make a folder with a name of its own; others may enter it as any folder they make."""
    folder = parent / f"{prefix}{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    return folder


def put_in_place(made: Path, target: Path) -> None:
    """Rename a folder of files to its place, once they are on the disk."""
    for path in made.iterdir():
        sync_file(path)
    sync_folder(made)
    made.rename(target)


def discard(folder: Path, prefix: str) -> None:
    """Remove a folder so that a kill leaves no part of it under its name.

    It is renamed before its content goes, to a name that begins with `prefix`.
    """
    going = folder.with_name(f"{prefix}{secrets.token_hex(4)}")
    folder.replace(going)
    shutil.rmtree(going, ignore_errors=True)
