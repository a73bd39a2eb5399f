"""An id that no finding has to the one that was probably meant."""

from __future__ import annotations

from difflib import get_close_matches

from tiaowen.compiler.manual.load import page_ids

_FIGURES = str.maketrans("OIL", "011")


def near_id(text: str) -> str | None:
    """Return the id that differs least from a text: letters for figures, or one character.

    One character is another one, or is missing, or is one too many, or two are exchanged.

    None where there is no such id: one that merely looks like it would be no help.
    """
    id = text.strip().upper()
    figures = id[:2] + id[2:].translate(_FIGURES)
    if figures in page_ids():
        return figures
    close = [each for each in page_ids() if _near(each, id)]
    return next(iter(get_close_matches(id, close, n=1)), None)


def _near(one: str, other: str) -> bool:
    if len(one) == len(other):
        apart = [at for at in range(len(one)) if one[at] != other[at]]
        swapped = len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
        return len(apart) <= 1 or swapped
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
