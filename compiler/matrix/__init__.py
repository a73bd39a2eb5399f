"""Many documents side by side: for every group of people what each of them grants, article by article.

Turns documents into a :class:`Matrix`: the people of all of them, split where one of them splits them, and for each
group, benefit and document what is said. No document is held against another.

    people       the groups of all documents, and their classes in each
    asking       what one document says of every group, by the facets of ``compare``
    building     all of it: :func:`matrix`
    folding      groups of which everything is said alike
    arranging    tables of groups and benefits, by category or by benefit; ``tables`` puts them into words
    report, markdown, to_json   printing

Left to others: how a document sees a category, and how a value is put into words (``compare``); what a difference
comes to (``compare``), and whether it is allowed (``conform``).
"""

from tiaowen.compiler.matrix.building import matrix
from tiaowen.compiler.matrix.model import Matrix

__all__ = ["Matrix", "matrix"]
