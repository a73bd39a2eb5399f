"""Comparisons, conformities and matrices as pages: HTML files that need nothing else; and comparisons as Markdown.

    markup       HTML that is escaped because there is no other way to make it
    frame        what every page has: its policy, head, filters, rows; ``page.css`` and ``page.js`` are put into it
    outline      the order of a comparison: documents, benefits, situations, and what is gathered from many rows
    page         a comparison as a page
    clauses, situations, gathered, heads   the parts of that page
    chart        what both documents pay, as a drawing
    markdown     a comparison as tables in Markdown, in one language
    conform_page, matrix_page   a conformity and a matrix as pages, each with a style sheet of its own besides

Documents are not trusted: nothing they say is ever markup, and a page may load nothing and run nothing but its own
script. Left to others: what differs and why (``compare``), what is violated (``conform``), what stands side by side
(``matrix``), files.
"""

from tiaowen.compiler.reports.markdown import render_markdown
from tiaowen.compiler.reports.page import render_html

__all__ = ["render_html", "render_markdown"]
