"""The small policies with people who are recipients in some cases only, and with a benefit that is not money."""

from __future__ import annotations

from attrs import evolve
from build_documents import kaizhou
from build_policy import article, box, compare, rule, section

from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Operator, Span, Text

SEVERE = compare("disability_grade", Operator.AT_MOST, 2)


def severe_kaizhou() -> m.Policy:
    """Return Kaizhou where of the disabled only the severely disabled are recipients, and its rules say so too."""
    policy = kaizhou()
    others = box([name for name in policy.atoms if name != "disabled"])
    severe = box(["disabled"], tests=[SEVERE])
    classes = (
        m.Class("recipients", (), (others, severe), None, True, section(1), Span(0, 0)),
        m.Class("severe", (), (severe,), None, True, section(1, 2), Span(0, 0)),
    )

    def cut(found: m.Rule) -> m.Rule:
        boxes: list[m.Box] = []
        for each in found.boxes:
            people = each.categories or frozenset()
            boxes += [evolve(each, categories=people - {"disabled"})] if people - {"disabled"} else []
            if "disabled" in people:
                boxes.append(evolve(each, categories=frozenset({"disabled"}), tests=(*each.tests, SEVERE)))
        return evolve(found, boxes=tuple(boxes))

    benefits = tuple(evolve(each, rules=tuple(map(cut, each.rules))) for each in policy.benefits)
    stated = m.Identity("severely-disabled", ("disabled",), (SEVERE,), 5)
    identities = {**policy.identities, stated.category: stated}
    return evolve(policy, classes=classes, benefits=benefits, identities=identities)


def with_waiver(policy: m.Policy) -> m.Policy:
    """Return Baoshan with a deposit waiver for class 1 and 2 that needs a referral from primary care.

    Of class 4 it forgets some, and rural low-income people it sends elsewhere.
    """
    named = [name for item in policy.classes[:2] for name in item.members]
    others = [name for item in policy.classes[2:] for name in item.members]
    waiver = evolve(
        policy.benefits[0],
        id="waiver",
        kind="grant",
        base=None,
        pools=(),
        several=None,
        several_cites=(),
        excludes=(),
        requires=(m.Requirement(m.Test(m.HasMark("first-referral")), article(26)),),
        rules=(
            rule("coverage", m.Allowed(), named, article(26)),
            rule("coverage", m.Excluded(), [name for name in others if name != "other-poor"], article(26, 1)),
            rule("coverage", m.Elsewhere(Text(zh="衔接规定")), ["rural-low"], article(13)),
        ),
    )
    return evolve(policy, benefits=(*policy.benefits, waiver))
