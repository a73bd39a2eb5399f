"""Leaves out of a module what its document has no use for.

The machinery answers for everything that documents can say. A table of the document that is empty says that this one
does not say it: the statements that hang on it are cut out, and after that whatever nothing refers to any more.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import define, field

HEADING = "# ─"


def without_unused(source: str, tables: Collection[str], roots: Collection[str]) -> str:
    """Return the source of a module without what cannot happen and what is not needed for ``roots``.

    ``tables`` are the names of the tables that a document fills, as far as it says something.
    """
    lines = _cut(source.splitlines(), _idle(ast.parse(source), tables))
    lines = _cut(lines, _unneeded(ast.parse("\n".join(lines)), roots))
    lines = _with_used_imports(lines)
    return "\n".join(_without_empty_headings(lines)) + "\n"


# ── Statements that hang on an empty table ───────────────────────────────────────────────────────────────────────


def _idle(tree: ast.Module, tables: Collection[str]) -> Iterator[ast.stmt]:
    """Yield the statements that never do anything, as a table is empty."""
    empty = {name for node in tree.body for name in _named(node) if name in tables and _is_empty(node)}
    for node in ast.walk(tree):
        for block in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(block, list) and not isinstance(node, ast.Module):
                found = [each for each in block if isinstance(each, ast.stmt) and _never(each, empty)]
                # A block has to keep something.
                yield from found if len(found) < len(block) else ()


def _is_empty(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            pass
        case _:
            return False
    match value:
        case ast.Constant(value=None) | ast.Dict(keys=[]) | ast.Tuple(elts=[]):
            return True
        case ast.Call(func=ast.Name(id="frozenset") | ast.Subscript(value=ast.Name(id="frozenset")), args=[]):
            return True
        case _:
            return False


def _never(node: ast.stmt, empty: Collection[str]) -> bool:
    match node:
        case ast.If(test=test, orelse=[]):
            return _fails(test, empty)
        case ast.For(iter=ast.Name(id=name), orelse=[]):
            return name in empty
        case _:
            return False


def _fails(test: ast.expr, empty: Collection[str]) -> bool:
    match test:
        case (
            ast.Name(id=name)
            | ast.Compare(left=ast.Name(id=name), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)])
        ):
            return name in empty
        case ast.BoolOp(op=ast.And(), values=values):
            return any(_fails(each, empty) for each in values)
        case _:
            return False


# ── Definitions that nothing refers to ───────────────────────────────────────────────────────────────────────────


@define
class _Definition:
    """A statement that names something, with the text that explains it."""

    statements: list[ast.stmt]
    names: tuple[str, ...]
    uses: set[str] = field(factory=set)


def _unneeded(tree: ast.Module, roots: Collection[str]) -> Iterator[ast.stmt]:
    definitions: list[_Definition] = []
    needed = set(roots)
    for node in tree.body:
        names = tuple(_named(node))
        if names:
            definitions.append(_Definition([node], names, _uses(node)))
        elif isinstance(node, ast.Expr) and definitions and definitions[-1].statements[0] is not tree.body[0]:
            definitions[-1].statements.append(node)
        else:
            needed |= _uses(node)
    grown = True
    while grown:
        used = set[str]().union(*(each.uses for each in definitions if needed.intersection(each.names)))
        grown = not used <= needed
        needed |= used
    for each in definitions:
        if not needed.intersection(each.names):
            yield from each.statements


def _named(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _uses(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


# ── The text ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _cut(lines: Sequence[str], nodes: Iterable[ast.stmt]) -> list[str]:
    """Return the lines without those of some statements, and of the comments right above them."""
    gone: set[int] = set()
    for node in nodes:
        decorated = [each.lineno for each in getattr(node, "decorator_list", ())]
        first = min([node.lineno, *decorated])
        while lines[first - 2].strip().startswith("# ") and not lines[first - 2].startswith(HEADING):
            first -= 1
        gone.update(range(first, (node.end_lineno or first) + 1))
    return [line for number, line in enumerate(lines, start=1) if number not in gone]


def _with_used_imports(lines: Sequence[str]) -> list[str]:
    tree = ast.parse("\n".join(lines))
    used = _uses(tree)
    written: dict[int, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) and getattr(node, "module", None) != "__future__":
            names = [each.name for each in node.names if each.name in used]
            start = f"from {node.module} import" if isinstance(node, ast.ImportFrom) else "import"
            written[node.lineno] = f"{start} {', '.join(names)}" if names else ""
    kept = ((written.get(number, line), number in written) for number, line in enumerate(lines, start=1))
    return [line for line, imported in kept if line or not imported]


def _without_empty_headings(lines: Sequence[str]) -> list[str]:
    """Return the lines without the headings that have nothing below them."""
    text = [at for at, line in enumerate(lines) if line.strip()]
    empty: set[int] = set()
    for place, at in enumerate(text):
        title = lines[at].startswith(HEADING) and place + 2 < len(text) and lines[text[place + 2]].startswith(HEADING)
        if title and text[place + 2] == at + 2 and at not in empty:
            below = text[place + 3] if place + 3 < len(text) else None
            if below is None or lines[below].startswith(HEADING):
                empty.update((at, at + 1, at + 2))
    return [line for at, line in enumerate(lines) if at not in empty]
