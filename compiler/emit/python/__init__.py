"""The rules as a readable Python module that settles claims by itself.

``emit_python`` (``module``) puts it together: a docstring, the machinery (``runtime``, real modules whose text is
copied), the people, the figures and tables of the document, and one function per benefit. Everything that comes from
the document passes through ``identifiers`` or ``literals``: a name in it is text, never code.
"""
