"""Tables of clauses: rows of text to a :class:`~tiaowen.dsl.tree.Table`, and clauses to tables and back."""
