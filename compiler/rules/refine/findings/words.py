"""Words that several of these findings use."""

from __future__ import annotations

Words = tuple[str, str]
"""English, Chinese."""

AMEND = (
    'Repeat it or leave it out; what is meant to change it stands under "amends ... of ...:".',
    "照写，或者不写；确要改变的，写在“修改…：”之下。",
)


def listed(names: tuple[Words, ...], zh: int) -> str:
    """Return names one after the other."""
    return ("、" if zh else ", ").join(name[zh] for name in names)
