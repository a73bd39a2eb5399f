"""A document that commands may set beside another one.

A hole is compared as what it is, something not stated. A document of which a part was not read, or which does not say
what it is, may lack just what differs, and must not look equal.
"""

from __future__ import annotations

from tiaowen.compiler.cli.output import FINDINGS, Say, code_for, show
from tiaowen.compiler.cli.readings import Opened
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Severity


def comparable(opened: Opened, say: Say) -> tuple[Policy | None, int]:
    """Return the rules of a document, None where it cannot be compared, and the exit code; show its errors."""
    loaded, compiled = opened
    findings = compiled.findings if compiled else (loaded.problem,) if loaded.problem else ()
    show([each for each in findings if each.severity is Severity.ERROR], say)
    code = code_for(findings)
    if compiled is None or not compiled.ok or compiled.placed.header(tree.PolicyLine) is None:
        return None, max(code, FINDINGS)
    return compiled.policy, code
