"""Documents with many clauses of one kind: figures by disease, steps of cost; right, and in reasonable time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unittest.mock import patch

import pytest
from small_documents import claim, ids, inpatient, settle

from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.findings import Hole
from tiaowen.compiler.rules.together import Together
from tiaowen.dsl.tree import Language

REST = "recipients: no deductible, cap 100,000 yuan"
ILLS = ("lung cancer", "leukaemia", "haemophilia", "end-stage renal disease")


def by_disease(*shares: int) -> str:
    """Return a document with a ratio for each of the first diseases, and none for anybody else."""
    clauses = [f"recipients with {ill}: ratio {share}%" for ill, share in zip(ILLS, shares, strict=False)]
    others = ", ".join(f"not {ill}" for ill in ILLS[: len(shares)])
    return inpatient(REST, *clauses, f"recipients, {others}: ratio 10%")


@pytest.mark.parametrize("shares", [(20, 30), (20, 30, 40), (20, 30, 40, 50)])
def test_diseases_with_ratios_of_their_own_contradict_each_other_nowhere(shares: tuple[int, ...]) -> None:
    assert set(ids(by_disease(*shares))) == {"TW146"}, "only that a visit for two of them has two figures"


def test_a_visit_for_several_diseases_of_different_ratios_is_undetermined() -> None:
    held = [(), ILLS[:1], ILLS[2:3], ILLS[:2], ILLS[:3], ILLS[1:4], ILLS]
    text = by_disease(20, 30, 40, 50)
    paid = [each["inpatient-assistance"] for each in settle(text, *(claim("orphans", diseases=list(h)) for h in held))]
    assert paid == ["100.00", "200.00", "400.00", *["undetermined"] * 4]


def test_a_visit_for_two_diseases_of_the_same_ratio_has_it() -> None:
    text = by_disease(20, 30, 20)
    two, three = settle(text, *(claim("orphans", diseases=list(held)) for held in (ILLS[:3:2], ILLS[:3])))
    assert (two["inpatient-assistance"], three["inpatient-assistance"]) == ("200.00", "undetermined")


def steps(count: int) -> str:
    """Return a document with a ratio for each thousand yuan of cost."""
    return inpatient(
        REST,
        *(
            f"recipients, where in-scope expenses over {n * 1000} yuan, "
            f"in-scope expenses at most {n * 1000 + 1000} yuan: ratio {n % 97 + 1}%"
            for n in range(count)
        ),
    )


def by_mark(count: int) -> str:
    """Return a document with the same ratio for each of many marks."""
    marks = "".join(f"mark{n} = 标记{n}\n" for n in range(count))
    return inpatient(REST, *(f"class 1 with mark{n}: ratio 50%" for n in range(count)), before=f"[marks]\n{marks}")


def by_two_marks(count: int) -> str:
    """Return a document with clauses of two marks each: what they leave has 2 ** count parts."""
    marks = "".join(f"one{n} = 甲{n}\ntwo{n} = 乙{n}\n" for n in range(count))
    clauses = (f"class 1 with one{n}, two{n}: ratio 50%" for n in range(count))
    return inpatient(REST, *clauses, before=f"[marks]\n{marks}")


def by_category(count: int) -> str:
    """Return a document with a ratio for each of many categories."""
    names = "".join(f"group{n} = 人群{n}\n" for n in range(count))
    clauses = (f"group{n}: ratio {n % 97 + 1}%" for n in range(count))
    return inpatient(REST, *clauses, before=f"[categories]\n{names}")


@pytest.mark.parametrize("document", [steps, by_mark, by_two_marks, by_category])
def test_twice_the_clauses_are_twice_the_work(document: Callable[[int], str]) -> None:
    once, twice = (work(document(count)) for count in (60, 120))
    assert twice < 2.5 * once


def work(text: str) -> int:
    """Return how often tests were held against what other tests come to."""
    asked = 0
    more = Together._more

    def counted(self: Together, tests: Iterator[object]) -> Together | None:
        nonlocal asked
        asked += 1
        return more(self, tests)  # type: ignore[arg-type]

    with patch.object(Together, "_more", counted):
        compile_text(text, "town.policy")
    return asked


def test_what_no_step_covers_is_one_hole() -> None:
    (hole,) = (f for f in compile_text(steps(30), "town.policy").findings if isinstance(f, Hole))
    assert hole.message(Language.EN).endswith("30,000 yuan.")
