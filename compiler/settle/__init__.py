"""Settling: rules and claims in, one record per claim and benefit out. This is the reference for every other engine.

    engine = prepare(policy)                       a policy made ready, once
    engine.settle(visits, language)                records in the order of the claims
    engine.explain(visits, language)               the same records, each with its derivation
    Year(engine, visits)                           records, sums and derivations for programs

The way of a claim, one module each: ``people`` (which identities) - ``gate`` (does the benefit apply) - ``compute``
(how much) - ``possible`` (all cases of what is not stated) - ``people`` (which identity counts) - ``ledger`` (the
year's counters) - ``records``. An outcome keeps why it is what it is (``causes``); ``reasons``, ``trace`` and
``explain`` only put that into words. ``stage`` and ``conditions`` make a benefit ready; ``fund`` shares a year's
deficit among funds.

Left to others: reading and writing files (``compiler/claims``), what a document means (``compiler/rules``).
"""

from tiaowen.compiler.settle.engine import Engine, Explained, Settled, prepare
from tiaowen.compiler.settle.explain import Explainer
from tiaowen.compiler.settle.fund import LimitCheck, check_limit
from tiaowen.compiler.settle.trace import Trace
from tiaowen.compiler.settle.year import Year

__all__ = [
    "Engine",
    "Explained",
    "Explainer",
    "LimitCheck",
    "Settled",
    "Trace",
    "Year",
    "check_limit",
    "prepare",
]
