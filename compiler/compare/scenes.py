"""The rows of situations: who is paid differently, proved for every amount and confirmed at every critical one.

Left to others: which situations there are (``situations``), the sign of a difference (``effects``), printing.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from attrs import evolve

from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.confirm import bill_for, visit_of
from tiaowen.compiler.compare.context import Context, fingerprint
from tiaowen.compiler.compare.counters import Counters
from tiaowen.compiler.compare.effects import Verdict, judge
from tiaowen.compiler.compare.missing import Unknowns, hangs_on
from tiaowen.compiler.compare.model import (
    Change,
    Corner,
    Curves,
    Effect,
    Point,
    Proof,
    Scene,
    Structure,
    View,
    Witness,
)
from tiaowen.compiler.compare.outcomes import outcome_view
from tiaowen.compiler.compare.payments import Outcome
from tiaowen.compiler.compare.people import Group
from tiaowen.compiler.compare.situations import Situation, situations
from tiaowen.compiler.compare.stages import Cites
from tiaowen.compiler.compare.witnesses import TABLE, round_bill, telling, witness
from tiaowen.compiler.compare.words import fill, join, money, say
from tiaowen.compiler.schedule import Schedule
from tiaowen.dsl.tree import Text

Pair = tuple[Outcome, Outcome]

HALF = Fraction(1, 2)


class SceneWriter:
    """Writes the scenes of one comparison; a pair of outcomes that recurs is judged once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._judged: dict[tuple[Pair, Range | None], Verdict] = {}
        self._counters = Counters(context)
        self._unknowns = Unknowns(context)
        self._views: dict[tuple[Outcome, Cites], View] = {}

    def scenes(self) -> tuple[Scene, ...]:
        """Return every situation with its rows."""
        written = [self._scene(situation) for situation in situations(self._context)]
        return tuple(scene for scene in written if scene.rows)

    def _scene(self, situation: Situation) -> Scene:
        pairs: dict[Pair, list[int]] = {}
        for position, pair in enumerate(zip(situation.left, situation.right, strict=True)):
            if position not in situation.unchanged and any(_speaks(each) for each in pair):
                pairs.setdefault(pair, []).append(position)
        rows = [self._row(situation, pair, positions) for pair, positions in pairs.items()]
        crossings = {int(at) for row in rows if row.proof is not None for at in row.proof.crossings}
        upto = situation.bill.high if situation.bill is not None else None
        amounts = tuple(sorted(at for at in {*TABLE, *crossings} if upto is None or at <= upto))
        rows = [
            evolve(row, table=self._table(situation, pair, positions[0], amounts))
            for row, (pair, positions) in zip(rows, pairs.items(), strict=True)
        ]
        heading = join([each.text for each in situation.where], " · ", " · ")
        heading = heading if situation.where else say("every visit", "所有就医")
        return Scene(heading, situation.regular, tuple(rows), amounts)

    def _row(self, situation: Situation, pair: Pair, positions: list[int]) -> Change:
        verdict = self._judge(situation, pair, positions[0])
        left, right = (self._view(each) for each in pair)
        who = self._context.people.ids(positions)
        witnesses = self._witnesses(situation, verdict, positions[0])
        missing = self._unknowns.of(pair, situation.bill) if verdict.effect is Effect.UNDET else ()
        benefits = (pair[0].benefits, pair[1].benefits)
        key = ("situation", *benefits[0], "|", *benefits[1])
        return Change(
            benefit=next(iter((*benefits[0], *benefits[1])), ""),
            facet=None,
            who=who,
            who_text=self._context.people.names(positions),
            where=situation.where,
            left=left,
            right=right,
            structure=Structure.SAME if verdict.effect is Effect.EQ else Structure.SITUATION,
            effect=verdict.effect,
            reason=_reason(verdict, pair, hangs_on(missing)),
            fingerprint=fingerprint(key, who, situation.where, left, right),
            proof=verdict.proof if verdict.before is None else None,
            witnesses=witnesses,
            benefits=benefits,
            missing=missing,
            curves=Curves(_corners(verdict.left), _corners(verdict.right), verdict.upto),
        )

    def _view(self, outcome: Outcome) -> View:
        known = (outcome, outcome.cites)
        if known not in self._views:
            self._views[known] = outcome_view(outcome, self._context.names)
        return self._views[known]

    def _judge(self, situation: Situation, pair: Pair, position: int) -> Verdict:
        key = (pair, situation.bill)
        if key not in self._judged:
            verdict = judge(*pair, situation.bill, self._context.same_place)
            if not self._confirmed(situation, pair, verdict, position):
                verdict = evolve(verdict, effect=Effect.UNDET, proof=None, stretches=(), before=None)
            if verdict.proof is not None:
                reach = self._counters.reach(*pair, verdict.effect)
                verdict = evolve(verdict, proof=evolve(verdict.proof, reach=reach))
            self._judged[key] = verdict
        return self._judged[key]

    def _confirmed(self, situation: Situation, pair: Pair, verdict: Verdict, position: int) -> bool:
        person = (self._group(position), situation.case)
        schedules = (verdict.left, verdict.right)
        return all(
            side.settler.confirms(outcome, schedule, situation.bill, person, verdict.critical)
            for side, outcome, schedule in zip(self._context.sides, pair, schedules, strict=True)
        )

    def _group(self, position: int) -> Group:
        return self._context.people.groups[position]

    def _table(self, situation: Situation, pair: Pair, position: int, amounts: tuple[int, ...]) -> tuple[Point, ...]:
        points = []
        for self_pay in amounts:
            paid = [
                side.settler.paid(outcome, situation.bill, self._group(position), situation.case, self_pay)
                if outcome.known
                else None
                for side, outcome in zip(self._context.sides, pair, strict=True)
            ]
            points.append(Point(self_pay, paid[0], paid[1]))
        return tuple(points)

    def _witnesses(self, situation: Situation, verdict: Verdict, position: int) -> tuple[Witness, ...]:
        found = []
        for self_pay in telling(verdict):
            for bill in (round_bill(self_pay, situation.bill), bill_for(self_pay, situation.bill)):
                visit = visit_of(self._group(position), situation.case, self._context.scope, self_pay, bill)
                left, right = (side.settler.total(visit) for side in self._context.sides)
                gain = verdict.right(self_pay) - verdict.left(self_pay) if verdict.left and verdict.right else 0
                if left is not None and right is not None and (right > left) == (gain > 0) and left != right:
                    in_force = self._context.settles and visit.date == self._context.scope.day
                    dated = in_force or [side.settler.as_dated(visit) for side in self._context.sides] == [left, right]
                    found.append(witness(visit, left, right, dated))
                    break
        return tuple(found)


def _corners(schedule: Schedule | None) -> tuple[Corner, ...] | None:
    """Return a schedule corner by corner."""
    if schedule is None:
        return None
    return tuple(
        Corner(at, paid, schedule.after(index), piece.slope)
        for index, (at, paid, piece) in enumerate(zip(schedule.points, schedule.values, schedule.pieces, strict=True))
    )


def _speaks(outcome: Outcome) -> bool:
    return outcome.kind in ("pays", "elsewhere", "open")


def _reason(verdict: Verdict, pair: Pair, hanging: Text | None) -> Text:
    proof = verdict.proof
    if proof is None:
        if verdict.effect is Effect.EQ:
            return say("both leave it to the same", "双方作相同的保留")
        if verdict.left is not None and verdict.right is not None:
            return say("settling gives other amounts than the rules read here", "结算结果与规则推算不符")
        sides = [_unknown("A", "甲", pair[0]), _unknown("B", "乙", pair[1])]
        return join([*sides, *([hanging] if hanging is not None else [])], "; ", "；")
    if verdict.before is not None:
        unit = money(verdict.coarse)
        return fill(
            "not exact, for payments are rounded by units of {unit}; before rounding: {reason}",
            "支付额按{unit}取整，无法精确判定；取整前：{reason}",
            unit=unit,
            reason=_proved(verdict.before, proof, verdict),
        )
    return _proved(verdict.effect, proof, verdict)


def _proved(effect: Effect, proof: Proof, verdict: Verdict) -> Text:
    match effect:
        case Effect.EQ:
            return say("the same for every amount", "任何金额均相同")
        case Effect.MIX:
            return _mixed(proof, verdict)
        case Effect.UP | Effect.IN:
            return _one_way(proof.gain_from, proof.max_gain, "more", "多")
        case _:
            return _one_way(proof.loss_from, proof.max_loss, "less", "少")


def _unknown(en: str, zh: str, outcome: Outcome) -> Text:
    match outcome.kind:
        case "elsewhere":
            return say(f"{en}: decided by another document", f"{zh}：由其他文件确定")
        case "open":
            return say(f"{en}: left open", f"{zh}：文件未确定")
        case "pays":
            return say(f"{en}: pays", f"{zh}：有救助")
        case _:
            return say(f"{en}: nothing", f"{zh}：无救助")


def _mixed(proof: Proof, verdict: Verdict) -> Text:
    first = next((stretch.sign for stretch in verdict.stretches if stretch.sign), 0)
    at = join([money(floor(at / 100 + HALF) * 100) for at in proof.crossings], ", ", "、")
    if len(proof.crossings) == 1:
        lower, upper = ("B", "A") if first > 0 else ("A", "B")
        zh = {"A": "甲", "B": "乙"}
        return fill(
            f"{lower} pays more up to {{at}}, {upper} above",
            f"{{at}}以下{zh[lower]}高，以上{zh[upper]}高",
            at=at,
        )
    return fill("which pays more turns at {at}", "高低在{at}处转换", at=at)


def _one_way(start: Fraction | None, most: Fraction | None, en: str, zh: str) -> Text:
    if most is None:
        text = say(f"B pays {en}, without a limit", f"乙{zh}，无上限")
    else:
        text = fill(f"B pays up to {{most}} {en}", f"乙最多{zh}{{most}}", most=money(most))
    if start:
        text = fill("{text}, from {start} on", "自{start}起{text}", text=text, start=money(start))
    return text
