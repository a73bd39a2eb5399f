"""The machinery that every emitted module carries: real modules, checked like all others, whose text is copied.

Only what follows the imports of a file is copied, the imports from the standard library are collected at the top of the
emitted module, and those from here are dropped: there everything stands in one file. So each file may use the ones
before it and the tables of ``document``, and imports nothing but the standard library.
"""
