"""The table of all checks, in one visible order: those of this stage, and those that others answer.

To add a check: its file beside this one, and its line here.
"""

from __future__ import annotations

from tiaowen.compiler.checks import (
    aid_exceeds,
    always_zero,
    benefit_drops,
    benefit_jumps,
    brackets_fall,
    burden_falls,
    cap_order,
    cap_scope,
    cap_unreached,
    class_unused,
    dangling,
    dominated_class,
    enhanced_pays_less,
    favourable_order,
    figure_open,
    level_inverted,
    limits_unsaid,
    list_entries,
    magnitude,
    no_favourable,
    period_unsaid,
    point_alone,
    redundant_clause,
    rounding,
    shadowed_clause,
    silent_cell,
    stage_base,
    sunset,
    undecidable_class,
    undefined_class,
)
from tiaowen.compiler.checks.check import Check, Elsewhere, Engine
from tiaowen.dsl.diagnostics import Severity

ERROR, WARNING, INFO = Severity

TABLE: tuple[Check | Elsewhere, ...] = (
    silent_cell.CHECK,
    limits_unsaid.CHECK,
    Elsewhere("TW103", "class-without-premium-subsidy", Engine.CELLS, WARNING),
    Elsewhere("TW104", "conflicting-clauses", Engine.CELLS, ERROR),
    redundant_clause.CHECK,
    shadowed_clause.CHECK,
    undefined_class.CHECK,
    class_unused.CHECK,
    no_favourable.CHECK,
    undecidable_class.CHECK,
    Elsewhere("TW111", "bracket-gap", Engine.CELLS, ERROR),
    Elsewhere("TW112", "bracket-overlap", Engine.CELLS, ERROR),
    point_alone.CHECK,
    Elsewhere("TW114", "empty-bracket", Engine.NAMES, ERROR),
    benefit_drops.CHECK,
    benefit_jumps.CHECK,
    enhanced_pays_less.CHECK,
    burden_falls.CHECK,
    aid_exceeds.CHECK,
    cap_unreached.CHECK,
    always_zero.CHECK,
    cap_order.CHECK,
    brackets_fall.CHECK,
    Elsewhere("TW210", "ratio-out-of-range", Engine.NAMES, ERROR),
    dominated_class.CHECK,
    level_inverted.CHECK,
    stage_base.CHECK,
    cap_scope.CHECK,
    period_unsaid.CHECK,
    magnitude.CHECK,
    rounding.CHECK,
    favourable_order.CHECK,
    figure_open.CHECK,
    Elsewhere("TW302", "parameter-undated", Engine.NAMES, ERROR),
    Elsewhere("TW303", "verdict-depends-on-parameter", Engine.SCHEDULE, INFO, "compare"),
    dangling.CHECK,
    Elsewhere("TW305", "cyclic-reference", Engine.NAMES, ERROR, "resolve"),
    Elsewhere("TW401", "superior-floor-violated", Engine.HIERARCHY, ERROR),
    Elsewhere("TW402", "superior-ceiling-violated", Engine.HIERARCHY, ERROR),
    Elsewhere("TW403", "soft-floor-deviation", Engine.HIERARCHY, WARNING),
    Elsewhere("TW404", "superior-mandate-missing", Engine.HIERARCHY, WARNING, "conform"),
    Elsewhere("TW405", "superior-not-loaded", Engine.HIERARCHY, ERROR, "resolve"),
    Elsewhere("TW501", "effective-date-missing", Engine.TIME, WARNING),
    Elsewhere("TW502", "effective-gap-or-double-force", Engine.TIME, WARNING, "register"),
    sunset.CHECK,
    Elsewhere("TW601", "list-count-mismatch", Engine.NAMES, WARNING),
    list_entries.CHECK,
)
"""Every check of the table, by id. *Elsewhere*: found while compiling, or by another command."""

CHECKS: tuple[Check, ...] = tuple(each for each in TABLE if isinstance(each, Check))
"""The checks that :func:`tiaowen.compiler.checks.check` runs, in their order."""
