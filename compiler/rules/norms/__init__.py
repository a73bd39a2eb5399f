"""Judging what one document states by what another demands: floors, ceilings, delegated and decided figures, norms.

Turns closed rules of two documents over the same people into :class:`Judgement`: what was demanded, what is stated,
where each stands, and how the two go together. Everything here reads rules and figures only; nothing knows of files, of
lines or of which document is inherited from which, so that a document is judged the same whether it *refines* the other
or is held against it.

Left to others: which rules are compared, and what is said about a judgement (``compiler/rules/refine``).
"""

from tiaowen.compiler.rules.norms.authority import Level, allowed_levels, level_of_regions
from tiaowen.compiler.rules.norms.cells import judge_rules
from tiaowen.compiler.rules.norms.figures import Held, Known, holds
from tiaowen.compiler.rules.norms.judgement import Judgement, Verdict
from tiaowen.compiler.rules.norms.lists import ListJudgement, judge_list
from tiaowen.compiler.rules.norms.together import judge_ordered, judge_rising
from tiaowen.compiler.rules.norms.values import judge_value

__all__ = [
    "Held",
    "Judgement",
    "Known",
    "Level",
    "ListJudgement",
    "Verdict",
    "allowed_levels",
    "holds",
    "judge_list",
    "judge_ordered",
    "judge_rising",
    "judge_rules",
    "judge_value",
    "level_of_regions",
]
