"""The two surfaces of the language; on its own, because the command line needs it before anything else."""

from __future__ import annotations

from enum import Enum


class Language(Enum):
    """A surface of the language."""

    EN = "en"
    ZH = "zh"
