"""Resolved documents in, rules out: the closed, typed objects that everything else reads.

``model`` is what comes out. The way there is ``compile``: ``people`` (definitions to leaf categories),
``conditions``, ``values`` and ``select`` (parts of clauses), ``gather`` (lines to drafts of benefits), ``close``
(drafts to rules) and ``structure`` (the findings without which the rules would be wrong). ``boxes`` is the algebra of
sets of cases, ``describe`` puts cases and values into words.

Left to others: settling, comparing, emitting, and every check that needs more than the rules' structure.
"""
