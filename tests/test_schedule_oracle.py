"""The algebra of schedules, and what comparisons prove with it, held against a solver; `make oracle` goes further.

TIAOWEN_ORACLE_PAIRS sets how many pairs of expressions are asked about.
"""

import os
import random
from fractions import Fraction

import pytest
from attrs import evolve
from oracle import smt
from oracle.documents import POOR, policy
from oracle.documents import pair as documents
from oracle.effects import held, verdict_refuted
from oracle.encoding import paid, visit
from oracle.expressions import Bands, Line, Steps, Switch, pair
from oracle.held import Known, crossings_refuted, extreme_refuted, one_refuted, pair_refuted
from oracle.run import told

from tiaowen.compiler.compare.context import context
from tiaowen.compiler.compare.effects import judge
from tiaowen.compiler.compare.model import Effect
from tiaowen.compiler.compare.situations import situations
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.schedule import Extreme, crossings, highest

PAIRS = int(os.environ.get("TIAOWEN_ORACLE_PAIRS", "300"))
HALF, WHOLE = Line(Fraction(1, 2), Fraction(0)), Line(Fraction(1), Fraction(0))


@pytest.mark.parametrize("part", range(4))
def test_the_solver_refutes_no_answer_about_random_expressions(part: int) -> None:
    refuted = {}
    for number in range(part * PAIRS // 4, (part + 1) * PAIRS // 4):
        chance = random.Random(f"expressions:{number}")
        one, two = pair(chance)
        upto = None if chance.random() < 0.5 else Fraction(chance.randint(0, 120), chance.choice((1, 2, 3)))
        wrong = pair_refuted(one, two, upto)
        if wrong:
            refuted[number] = (one, two, upto, wrong)
    assert refuted == {}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Switch(HALF, 30, WHOLE, True), Switch(HALF, 30, WHOLE, False)),
        (Steps(((30, 5), (None, 9)), 0, False, frozenset({30})), Steps(((30, 5), (None, 9)), 0, False, frozenset())),
        (
            Bands(((30, Fraction(1, 2)), (None, Fraction(4, 5))), True, frozenset({30})),
            Bands(((30, Fraction(1, 2)), (None, Fraction(4, 5))), True, frozenset()),
        ),
    ],
)
def test_the_solver_tells_functions_apart_that_differ_at_one_amount(
    one: Switch | Steps | Bands, two: Switch | Steps | Bands
) -> None:
    """Else its silence about the others would say nothing."""
    term = two.term(smt.amount)
    assert one_refuted(Known(two.schedule(), term, two.steepest, None)) == []
    assert one_refuted(Known(one.schedule(), term, one.steepest, None)) != []
    assert smt.somewhere(smt.drawn(one.schedule()) != term)
    assert not smt.somewhere(smt.drawn(one.schedule()) != term, smt.amount != 30)


def test_the_solver_refutes_wrong_extremes_and_crossings() -> None:
    gain = Line(Fraction(1), Fraction(-10))
    known = Known(gain.schedule(), gain.term(smt.amount), gain.steepest, Fraction(30))
    found = highest(known.schedule, known.upto)
    assert found == Extreme(Fraction(20), Fraction(30), True)
    assert extreme_refuted(known, found, 1) == []
    wrong = [Extreme(Fraction(19), Fraction(29), True), evolve(found, attained=False), evolve(found, at=Fraction(3))]
    assert all(extreme_refuted(known, each, 1) for each in wrong)
    assert crossings(known.schedule, known.upto) == (Fraction(10),)
    assert crossings_refuted(known, (Fraction(10),)) == []
    assert all(crossings_refuted(known, tuple(map(Fraction, each))) for each in ((), (9,), (10, 20)))


@pytest.mark.parametrize("part", range(2))
def test_the_solver_refutes_no_effect_that_a_comparison_of_random_documents_proves(part: int) -> None:
    for number in range(part * 20, (part + 1) * 20):
        tally = held(*documents(random.Random(f"documents:{number}")), f"pair {number}")
        assert tally.disagreements == ()


def test_the_solver_notices_a_document_that_is_not_the_one_compared() -> None:
    """One share of one benefit is another: the schedule is not what the rules pay, and the effect is not none."""
    old = _only_ratio(policy(random.Random(1)), Fraction(1, 2))
    new = _only_ratio(old, Fraction(3, 5))
    found = context(old, old, 2025)
    (situation,) = situations(found)
    verdict = judge(situation.left[0], situation.right[0], situation.bill, found.same_place)
    assert verdict.effect is Effect.EQ
    one, two = paid(old, POOR, visit(0)), paid(new, POOR, visit(0))
    assert verdict_refuted(verdict, one, one, thorough=True) == []
    assert verdict_refuted(verdict, one, two, thorough=False) == [
        "right: the schedule is not what the rules pay",
        "EQ, and the solver UP or IN",
    ]


def _only_ratio(document: m.Policy, share: Fraction) -> m.Policy:
    first = document.benefits[0]
    ratio = next(each for each in first.rules if each.facet == "ratio")
    only = evolve(first, requires=(), pools=(), rules=(evolve(ratio, value=m.Ratio(share)),))
    return evolve(document, benefits=(only,), pools=())


def test_a_tally_in_words() -> None:
    tally = held(*documents(random.Random("documents:2")), "pair 2")
    assert told(tally).splitlines()[0].startswith("1 pairs of documents, ")
    assert told(evolve(tally, disagreements=("pair 2: so",))).splitlines()[1:3] == ["disagreements: 1", "  pair 2: so"]
