"""Words that several findings use."""

from __future__ import annotations

from tiaowen.dsl.tree import Language

FACET_NAMES = {
    "deductible": ("deductible", "起付线"),
    "ratio": ("ratio", "比例"),
    "cap": ("cap", "限额"),
    "total-cap": ("total cap", "救助总额"),
    "subsidy": ("subsidy", "资助"),
    "lump-sum": ("lump sum", "定额救助"),
    "out-of-pocket-ceiling": ("out-of-pocket ceiling", "个人负担上限"),
    "coverage": ("coverage", "是否救助"),
    "comparison": ("comparison", "比较"),
    "limit": ("limit", "限制"),
    "figure": ("published figure", "公布值"),
}


def facet_name(facet: str, language: Language) -> str:
    """Return what a facet is called."""
    # The cap of a named pool is a facet of its own.
    return FACET_NAMES["cap" if facet.startswith("pool:") else facet][language is Language.ZH]
