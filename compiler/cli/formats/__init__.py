"""Findings of many files as text for other programs: JSON, SARIF 2.1.0, annotations of GitHub, JUnit's XML.

    written(Form.SARIF, told, language)

What a program compares (ids, places, levels, fingerprints) is the same in both languages; sentences are in the one
asked for. Left to others: how a finding is told to people (``dsl/diagnostics.py``), exit codes, where the text goes.
"""

from __future__ import annotations

from typing import assert_never

from tiaowen.compiler.cli.formats.model import Form, Told
from tiaowen.dsl.language import Language

__all__ = ["Form", "Told", "written"]


def written(form: Form, told: Told, language: Language) -> str:
    """Return what was found in a form that programs read."""
    # Each form is imported when it is asked for: a check of one file on every save needs none.
    match form:
        case Form.JSON:
            from tiaowen.compiler.cli.formats.as_json import json_text

            return json_text(told, language)
        case Form.SARIF:
            from tiaowen.compiler.cli.formats.sarif import sarif_text

            return sarif_text(told, language)
        case Form.GITHUB:
            from tiaowen.compiler.cli.formats.github import github_text

            return github_text(told, language)
        case Form.JUNIT:
            from tiaowen.compiler.cli.formats.junit import junit_text

            return junit_text(told, language)
        case _:
            assert_never(form)
