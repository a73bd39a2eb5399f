"""Levels of findings as a project sets them: the nearest ``tiaowen.toml`` or ``pyproject.toml`` above a policy file.

    settings = settings_for(loaded)          what is set for a policy that was read
    wrong_settings(names)                    what is wrong with the files that hold for some policies
    settings.applied(findings)               the findings with their levels, those that are off left out

In ``tiaowen.toml`` the table is ``[levels]``, in ``pyproject.toml`` it is ``[tool.tiaowen.levels]``: ids of findings
with ``"error"``, ``"warning"``, ``"info"`` or ``"off"``, and the figures that checks take. An error that leaves no
rules to use stays one whatever is set.

Left to others: finding anything (``checks``), and what a command does with a file of settings that is wrong.
"""

from tiaowen.compiler.levels.findings import WrongSettings
from tiaowen.compiler.levels.nearest import settings_files, settings_for, wrong_settings
from tiaowen.compiler.levels.releveled import own_level
from tiaowen.compiler.levels.settings import Settings, read_settings

__all__ = [
    "Settings",
    "WrongSettings",
    "own_level",
    "read_settings",
    "settings_files",
    "settings_for",
    "wrong_settings",
]
