"""Wrong usage, said in the user's language; the command-line library itself speaks English only."""

from __future__ import annotations

import click

from tiaowen.dsl.language import Language


def usage_text(error: click.UsageError, language: Language) -> str:
    """Return what is wrong with the arguments, and where help is."""
    path = error.ctx.command_path if error.ctx else "tiaowen"
    if language is Language.EN:
        return f"{path}: {error.format_message()}\nTry: {path} --help"
    return f"{path}：{_chinese(error)}\n用法见：{path} --help"


def _chinese(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项。"
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return f"缺少 {name}。"
        case click.BadParameter():
            name = error.param.opts[0] if error.param and error.param.opts else ""
            choices = error.param.type if error.param else None
            known = f"可用：{'、'.join(str(c) for c in choices.choices)}。" if isinstance(choices, click.Choice) else ""
            return f"{name} 的值不对。{known}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 用法不对。"
        case _ if error.message.startswith("No such command"):
            return f"没有这个命令：{error.message.split(' ', 3)[3].rstrip('.').split('.')[0]}。"
        case _:
            return error.format_message()
