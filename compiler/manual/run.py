"""A page's text to what the program finds in it, through the same readers that the commands use."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from tiaowen.compiler.checks import accepted, check
from tiaowen.compiler.claims import Format, Visit, read_claims
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.library import compile_loaded, load_policy, open_policy
from tiaowen.compiler.manual.load import find_page
from tiaowen.compiler.manual.model import Case, FindingPage, Guard, Kind, Sample
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.dsl.diagnostics import Finding, Severity, render
from tiaowen.dsl.tree import Language


@cache
def findings(id: str, language: Language, *, mended: bool = False) -> tuple[Finding, ...]:
    """Return what is found in the text to avoid, or in the mended one; nothing where there is no text."""
    page = find_page(id)
    if page is None or isinstance(page.shown, Guard):
        return ()
    case = page.shown
    sample = case.prefer if mended else case.avoid
    match case.kind:
        case Kind.POLICY:
            return _in_policy(sample, case.beside, file_name(page), language)
        case Kind.CLAIMS:
            return _in_claims(case, sample, file_name(page), language)
        case Kind.NAME:
            loaded, compiled = open_policy(sample.content(language).decode().strip())
            return _all(loaded.problem, compiled)


def said(page: FindingPage, language: Language) -> str:
    """Return what is shown of the text to avoid: errors and warnings, and the page's own finding if it is a remark."""
    found = findings(page.id, language)
    return render([f for f in found if f.severity is not Severity.INFO or f.id == page.id], language)


def severity(page: FindingPage) -> Severity:
    """Return how much the finding of a page matters."""
    if isinstance(page.shown, Guard):
        return page.shown.severity
    return next((f.severity for f in findings(page.id, Language.EN) if f.id == page.id), Severity.ERROR)


def file_name(page: FindingPage) -> str:
    """Return what the file of a page is called in messages."""
    return f"{page.id}.{page.shown.format}" if isinstance(page.shown, Case) else ""


def _in_policy(sample: Sample, beside: Sample | None, name: str, language: Language) -> tuple[Finding, ...]:
    # Read as a file, since size and encoding are looked at before there is a text.
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(sample.content(language))
        if beside is not None:
            (Path(folder) / beside.policy_file(language)).write_bytes(beside.content(language))
        loaded = load_policy(str(path))
        compiled = compile_loaded(attrs.evolve(loaded, name=name))
    problem = loaded.problem
    if problem is not None and problem.place is not None:
        problem = attrs.evolve(problem, place=attrs.evolve(problem.place, file=name))
    return _all(problem, compiled)


def _in_claims(case: Case, sample: Sample, name: str, language: Language) -> tuple[Finding, ...]:
    compiled = _policy(case.policy)
    assert compiled.policy is not None
    items = read_claims(
        io.BytesIO(sample.content(language)),
        vocabulary=compiled.resolver.vocabulary,
        file_name=name,
        format=Format(case.format),
        extra=names_of(compiled.policy),
    )
    return tuple(item for item in items if not isinstance(item, Visit))


@cache
def _policy(id: str) -> Compiled:
    compiled = open_policy(id)[1]
    if compiled is None:
        raise ValueError(f"no shipped policy has the id {id}")
    return compiled


def _all(problem: Finding | None, compiled: Compiled | None) -> tuple[Finding, ...]:
    told = accepted((*compiled.findings, *check(compiled).findings), compiled).findings if compiled else ()
    return (*([problem] if problem else []), *told)
