"""In which language the program speaks: ``--lang``, else the locale, else English."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from tiaowen.dsl.language import Language


def spoken(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Language:
    """Return the language to speak; arguments are looked at before they are parsed, since help must be in it too."""
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument.partition("=")[2] if argument.startswith("--lang=") else None
        if argument == "--lang" and i + 1 < len(arguments):
            value = arguments[i + 1]
        if value in ("en", "zh"):
            return Language(value)
    environment = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return Language.ZH if environment[name].lower().startswith("zh") else Language.EN
    return Language.EN
