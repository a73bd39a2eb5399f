"""What the documents above one say by themselves: what was gathered, without the clauses of the one at the bottom."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from tiaowen.compiler.rules.drafts import Draft, Gathered, PoolDraft


def inherited(gathered: Gathered) -> Gathered:
    """Return a copy with the clauses of higher documents only; closing it changes nothing of what was given."""
    drafts = {id: _of_higher(draft, gathered) for id, draft in gathered.drafts.items()}
    pools: Mapping[str, PoolDraft] = {
        id: evolve(pool, draft=_of_higher(pool.draft, gathered)) for id, pool in gathered.pools.items()
    }
    return evolve(gathered, drafts=drafts, general=_of_higher(gathered.general, gathered), pools=dict(pools))


def _of_higher(draft: Draft, gathered: Gathered) -> Draft:
    rows = [row for row in draft.rows if gathered.clauses[row.clause][3].origin is not None]
    return evolve(draft, rows=rows, failed=set(draft.failed))
