"""Policies by name: ids of shipped policies and paths in, text out; and the ready-made way from there to checked rules.

Left to others: what the text means (``dsl``, ``compiler/rules``), what is done with the rules.
"""

from tiaowen.compiler.library.load import (
    Loaded,
    compile_loaded,
    doubts_of_loaded,
    higher_texts,
    load_policy,
    open_policy,
)
from tiaowen.compiler.library.shipped import Shipped, shipped_ids, shipped_policies

__all__ = [
    "Loaded",
    "Shipped",
    "compile_loaded",
    "doubts_of_loaded",
    "higher_texts",
    "load_policy",
    "open_policy",
    "shipped_ids",
    "shipped_policies",
]
