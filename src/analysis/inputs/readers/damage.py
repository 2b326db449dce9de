"""What is said of a workbook that cannot be read: another format, a password, damage."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, is_zipfile

import fastexcel

from analysis.errors import InputsError

# The container of .xls, and of any workbook with a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What zipfile, expat and the walk through the XML raise where a part is cut off, garbled or gone.
_DAMAGE = (
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    ParseError,
    RuntimeError,
    ValueError,
    fastexcel.FastExcelError,
    zlib.error,
)


@contextmanager
def workbook_errors(path: Path) -> Iterator[None]:
    """Turn whatever a file that is no sound workbook causes into an InputsError."""
    try:
        yield
    except OSError:
        raise InputsError(f"{path.name} 无法读取：文件打不开，或已损坏。") from None
    except _DAMAGE:
        raise InputsError(f"{path.name} 无法读取：{_reason(path)}。") from None


def _reason(path: Path) -> str:
    content = path.read_bytes()
    if content.startswith(_OLE) and _ENCRYPTED in content:
        return "文件有密码保护，请在 Excel 中取消密码后另存"
    if content.startswith(_OLE):
        return "它其实是旧格式的 .xls，请用 Excel 另存为 .xlsx"
    if not is_zipfile(path):
        return "它不是 .xlsx 工作簿，或者没有传完，请用 Excel 打开后另存为 .xlsx"
    return "工作簿已损坏，请用 Excel 打开修复后另存"
