"""Defects as benefits that are added to a document: they can stand in all that have recipients.

Each is written once with the defect and once as it should be, on kinds of care that no benefit of the document covers.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from defects.clean import Clean
from defects.defect import Defect, Injector
from tiaowen.dsl.tree import Language, Means

BENEFITS = (
    "major-disease-assistance",
    "assistance-on-application",
    "temporary-assistance",
    "chronic-disease-assistance",
)
CARE = ("inpatient", "home-sickbed", "day-care-treatment", "retail-pharmacy", "day-surgery")
LISTS = ("major diseases", "special diseases")

HEAD = """for {A}:
  covers {care}
  counts in-scope expenses after basic medical insurance
  several identities: most favourable outcome
"""
SECOND = HEAD.replace("{A}", "{B}")
ORDINARY = HEAD + "  recipients: ratio 70%, cap 30,000 yuan per year\n"
INSTEAD = "  instead of {A}\n"


@frozen
class Graft:
    """Lines with a defect, and the same without it."""

    id: str
    name: str
    bad: str
    good: str
    implies: tuple[tuple[str, str], ...] = ()
    by_article: bool = False
    """The finding is told of a condition: its place is the article."""
    once: bool = False
    """The finding is one for the document: it cannot be told apart where the document has it as it is."""

    def injector(self) -> Injector:
        """Return what puts it into documents."""
        return Injector(self.id, self.name, self._make, dict(self.implies))

    def _make(self, clean: Clean) -> Iterator[Defect]:
        fill = words(clean)
        if fill is None or (self.once and clean.has(self.id)):
            return
        try:
            bad, good = (clean.in_language(text.format_map(fill)) for text in (self.bad, self.good))
        except KeyError:  # the document has no two classes
            return
        text, rows = clean.appended(bad)
        mended, _ = clean.appended(good)
        yield Defect(text, rows | clean.last_article() if self.by_article else rows, mended)


def words(clean: Clean) -> dict[str, str] | None:
    """Return the names that grafts take from a document: benefits and care that it does not speak of, and people."""
    policy, vocabulary = clean.policy, clean.compiled.resolver.vocabulary
    known = {benefit.id for benefit in policy.benefits}
    free = [id for id in BENEFITS if id not in known]
    taken = {care for benefit in policy.benefits for care in (benefit.care or ())}
    cares = [id for id in CARE if id not in taken]
    recipients = next((each for each in policy.classes if each.id == "recipients"), None)
    if len(free) < 2 or not cares or recipients is None or not any(isinstance(p.line, Means) for p in clean.lines):
        return None
    plain = [a for box in recipients.boxes if not box.tests for a in sorted(box.categories or ())]
    said = {"A": free[0], "B": free[1], "care": cares[0]}
    if len(cares) > 1:
        said["more"] = cares[1]
    people = dict.fromkeys(plain)
    if len(people) > 1:
        said |= dict(zip(("one", "two"), people, strict=False))
    classes = {each.id: each for each in policy.classes}
    ranked = [id for id in recipients.members if id in classes]
    if len(ranked) > 1:
        said |= {"first": ranked[0], "second": ranked[1]}
    found = {key: concept.get(Language.EN) for key, id in said.items() if (concept := vocabulary.find(id)) is not None}
    return {key: name for key, name in found.items() if name}


def two(bad: str, good: str, first: str = ORDINARY) -> tuple[str, str]:
    """Return an ordinary benefit with another one, defective and not."""
    return first + bad, first + good


def one(bad: str, good: str) -> tuple[str, str]:
    """Return one benefit, defective and not."""
    return HEAD + bad, HEAD + good


CAP = "  recipients: cap 30,000 yuan per year\n"
OPEN = "  recipients: no cap\n  ratio applies by slice\n"
LARGE = SECOND + INSTEAD + "  requires in-scope expenses over 30,000 yuan per visit\n"
OVER_60 = (
    SECOND + INSTEAD + "  requires age {operator} 60 years old\n  recipients: ratio 80%, cap 30,000 yuan per year\n"
)
YOUNG = HEAD + "  requires age below 60 years old\n  recipients: ratio 70%, cap 30,000 yuan per year\n"
BOTH = """for {A}:
  covers {care}
for {B}:
  covers {more}
for {A}, {B}:
  counts in-scope expenses after basic medical insurance
  recipients: ratio 70%, cap 30,000 yuan per year
  cap accumulates per year for each benefit
  recipients: total cap {total} yuan per year
  total cap accumulates per year across benefits
"""
UNDER = "a cap of one benefit that is above its total is met by no claim"

GRAFTS: tuple[Graft, ...] = (
    Graft("TW101", "one class without a ratio", *one("  {one}: ratio 70%\n" + CAP, "  recipients: ratio 70%\n" + CAP)),
    Graft(
        "TW102",
        "no cap",
        *one("  recipients: no deductible, ratio 70%\n", "  recipients: no deductible, ratio 70%\n" + CAP),
    ),
    Graft(
        "TW104",
        "two ratios for one class",
        *one("  recipients: ratio 70%\n  {one}: ratio 80%\n" + CAP, "  others: ratio 70%\n  {one}: ratio 80%\n" + CAP),
    ),
    Graft(
        "TW105",
        "one ratio said twice",
        *one("  recipients: ratio 70%\n  {one}: ratio 70%\n" + CAP, "  recipients: ratio 70%\n" + CAP),
    ),
    Graft(
        "TW106",
        "a ratio for people who are not covered",
        *one(
            "  {one}: ratio 80%\n  others: ratio 60%\n  {one}: not covered\n" + CAP,
            "  {one}: ratio 80%\n  others: ratio 60%\n" + CAP,
        ),
    ),
    Graft(
        "TW109",
        "no rule for several identities",
        HEAD.replace("  several identities: most favourable outcome\n", "")
        + "  {one}: ratio 80%\n  others: ratio 60%\n"
        + CAP,
        HEAD + "  {one}: ratio 80%\n  others: ratio 60%\n" + CAP,
        once=True,
    ),
    Graft(
        "TW111",
        "a gap between brackets",
        *one(
            "  recipients: ratio 50% up to 10,000 yuan, 60% over 20,000 yuan\n" + OPEN,
            "  recipients: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan\n" + OPEN,
        ),
    ),
    Graft(
        "TW112",
        "brackets that overlap",
        *one(
            "  recipients: ratio 50% up to 20,000 yuan, 60% over 10,000 yuan\n" + OPEN,
            "  recipients: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan\n" + OPEN,
        ),
    ),
    Graft(
        "TW114",
        "an empty bracket",
        *one(
            "  recipients: ratio 50% up to 10,000 yuan, 60% over 30,000 yuan up to 10,000 yuan, 70% over 30,000 yuan\n"
            + OPEN,
            "  recipients: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan up to 30,000 yuan, 70% over 30,000 yuan\n"
            + OPEN,
        ),
    ),
    Graft(
        "TW113",
        "an age between two benefits",
        YOUNG + OVER_60.replace("{operator}", "over"),
        YOUNG + OVER_60.replace("{operator}", "at least"),
        by_article=True,
    ),
    Graft(
        "TW201",
        "a lower ratio above a threshold",
        *two(
            LARGE + "  recipients: ratio 60%, cap 60,000 yuan per year\n",
            LARGE + "  recipients: ratio 70%, cap 60,000 yuan per year\n",
            HEAD + "  recipients: ratio 70%, no cap\n",
        ),
        implies=(("TW203", "a benefit that takes over with less is also a special benefit that pays less"),),
    ),
    Graft(
        "TW202",
        "a higher cap above a threshold",
        HEAD + "  recipients: ratio 70%, cap 6,000 yuan per year\n" + LARGE + "  recipients: ratio 70%, no cap\n",
        HEAD + "  recipients: ratio 70%, no cap\n" + LARGE + "  recipients: ratio 70%, no cap\n",
    ),
    Graft(
        "TW203",
        "a special benefit below the ordinary one",
        *two(
            SECOND.replace("{care}", "{care}, lung cancer")
            + INSTEAD
            + "  recipients: ratio 60%, cap 100,000 yuan per year\n",
            SECOND.replace("{care}", "{care}, lung cancer")
            + INSTEAD
            + "  recipients: ratio 80%, cap 100,000 yuan per year\n",
        ),
    ),
    Graft(
        "TW204",
        "two benefits that together return more than is added",
        *two(
            SECOND + "  recipients: deductible 10,000 yuan per visit, ratio 50%, cap 4,000 yuan per year\n",
            SECOND + "  recipients: deductible 10,000 yuan per visit, ratio 20%, cap 4,000 yuan per year\n",
        ),
    ),
    Graft(
        "TW205",
        "a share of the costs before insurance",
        ORDINARY.replace(" after basic medical insurance", ""),
        ORDINARY,
    ),
    Graft(
        "TW206",
        "a cap above all bills",
        *one(
            "  recipients: ratio 70%, cap 900,000 yuan per year\n",
            "  recipients: ratio 70%, cap 90,000 yuan per year\n",
        ),
    ),
    Graft(
        "TW207",
        "a deductible as large as what is covered",
        *one(
            "  requires in-scope expenses at most 30,000 yuan per visit\n"
            "  recipients: deductible 30,000 yuan per visit, ratio 70%, cap 20,000 yuan per year\n",
            "  requires in-scope expenses at least 30,000 yuan per visit\n"
            "  recipients: deductible 30,000 yuan per visit, ratio 70%, cap 20,000 yuan per year\n",
        ),
    ),
    Graft(
        "TW208",
        "a cap above the total",
        *one(
            "  recipients: ratio 70%, cap 30,000 yuan per year, total cap 20,000 yuan per year\n",
            "  recipients: ratio 70%, cap 30,000 yuan per year, total cap 40,000 yuan per year\n",
        ),
    ),
    Graft(
        "TW209",
        "a ratio that falls with the costs",
        *one(
            "  recipients: ratio 70% up to 10,000 yuan, 60% over 10,000 yuan\n" + OPEN,
            "  recipients: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan\n" + OPEN,
        ),
    ),
    Graft(
        "TW210", "a ratio above the whole", *one("  recipients: ratio 700%\n" + CAP, "  recipients: ratio 70%\n" + CAP)
    ),
    Graft(
        "TW211",
        "a class paid less than the next",
        HEAD.replace("outcome", "class")
        + "  {first}: ratio 70%, cap 10,000 yuan per year\n"
        + "  {second}: ratio 60%, cap 30,000 yuan per year\n  others: not covered\n",
        HEAD.replace("outcome", "class")
        + "  {first}: ratio 70%, cap 30,000 yuan per year\n"
        + "  {second}: ratio 60%, cap 10,000 yuan per year\n  others: not covered\n",
        once=True,
    ),
    Graft(
        "TW212",
        "a higher ratio at higher levels",
        *one(
            "  recipients at level 1, level 2: ratio 70%\n  recipients at level 3: ratio 80%\n" + CAP,
            "  recipients at level 1, level 2: ratio 80%\n  recipients at level 3: ratio 70%\n" + CAP,
        ),
    ),
    Graft(
        "TW213",
        "two benefits in no order",
        *two(
            SECOND + "  recipients: ratio 20%, cap 20,000 yuan per year\n",
            SECOND.replace("insurance\n", "insurance, {A}\n") + "  recipients: ratio 20%, cap 20,000 yuan per year\n",
        ),
    ),
    Graft(
        "TW214",
        "caps that count apart under one total",
        BOTH.replace("{total}", "30,000"),
        BOTH.replace("{total}", "50,000"),
    ),
    Graft(
        "TW215",
        "a deductible without its period",
        *one(
            "  recipients: deductible 1,000 yuan, ratio 70%\n" + CAP,
            "  recipients: deductible 1,000 yuan per visit, ratio 70%\n" + CAP,
        ),
    ),
    Graft(
        "TW216",
        "a cap in the wrong unit",
        *one("  recipients: ratio 70%, cap 3 yuan per year\n", "  recipients: ratio 70%, cap 30,000 yuan per year\n"),
    ),
    Graft(
        "TW220",
        "two ratios and two caps for whoever is both",
        *one(
            "  {one}: ratio 80%, cap 6,000 yuan per year\n  others: ratio 60%, cap 100,000 yuan per year\n",
            "  {one}: ratio 80%, cap 100,000 yuan per year\n  others: ratio 60%, cap 100,000 yuan per year\n",
        ),
    ),
    Graft(
        "TW301",
        "a cap that is left to the county",
        *one(
            "  recipients: ratio 70%, cap set by county government\n",
            "  recipients: ratio 70%, cap 30,000 yuan per year\n",
        ),
    ),
    Graft(
        "TW304",
        "another document that nobody can find",
        *one(
            '  {one}: governed by "the former policy, not named"\n  others: ratio 70%\n' + CAP,
            '  {one}: governed by "云府发〔2010〕263号"\n  others: ratio 70%\n' + CAP,
        ),
    ),
    Graft(
        "TW305",
        "two benefits that take the place of each other",
        HEAD
        + "  instead of {B}\n  recipients: ratio 70%\n"
        + CAP
        + SECOND
        + INSTEAD
        + "  recipients: ratio 80%\n"
        + CAP,
        HEAD + "  recipients: ratio 70%\n" + CAP + SECOND + INSTEAD + "  recipients: ratio 80%\n" + CAP,
    ),
)
