"""Who may set a figure: the level of government of an authority, and that of a document by its regions."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class Level(IntEnum):
    """Levels of government, the highest first."""

    NATION = 0
    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4


NATION_REGION = "china"
MUNICIPALITIES = frozenset({"beijing", "tianjin", "shanghai", "chongqing"})
"""Provinces that have counties and no cities."""

_NAMED = {
    "county-or-higher-government": (Level.PROVINCE, Level.CITY, Level.COUNTY),
    "prefectures": (Level.CITY,),
    "counties": (Level.COUNTY,),
}
_PREFIXES = {
    "national-": Level.NATION,
    "provincial-": Level.PROVINCE,
    "municipal-": Level.CITY,
    "county-": Level.COUNTY,
    "township-": Level.TOWNSHIP,
}


def allowed_levels(authorities: Sequence[str]) -> frozenset[Level] | None:
    """Return the levels of some authorities, by their ids; None where one of them may be of any level."""
    found: set[Level] = set()
    for id in authorities:
        levels = _NAMED.get(id) or tuple(level for prefix, level in _PREFIXES.items() if id.startswith(prefix))
        if not levels:
            return None
        found |= set(levels)
    return frozenset(found) or None


def level_of_regions(regions: Sequence[str]) -> Level | None:
    """Return the level of a document for some regions, the widest first; None where it names none."""
    below = [region for region in regions if region != NATION_REGION]
    if not below:
        return Level.NATION if regions else None
    depth = len(below) + (1 if below[0] in MUNICIPALITIES and len(below) > 1 else 0)
    return Level(min(depth, Level.TOWNSHIP))
