"""click in Chinese: headings of the help, an example for each command, usage errors."""

from __future__ import annotations

from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from analysis.errors import BulletinError


class _Formatter(click.HelpFormatter):
    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _ChineseHelp(click.Command):
    """Writes usage, options and commands under Chinese headings."""

    context_class = _Context

    # click's own methods, with Chinese words: see click.Command for what each writes.

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        return [
            {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}.get(piece, piece)
            for piece in super().collect_usage_pieces(ctx)
        ]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options; arguments stand in the usage line."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        shown = [option.get_help_record(ctx) for option in options]
        with formatter.section("选项"):
            formatter.write_dl([record for record in shown if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with its text in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明。"
        return option


class Command(_ChineseHelp):
    """A command whose help ends with an example."""

    def __init__(self, *args: Any, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the example."""
        with formatter.section("例"):
            formatter.write_text(self.example)


class Group(_ChineseHelp, click.Group):
    """The commands, listed in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order they were defined."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        rows = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)
        _ChineseHelp.format_options(self, ctx, formatter)
        with formatter.section("退出码"):
            formatter.write_dl(_exit_codes())


def _exit_codes() -> list[tuple[str, str]]:
    """Return every exit code and what it means."""
    errors: list[type[BulletinError]] = [BulletinError, *BulletinError.__subclasses__()]
    of_errors = {error.exit_code: error.about for error in errors}
    meanings = {0: "成功", **of_errors, 130: "已中断"}
    return [(str(code), meanings[code]) for code in sorted(meanings)]


def explained(error: click.ClickException) -> str:
    """Return a usage error in Chinese: what was found, what is expected."""
    if isinstance(error, NoSuchCommand):
        group = error.ctx.command if error.ctx else None
        known = "、".join(group.commands) if isinstance(group, click.Group) else ""
        return f"没有命令“{error.command_name}”。可用的命令：{known}。"
    if isinstance(error, NoArgsIsHelpError):
        return f"请写明命令。\n\n{error.ctx.get_help()}"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项“{error.option_name}”。用 --help 查看可用的选项。"
    if isinstance(error, click.MissingParameter):
        named = error.param.metavar or error.param.name if error.param else ""
        return f"缺少参数“{(named or '').removesuffix('...')}”，例如 2025Q1。"
    return f"写法不对：{error.format_message()}"
