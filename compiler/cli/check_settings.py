"""Settings that are not understood, as rows of what was checked: nothing is checked by them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tiaowen.compiler.cli.check_many import Checked
from tiaowen.compiler.levels import wrong_settings


def unsettled(names: Sequence[str]) -> list[Checked]:
    """Return a row for each wrong file of settings that holds for one of some policies; none where all are right."""
    found = groupby(wrong_settings(names), key=lambda finding: finding.place.file if finding.place else "")
    rows = [(file, tuple(findings)) for file, findings in found]
    return [Checked(file, False, 0, len(findings), 0, 0, findings) for file, findings in rows]
