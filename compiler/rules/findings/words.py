"""Words that several findings use."""

from __future__ import annotations

from tiaowen.dsl.tree import Language

FACET_NAMES = {
    "deductible": ("deductible", "起付线"),
    "ratio": ("ratio", "比例"),
    "cap": ("cap", "限额"),
    "total-cap": ("total cap", "救助总额"),
    "subsidy": ("subsidy", "资助"),
    "coverage": ("coverage", "是否救助"),
    "comparison": ("comparison", "比较"),
    "limit": ("limit", "限制"),
    "figure": ("published figure", "公布值"),
}


def facet_name(facet: str, language: Language) -> str:
    """Return what a facet is called."""
    return FACET_NAMES[facet][language is Language.ZH]
