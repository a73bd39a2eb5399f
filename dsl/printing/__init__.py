"""Tree nodes as text: the words and signs of a surface, names and their quotation marks, quantities, clauses, lines.

Each module prints what one module of the tree declares. Words come from the lexicon; what a line's words are made of is
glued with blanks in English and without in Chinese. The door to it all is :mod:`tiaowen.dsl.print`; where lines are
indented and comments stand is decided there.
"""
