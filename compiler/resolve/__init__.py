"""Names and places: a document tree in, the same tree with every line under its heading and every name looked up.

Turns :class:`tiaowen.dsl.tree.Document` into a :class:`PlacedDocument` (what governs each line) and a
:class:`Resolver` (which concept each name means). Left to others: what the lines add up to (``compiler/rules``).
"""

from tiaowen.compiler.resolve.document import Placed, PlacedDocument, PlacedExample, place
from tiaowen.compiler.resolve.doubts import PlacedDoubt, PlacedReading
from tiaowen.compiler.resolve.names import Resolver, resolver_for
from tiaowen.compiler.resolve.nesting import Nesting, nest

__all__ = [
    "Nesting",
    "Placed",
    "PlacedDocument",
    "PlacedDoubt",
    "PlacedExample",
    "PlacedReading",
    "Resolver",
    "nest",
    "place",
    "resolver_for",
]
