"""Puts the emitted module together.

Order of the text: what it is, what a claim and a figure are, the document (statistics, people, figures, one
function per benefit), then the machinery and the tables it reads. Nothing of the document gets in as code: its
names pass ``identifiers`` and ``literals``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable
from importlib import resources

from tiaowen.compiler.emit.python.benefit import Functions, Writer
from tiaowen.compiler.emit.python.care import CareKinds
from tiaowen.compiler.emit.python.citing import Citing
from tiaowen.compiler.emit.python.conditions import Conditions
from tiaowen.compiler.emit.python.counters import beyond_years
from tiaowen.compiler.emit.python.definitions import Definitions
from tiaowen.compiler.emit.python.figures import Figures
from tiaowen.compiler.emit.python.identifiers import Identifiers
from tiaowen.compiler.emit.python.literals import plain
from tiaowen.compiler.emit.python.payment import Payments
from tiaowen.compiler.emit.python.people import Groups
from tiaowen.compiler.emit.python.sentences import Sentences
from tiaowen.compiler.emit.python.tables import Tables
from tiaowen.compiler.emit.python.unused import without_unused
from tiaowen.compiler.rules.model import Benefit, Policy
from tiaowen.dsl.tree import Text

BEFORE = ("claim", "figures")
MACHINERY = ("cases", "readings", "money", "fund")
AFTER = ("wording", "identities", "settling", "years", "reading", "program")
LOCAL = frozenset(
    {
        *("case", "who", "marks", "diseases", "doubts", "ratio", "by", "costs", "deductible", "cap", "total_cap"),
        *("subsidy", "ceiling", "funds", "notes"),
    }
)
ENTRIES = ("settle", "settle_all", "settle_claims", "read_claim", "main")
"""What others call; whatever these do not need is left out."""

RULE = "─" * 100


def emit_python(policy: Policy) -> str:
    """Return the module for a policy."""
    after = tuple("periods" if name == "years" and beyond_years(policy) else name for name in AFTER)
    pieces = {name: Piece(name) for name in (*BEFORE, *MACHINERY, *after)}
    pools = {f"pool_{number}" for number, _ in enumerate(policy.pools, start=1)}
    taken = LOCAL.union(pools, *(piece.names for piece in pieces.values()), Piece("document").names)
    names = Identifiers(taken)
    citing = Citing(policy, names)
    groups = Groups(policy, names, citing)
    definitions = Definitions(policy)
    figures = Figures(policy, names, groups, citing, definitions)
    sentences = Sentences(policy)
    care = CareKinds(policy)
    conditions = Conditions(policy, groups, figures, care, definitions)
    payments = Payments(policy, groups, citing, figures, conditions, sentences)
    writer = Writer(policy, names, groups, citing, figures, conditions, sentences, care, payments)
    written = [(benefit, writer.functions(benefit)) for benefit in policy.benefits if _settles(benefit, policy)]
    tables = Tables(policy, citing, groups, figures, care, sentences, conditions).lines(written)
    lines = [*_docstring(policy), "", "from __future__ import annotations", ""]
    lines += _imports(pieces.values())
    for name in BEFORE:
        lines += [*_heading(pieces[name].title), *pieces[name].lines]
    lines += [*_heading("The document: places 条款"), *citing.lines, ""]
    if figures.statistics:
        lines += [*_heading("The document: published statistics 统计数据"), *figures.statistics]
    lines += [*_heading("The document: people, care and diseases 对象、就医类别、病种"), *groups.lines]
    lines += [*_heading("The document: figures 标准"), *figures.lines]
    if conditions.lines:
        lines += [*_heading("The document: people defined by a condition 有条件的对象"), *conditions.lines]
    lines += [*_heading("The document: benefits 救助项目"), *_functions(written)]
    for name in MACHINERY:
        lines += [*_heading(pieces[name].title), *pieces[name].lines]
    lines += [*_heading("The document: tables 对照表"), *tables]
    for name in after:
        lines += [*_heading(pieces[name].title), *pieces[name].lines]
    return _spaced(without_unused("\n".join(lines), Piece("document").names, ENTRIES).splitlines())


def _settles(benefit: Benefit, policy: Policy) -> bool:
    """Tell whether a benefit is settled in money, or takes the place of one that is."""
    return benefit.kind != "grant" or any(by == benefit.id for other in policy.benefits for by, _ in other.displaced_by)


def _functions(written: Iterable[tuple[Benefit, Functions]]) -> list[str]:
    return [line for _, functions in written for line in functions.lines]


class Piece:
    """One file of the machinery: its title, the names it defines, what it imports and the text that is copied."""

    def __init__(self, name: str) -> None:
        package = resources.files("tiaowen.compiler.emit.python.runtime")
        source = package.joinpath(f"{name}.py").read_text(encoding="utf-8")
        tree = ast.parse(source)
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        self.title = (ast.get_docstring(tree) or name).splitlines()[0]
        self.lines = source.splitlines()[imports[-1].end_lineno or 0 :]
        self.names = frozenset(_defined(tree))
        self.imports = [node for node in imports if not _ours(node)]


def _defined(tree: ast.Module) -> Iterable[str]:
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from (alias.name for alias in aliases)


def _ours(node: ast.Import | ast.ImportFrom) -> bool:
    module = node.module if isinstance(node, ast.ImportFrom) else None
    return module is not None and (module.startswith("tiaowen.") or module == "__future__")


def _imports(pieces: Iterable[Piece]) -> list[str]:
    """Return the imports of the machinery, each once, as the linter wants them sorted."""
    plain_ones: set[str] = set()
    names: dict[str, set[str]] = {}
    for piece in pieces:
        for node in piece.imports:
            if isinstance(node, ast.Import):
                plain_ones |= {alias.name for alias in node.names}
            else:
                names.setdefault(node.module or "", set()).update(alias.name for alias in node.names)
    unknown = {module.partition(".")[0] for module in (*plain_ones, *names)} - sys.stdlib_module_names
    if unknown:
        raise ImportError(sorted(unknown))
    lines = [f"import {module}" for module in sorted(plain_ones)]
    return lines + [f"from {module} import {', '.join(sorted(names[module]))}" for module in sorted(names)]


def _heading(title: str) -> list[str]:
    return ["", f"# {RULE}", f"# {title}", f"# {RULE}", ""]


def _docstring(policy: Policy) -> list[str]:
    name = plain(policy.id)
    number = [f"Number 文号: {_both(policy.number)}"] if policy.number is not None else []
    days = (
        ("In force from 施行", policy.start),
        ("In force to 有效期至", policy.end),
        ("For expenses from 适用费用始于", policy.expenses_from),
    )
    start = [f"{said}: {day.isoformat()}" for said, day in days if day is not None]
    return [
        f'"""{_both(policy.title)}',
        "",
        f"Policy 文件: {name}",
        *number,
        f"Region 地区: {plain('、'.join(_region(region, policy) for region in policy.regions))}",
        *start,
        f"Fingerprint 指纹: {plain(policy.fingerprint)}",
        "",
        "Settles claims under this document, with the standard library of Python 3.11 or later alone:",
        "",
        "    records = settle([{'claim': '1', 'person': 'A', 'date': '2023-03-01', 'care': ..., 'in_scope': ...}])",
        "    for record in records: print(record.benefit, record.amount, record.reason('zh'))",
        "",
        "or as a program: python FILE.py CLAIMS.csv > RECORDS.csv. Amounts are yuan outside, integer fen inside.",
        "Generated from the document's rules; change the policy file and generate it again.",
        '"""',
    ]


def _both(words: Text) -> str:
    return plain(" / ".join(filter(None, dict.fromkeys((words.zh, words.en)))))


def _region(region: str, policy: Policy) -> str:
    names = policy.names.get(region)
    return region if names is None else names.zh


def _spaced(lines: Iterable[str]) -> str:
    """Return the text with at most two blank lines in a row, and one line end at the end."""
    spaced: list[str] = []
    blank = 0
    for line in lines:
        blank = 0 if line.strip() else blank + 1
        if blank <= 2:
            spaced.append(line.rstrip())
    while spaced and not spaced[-1]:
        spaced.pop()
    return "\n".join(spaced) + "\n"
