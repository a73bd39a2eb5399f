"""Names and places: a document tree in, the same tree with every line under its heading and every name looked up.

Turns :class:`tiaowen.dsl.tree.Document` into a :class:`PlacedDocument` (what governs each line) and a
:class:`Resolver` (which concept each name means). Left to others: what the lines add up to (``compiler/rules``).
"""

from tiaowen.compiler.resolve.document import Placed, PlacedDocument, PlacedExample, place
from tiaowen.compiler.resolve.doubts import PlacedDoubt, PlacedReading, doubts_of
from tiaowen.compiler.resolve.higher import FindText, Higher, higher_documents, joined, refined, texts
from tiaowen.compiler.resolve.names import Resolver, resolver_for
from tiaowen.compiler.resolve.nesting import Nesting, nest
from tiaowen.compiler.resolve.tables import table_findings

__all__ = [
    "FindText",
    "Higher",
    "Nesting",
    "Placed",
    "PlacedDocument",
    "PlacedDoubt",
    "PlacedExample",
    "PlacedReading",
    "Resolver",
    "doubts_of",
    "higher_documents",
    "joined",
    "nest",
    "place",
    "refined",
    "resolver_for",
    "table_findings",
    "texts",
]
