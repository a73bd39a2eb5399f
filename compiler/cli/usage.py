"""Wrong usage, said in the user's language; the command-line library itself speaks English only."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import click

from tiaowen.compiler.cli.output import Say
from tiaowen.dsl.language import Language

_IN_PARENTHESES = re.compile(r"\((.*)\)", re.DOTALL)


def usage_text(error: click.UsageError, language: Language) -> str:
    """Return what is wrong with the arguments, and where help is."""
    say = Say(language)
    path = error.ctx.command_path if error.ctx else "tiaowen"
    what = _what(error, say)
    return say(f"{path}: {what}\nTry: {path} --help", f"{path}：{what}\n用法见：{path} --help")


def unknown_command(name: str, known: Iterable[str], say: Say) -> str:
    """Return that there is no such command, and which was probably meant."""
    return say(f'there is no command "{name}".', f"没有“{name}”这个命令。") + _meant(name, known, say)


def _meant(name: str, known: Iterable[str], say: Say) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return say(f" Did you mean {near[0]}?", f"是否指 {near[0]}？") if near else ""


def _what(error: click.UsageError, say: Say) -> str:
    match error:
        case click.NoSuchOption():
            known = [o for p in error.ctx.command.params for o in p.opts] if error.ctx else []
            near = _meant(error.option_name, known, say)
            return say(f"there is no option {error.option_name}.", f"没有 {error.option_name} 这个选项。") + near
        case click.MissingParameter():
            return say(f"{_name(error.param)} is missing.", f"缺少 {_name(error.param)}。") + _choices(error.param, say)
        case click.BadParameter():
            return _bad_value(error.param, say)
        case click.BadOptionUsage():
            return say(f"{error.option_name} takes a value.", f"{error.option_name} 后面要有值。")
        case _ if "unexpected extra argument" in error.message:
            found = _IN_PARENTHESES.search(error.message)
            extra = found[1] if found else ""
            return say(f"too many arguments: {extra}", f"多余的参数：{extra}")
        case _ if error.message.startswith("Missing command"):
            return say("a command is missing.", "缺少命令。")
        case _:
            return error.format_message()


def _bad_value(param: click.Parameter | None, say: Say) -> str:
    name = _name(param)
    match param.type if param else None:
        case click.IntRange(min=low, max=high):
            return say(
                f"{name} takes a whole number from {low} to {high}.", f"{name} 的值应为{low}至{high}之间的整数。"
            )
        case click.Choice():
            return say(f"{name} cannot have this value.", f"{name} 不能取这个值。") + _choices(param, say)
        case _:
            return say(f"{name} cannot have this value.", f"{name} 不能取这个值。")


def _choices(param: click.Parameter | None, say: Say) -> str:
    kind = param.type if param else None
    if not isinstance(kind, click.Choice):
        return ""
    names = [str(choice) for choice in kind.choices]
    return say(f" Choose {' or '.join(names)}.", f"可用：{'、'.join(names)}。")


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return (param.metavar or param.human_readable_name).removesuffix("...")
