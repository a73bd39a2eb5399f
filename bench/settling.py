"""Claims a second: the engine and the emitted module against the settlement written by hand."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from differential.hand_baoshan import settle as settle_by_hand
from differential.hand_common import Claim, Settled

from bench.measure import Line, best, command, tiaowen
from bench.people import claims
from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.claims import Visit, claims_from_mappings
from tiaowen.compiler.vocabulary import load_vocabulary

POLICY = "baoshan-2022"
COUNT = 20_000
TIMES = 5
HAND = "hand"


def lines() -> Iterator[Line]:
    """Measure from mappings to records, and again from claims that were read before."""
    made = claims(COUNT)
    policy = compile_policy(POLICY)
    visits = [each for each in claims_from_mappings(made, load_vocabulary()) if isinstance(each, Visit)]
    assert len(visits) == COUNT
    module = _emitted()
    read = [module.read_claim(claim, place, place) for place, claim in enumerate(made)]

    total = sum(record[2] or 0 for records in by_hand(made).values() for record in records)
    assert int(policy.settle(made).total * 100) == total == sum(each.fen or 0 for each in module.settle(made))

    hand, engine, engine_visits, emitted, emitted_read = best(
        TIMES,
        lambda: by_hand(made),
        lambda: policy.settle(made),
        lambda: policy.settle(visits),
        _call(module, "settle", made),
        _call(module, "settle_claims", read),
    )
    yield Line(f"by hand, {COUNT:,} claims from mappings", hand, _rate(hand))
    yield Line("engine, from mappings", engine, _rate(engine), engine / hand, HAND, 20)
    yield Line("engine, claims read before", engine_visits, _rate(engine_visits), engine_visits / hand, HAND)
    yield Line("emitted module, from mappings", emitted, _rate(emitted), emitted / hand, HAND)
    yield Line("emitted module, claims read before", emitted_read, _rate(emitted_read), emitted_read / hand, HAND, 3)


def by_hand(made: Sequence[Claim]) -> Settled:
    """Settle by hand, person by person."""
    persons: dict[object, list[Claim]] = {}
    for claim in made:
        persons.setdefault(claim["person"], []).append(claim)
    settled: Settled = {}
    for own in persons.values():
        settled |= settle_by_hand(own)
    return settled


def _emitted() -> ModuleType:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "emitted_baoshan.py"
        command(tiaowen("compile", POLICY, "--to", "python", "-o", str(path)))()
        spec = spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        sys.modules[path.stem] = module  # its dataclasses look themselves up
        spec.loader.exec_module(module)
    return module


def _call(module: ModuleType, name: str, argument: object) -> Callable[[], object]:
    function: Callable[[object], object] = getattr(module, name)
    return lambda: function(argument)


def _rate(seconds: float) -> str:
    return f"{COUNT / seconds:,.0f} claims/s"
