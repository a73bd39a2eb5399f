"""From what the parser read to tree nodes: one method per grammar rule, called with that rule's children."""

from tiaowen.dsl.build.lines import LineBuilder

__all__ = ["LineBuilder"]
