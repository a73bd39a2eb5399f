"""One page for each finding: what not to write, what to write instead, why, and how to mend it; in both languages.

A page is a file below ``findings/`` (its form: :mod:`tiaowen.compiler.manual.load`). What the compiler says about the
text to avoid is never written down there: it is what the compiler says when the page is shown. ``page`` gives a page
for the terminal; ``python -m tiaowen.compiler.manual`` writes all of them into ``docs/manual``.

Left to others: finding anything, and the words of the findings.
"""

from tiaowen.compiler.manual.load import all_pages, page_ids
from tiaowen.compiler.manual.model import FindingPage
from tiaowen.compiler.manual.terminal import page

__all__ = ["FindingPage", "all_pages", "page", "page_ids"]
