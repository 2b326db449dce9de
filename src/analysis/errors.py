"""Every way a run can stop, each with its own exit code and a message in Chinese."""

from __future__ import annotations

from typing import ClassVar


class BulletinError(Exception):
    """A stop that the analyst can mend; its text is shown as it is, without a traceback.

    `about` says in `bulletin --help` what the exit code means.
    """

    exit_code: ClassVar[int] = 1
    about: ClassVar[str] = "程序出错"


class UsageError(BulletinError):
    """The command itself is wrong: an unknown quarter, folder or option."""

    exit_code = 2
    about = "命令写法不对"


class ParamsError(BulletinError):
    """A parameter file is missing, misspelt or holds a value of the wrong kind."""

    exit_code = 10
    about = "参数不对"


class InputsError(BulletinError):
    """An input file is missing, unreadable, or holds a word that was not declared."""

    exit_code = 11
    about = "数据文件不对"


class QualityError(BulletinError):
    """More rows were rejected than the limits in params allow, or counts do not reconcile."""

    exit_code = 12
    about = "剔除的记录超过限额，或对账不符"


class CommentaryError(BulletinError):
    """A commentary draft cites a fact that does not exist, or cannot be rendered."""

    exit_code = 13
    about = "文字与数据不符，没有发布；或引用了没有的数据"


class NotebookError(BulletinError):
    """A notebook failed while it ran, or cannot be read."""

    exit_code = 14
    about = "笔记本出错，或需要先运行"


class ExportError(BulletinError):
    """Outputs could not be made or written: a character that no font has, a full disk."""

    exit_code = 15
    about = "无法生成或写入文件"


class BusyError(BulletinError):
    """Another program works on the same quarter."""

    exit_code = 16
    about = "同一季度正由另一个程序处理"


class CorrectionError(BulletinError):
    """A published figure, table cell or entry of a list has changed, and no reason is stated."""

    exit_code = 17
    about = "已发布的数字有变动，还没有写明更正的原因"
