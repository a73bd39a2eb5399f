"""Refining and amending: a document together with the higher documents that it fills in.

Turns the joined lines of several documents into lines of which each matter is settled by the lowest that says something
of it (:func:`reconciled`), tells the closing of rules which clause holds for a case (:class:`Layers`), and reports what
a document may not say under those above it (:class:`Judging`), judged by :mod:`tiaowen.compiler.rules.norms`.

Left to others: finding and placing the texts (``compiler/resolve/higher``), the rules themselves (``gather`` and
``close``).
"""

from tiaowen.compiler.rules.refine.joining import reconciled
from tiaowen.compiler.rules.refine.judging import Judging
from tiaowen.compiler.rules.refine.layers import Layers
from tiaowen.compiler.rules.refine.read_norms import NormReader
from tiaowen.compiler.rules.refine.standing import Standing

__all__ = ["Judging", "Layers", "NormReader", "Standing", "reconciled"]
