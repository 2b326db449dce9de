"""The command itself: its parts in order, and how every error ends."""

from __future__ import annotations

import sys

import click

from analysis.cli.asking import diff, facts, trace
from analysis.cli.building import build
from analysis.cli.chinese import Group, explained
from analysis.cli.making import check, lab, publish, run, sample
from analysis.cli.options import say
from analysis.cli.quarters import new, status
from analysis.disk import is_of_machine, reason
from analysis.errors import BulletinError, ExportError, UsageError

# jsonschema compiles a grammar at import where JupyterLab is installed: 1.4 s for a format
# that no notebook uses. Named absent, it is not looked for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@click.group(cls=Group, help="政务服务季度通报：从数据到 HTML、PDF 和 Word。")
def bulletin() -> None:
    """Hold the commands."""


for command in (new, status, sample, check, run, publish, build, diff, facts, trace, lab):
    bulletin.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run `bulletin`; errors that an analyst can mend are one message and an exit code."""
    try:
        bulletin.main(arguments, prog_name="bulletin", standalone_mode=False)
    except BulletinError as error:
        say(f"错误：{error}", err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        say("已中断。", err=True)
        sys.exit(130)
    except click.ClickException as error:
        say(f"错误：{explained(error)}", err=True)
        sys.exit(UsageError.exit_code)
    except OSError as error:
        if not is_of_machine(error):
            raise
        say(f"错误：{reason(error)}", err=True)
        sys.exit(ExportError.exit_code)
