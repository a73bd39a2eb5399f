"""Why an example failed, as a person reads it; whoever runs examples says it in these words."""

from __future__ import annotations

from tiaowen.compiler.examples.outcome import ExampleOutcome
from tiaowen.dsl.diagnostics import render
from tiaowen.dsl.tree import Language

NO_EXAMPLES = (
    "Nothing is asserted: a policy needs examples with “expect” lines.",
    "没有任何核对：请写带“应得”的示例。",
)


def failure_text(example: ExampleOutcome, language: Language, *, colour: bool = False) -> str:
    """Return where a failed example stands, what kept it from running, and each expectation that did not come out."""
    place, title = example.place, example.title.get(language)
    chinese = language is Language.ZH
    where = f"{place.file}:{place.line}"
    lines = [f"{where}：示例“{title}”未通过" if chinese else f'{where}: example "{title}" failed']
    if example.findings:
        lines.append(render(example.findings, language, colour=colour))
    elif not example.checks:
        lines.append("  没有“应得”，什么也没有核对" if chinese else "  it expects nothing")
    for check in example.checks:
        if check.passed:
            continue
        expected, found, line = check.expected_text(language), check.found_text(language), check.place.line
        lines.append(
            f"  第{line}行：{check.benefit} 应得{expected}，实得{found}"
            if chinese
            else f"  line {line}: {check.benefit} expected {expected}, found {found}"
        )
        if check.explanation:
            lines.append("".join(f"    {each}\n" for each in check.explanation.splitlines()).rstrip())
    return "\n".join(lines)
