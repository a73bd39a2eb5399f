"""A comparison as a page and as tables: one HTML file that needs nothing else, and Markdown.

    outline      the order of both: documents, benefits, situations, and what is gathered from many rows
    markdown     the table in Markdown, in one language
    markup       HTML that is escaped because there is no other way to make it
    page         the whole page; ``page.css`` and ``page.js`` beside it are put into it
    clauses, situations, gathered, heads   the parts of the page
    chart        what both documents pay, as a drawing

Documents are not trusted: nothing they say is ever markup, and a page may load nothing and run nothing but its own
script. Left to others: what differs and why (``compiler/compare``), files.
"""

from tiaowen.compiler.reports.markdown import render_markdown
from tiaowen.compiler.reports.page import render_html

__all__ = ["render_html", "render_markdown"]
