"""Derivations shown: as text in one language, or as plain data for JSON, where every amount is a text in yuan.

All wording of derivations stands here, English beside Chinese. Nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import AttrsInstance, fields

from tiaowen.compiler.claims.money import yuan
from tiaowen.compiler.rules.model import Policy, Test
from tiaowen.compiler.settle import steps as s
from tiaowen.compiler.settle.amounts import grouped
from tiaowen.compiler.settle.cases import Unknown
from tiaowen.compiler.settle.causes import Cause, Cites
from tiaowen.compiler.settle.doubted import Doubted
from tiaowen.compiler.settle.engine import Explained
from tiaowen.compiler.settle.reasons import Reasons
from tiaowen.compiler.settle.words import Words, percent
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Language

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

# Each entry: English, Chinese.
_TEXTS = {
    "in force": ("in force on {day}", "{day}在施行期内"),
    "not in force": ("not in force on {day}", "{day}不在施行期内"),
    "in force expense": (
        "in force on {day}, for an expense of {expense}",
        "{day}在施行期内，费用发生于{expense}",
    ),
    "not in force expense": (
        "in force on {day}, but not for an expense of {expense}",
        "{day}在施行期内，但不适用于{expense}发生的费用",
    ),
    "as of": ("who the person is, as of {event}: {day}", "{event}（{day}）的身份"),
    "identity": ("looked at as {stated}", "按{stated}计算"),
    "identity as": ("{stated} is {atom} here", "{stated}在本文件中即{atom}"),
    "no identity": ("no recipient category: {held}", "不是救助对象：{held}"),
    "no identity at all": ("the claim states no category", "未载明人员类别"),
    "assumed": ("{what} is not stated; every possibility comes to the same", "未载明{what}，各种可能结果相同"),
    "excluded": ("the document gives this case nothing", "规定不予救助"),
    "elsewhere": ("governed by “{document}”", "按“{document}”执行"),
    "covers": ("what the benefit is for", "适用范围"),
    "requires": ("requires {tests}", "条件：{tests}"),
    "excludes": ("excluded: {tests}", "属于不予救助的情形：{tests}"),
    "not excludes": ("not a case that is excluded ({tests})", "不属于不予救助的情形（{tests}）"),
    "replaced": ("{by} takes its place", "由{by}替代"),
    "costs": ("{fact} {stated} − {payers} {paid} = {base}", "{fact}{stated} − {payers} {paid} = {base}"),
    "costs earlier": (
        "{fact} {stated} − {payers} {paid} − earlier benefits = {base}",
        "{fact}{stated} − {payers} {paid} − 此前救助 = {base}",
    ),
    "earlier": ("before it, {benefit} pays {amount}", "此前{benefit}支付{amount}"),
    "not known": ("an amount not known", "未知数额"),
    "figure": ("{statistic} {year}: {amount}", "{year}年{statistic}：{amount}"),
    "deductible": (
        "deductible {amount}{used_up}: {used} now, {rest} is left",
        "起付线{amount}{used_up}：本次{used}，余{rest}",
    ),
    "no deductible": ("no deductible", "不设起付线"),
    "used up": (", {before} of it used up before", "（此前已计{before}）"),
    "ratio": ("{rest} × {share} = {exact}", "{rest} × {share} = {exact}"),
    "brackets": ("{rest} by brackets = {exact}", "{rest}分段计算 = {exact}"),
    "rounded half-up": ("rounded half up: {amount}", "四舍五入：{amount}"),
    "rounded down": ("rounded down: {amount}", "舍去尾数：{amount}"),
    "lump sum": ("lump sum for {rest}: {amount}", "{rest}定额救助：{amount}"),
    "burden": (
        "out-of-pocket ceiling {amount}{used_up}: {asked} becomes {paid}",
        "个人负担上限{amount}{used_up}：{asked}提高到{paid}",
    ),
    "burden kept": ("out-of-pocket ceiling {amount}{used_up}: not reached", "个人负担上限{amount}{used_up}：未达到"),
    "fund pays": ("{fund} pays {amount}", "{fund}列支{amount}"),
    "cap": ("{facet} {amount}{used_up}: {paid} of {asked}", "{facet}{amount}{used_up}：{asked}中支付{paid}"),
    "no cap": ("no {facet}", "不设{facet}"),
    "full": ("full subsidy: the contribution of {premium}", "全额资助：个人缴费{premium}"),
    "subsidy": ("subsidy {amount}, contribution {premium}", "资助{amount}，个人缴费{premium}"),
    "count": ("counter {pool}: {before} → {after}", "累计 {pool}：{before} → {after}"),
    "not counted": ("undetermined and not counted: {claims}", "尚未确定、未计入：{claims}"),
    "granted": ("the document grants it", "规定享受"),
    "open": ("undetermined: {why}", "不能确定：{why}"),
    "choice outcome": ("most favourable outcome: {list}", "就高：{list}"),
    "choice class": ("most favourable class for all benefits: {list}", "就高确定唯一类别：{list}"),
    "choice none": ("all identities come to the same: {list}", "各身份结果相同：{list}"),
    "fund": ("{fund} bears {amount}", "{fund}：{amount}"),
    "people": ("the person is not among them", "不属于所列人员"),
    "level": ("it is for {wanted}", "适用于{wanted}"),
    "care": ("it is for {wanted}", "适用于{wanted}"),
    "plan": ("it is for {wanted}", "适用于{wanted}"),
    "condition": ("not met: {tests}", "不符合：{tests}"),
    "hospital": ("level {level}", "{level}级医疗机构"),
}
_MARK = {True: "✓", False: "✗", None: "?"}
_OTHERS = ("Clauses that do not apply", "未适用的条款")
_STATUS = {
    "paid": ("paid", "支付"),
    "granted": ("granted", "享受"),
    "zero": ("zero", "为零"),
    "excluded": ("excluded", "不予救助"),
    "elsewhere": ("elsewhere", "按其他文件执行"),
    "undetermined": ("undetermined", "不能确定"),
}


class Explainer:
    """Shows the derivations of one policy in one language."""

    def __init__(self, policy: Policy, language: Language) -> None:
        self._words = Words(policy, language)
        self._language = language
        self._reasons = Reasons(policy, self._words)
        self._doubted = Doubted(policy, self._words)
        self._clauses = {clause.index: clause for clause in policy.clauses}
        self._counted = {pool.id: pool.facet for pool in policy.pools}

    # ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, explained: Iterable[Explained]) -> str:
        """Return derivations as text, one record under the other."""
        return "\n\n".join("\n".join(self._record(item)) for item in explained) + "\n"

    def _record(self, item: Explained) -> Iterable[str]:
        words, result = self._words, item.result
        status = words.pick(_STATUS["granted" if item.granted else result.status.value])
        amount = f" {grouped(result.amount_fen)}" if result.amount_fen is not None and not item.granted else ""
        yield f"{result.claim} · {words.name(result.benefit)}: {status}{amount}"
        yield f"  {result.reason}"
        for number, step in enumerate(item.trace.steps, 1):
            yield f"  {number}. {self.step(step)}{self._cited(step.cites)}"
        if item.trace.others:
            yield f"  {words.pick(_OTHERS)}"
            for other in item.trace.others:
                yield f"  – {self.clause(other.clause)} — {self.why_not(other)}{self._cited(other.cites)}"
        yield from self._doubted.lines(item.trace.readings)

    def _cited(self, cites: Cites) -> str:
        # A derivation is read by a person: its articles are numbered in the language it is told in.
        articles = dict.fromkeys(citation_text(cite, self._language) for cite in cites)
        return f"  [{self._words.pick((', ', '、')).join(articles)}]" if articles else ""

    def _say(self, key: str, **values: str) -> str:
        return self._words.pick(_TEXTS[key]).format(**values)

    def clause(self, index: int) -> str:
        """Return the text of a clause."""
        clause = self._clauses.get(index)
        return "" if clause is None else self._words.pick((clause.en, clause.zh))

    def why_not(self, other: s.OtherClause) -> str:
        """Return why a clause did not apply."""
        if other.why == "level":
            wanted = [self._say("hospital", level=str(level)) for level in other.wanted]
            text = self._words.pick((", ", "、")).join(wanted)
        else:
            text = self._words.names(map(str, other.wanted))
        return self._say(other.why, wanted=text, tests=self._words.tests(other.tests))

    def step(self, step: s.Step) -> str:  # noqa: PLR0911, PLR0912 -- one line for each kind of step
        """Return one step in words, without its citations."""
        words, say, money = self._words, self._say, grouped
        match step:
            case s.InForce():
                return self._in_force(step)
            case s.AsOf(event, day):
                return say("as of", event=words.name(event), day=day.isoformat())
            case s.Identity(stated, atom):
                names = words.name(stated), words.name(atom or stated)
                return say("identity" if names[0] == names[1] else "identity as", stated=names[0], atom=names[1])
            case s.NoIdentity(held):
                return say("no identity", held=words.names(held)) if held else say("no identity at all")
            case s.Assumed(unknown):
                return say("assumed", what=words.unknown(unknown))
            case s.Coverage(effect, document):
                return say(effect, document=document or "")
            case s.Condition(kind, tests, met):
                stated = "not excludes" if kind == "excludes" and met else kind
                return f"{_MARK[met]} {say(stated, tests=words.tests(tests))}"
            case s.Replaced(by):
                return say("replaced", by=words.name(by))
            case s.Costs():
                return self._costs(step)
            case s.Earlier(benefit, amount):
                paid = say("not known") if amount is None else money(amount)
                return say("earlier", benefit=words.name(benefit), amount=paid)
            case s.Figure(parameter, year, amount):
                name = words.statistic(parameter)
                return say("figure", statistic=name, year=str(year), amount=money(amount))
            case s.Deductible() | s.Cap():
                return self._limit(step)
            case s.Ratio(share, exact, rest):
                key = "brackets" if share is None else "ratio"
                rate = percent(share) if share is not None else ""
                return say(key, rest=money(rest), share=rate, exact=exact_yuan(exact.fen))
            case s.Rounded(amount, _, mode):
                return say("rounded down" if mode.startswith("down") else "rounded half-up", amount=money(amount))
            case s.LumpSum(amount, rest):
                return say("lump sum", rest=money(rest), amount=money(amount))
            case s.FundPays(fund, amount):
                return say("fund pays", fund=words.name(fund), amount=money(amount))
            case s.Burden(amount, before, asked, paid):
                used_up = say("used up", before=money(before)) if before else ""
                key = "burden" if paid > asked else "burden kept"
                return say(key, amount=money(amount), used_up=used_up, asked=money(asked), paid=money(paid))
            case s.Subsidy(full, amount, premium):
                return say("full" if full else "subsidy", amount=money(amount), premium=money(premium))
            case s.Count(pool, before, after):
                return say("count", pool=self._pool(pool), before=money(before), after=money(after))
            case s.Granted():
                return say("granted")
            case s.NotCounted(claims):
                return say("not counted", claims=", ".join(claims))
            case s.Open(cause):
                return say("open", why=self.why(cause))
            case s.Choice(rule, candidates):
                texts = [self._candidate(candidate) for candidate in candidates]
                return say(f"choice {rule}", list=words.pick(("; ", "；")).join(texts))
            case s.FundShare():
                return say("fund", fund=words.name(step.fund), amount=money(step.amount))

    def _in_force(self, step: s.InForce) -> str:
        key = "in force" if step.met else "not in force"
        if step.expense is None:
            return self._say(key, day=step.day.isoformat())
        return self._say(f"{key} expense", day=step.day.isoformat(), expense=step.expense.isoformat())

    def why(self, cause: Cause) -> str:
        """Return why a result is open."""
        return self._reasons.why(cause)

    def _costs(self, step: s.Costs) -> str:
        key = "costs" if step.base == max(0, step.fact - step.paid) else "costs earlier"
        return self._say(
            key,
            fact=self._words.column(step.column),
            stated=grouped(step.fact),
            payers=self._words.names(step.payers),
            paid=grouped(step.paid),
            base=grouped(step.base),
        )

    def _limit(self, step: s.Deductible | s.Cap) -> str:
        used_up = self._say("used up", before=grouped(step.before)) if step.before else ""
        if isinstance(step, s.Cap):
            facet = self._words.facet(step.facet)
            if step.amount is None:
                return self._say("no cap", facet=facet)
            amounts = {"asked": grouped(step.asked), "paid": grouped(step.paid)}
            return self._say("cap", facet=facet, amount=grouped(step.amount), used_up=used_up, **amounts)
        if not step.amount:
            return self._say("no deductible")
        amounts = {"used": grouped(step.used), "rest": grouped(step.rest)}
        return self._say("deductible", amount=grouped(step.amount), used_up=used_up, **amounts)

    def _pool(self, pool: str) -> str:
        if pool in self._counted:
            return self._words.facet(self._counted[pool])
        benefit, _, facet = pool.partition(":")
        return f"{self._words.name(benefit)} {self._words.facet(facet)}" if facet else pool

    def _candidate(self, candidate: s.Candidate) -> str:
        status = self._words.pick(_STATUS[candidate.status.value])
        chosen = " ←" if candidate.chosen else ""
        return f"{self._words.name(candidate.stated)} {status} {grouped(candidate.amount)}{chosen}"

    # ── Data ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def data(self, item: Explained) -> dict[str, Json]:
        """Return one derivation as plain data."""
        result = item.result
        return {
            "claim": result.claim,
            "person": result.person,
            "date": result.date.isoformat(),
            "benefit": result.benefit,
            "status": result.status.value,
            "amount": result.amount or None,
            "category": result.category,
            "articles": list(result.articles),
            "reason": result.reason,
            "steps": [self._step_data(step) for step in item.trace.steps],
            "other_clauses": [self._other_data(other) for other in item.trace.others],
            "doubts": self._doubted.data(item.trace.readings),
        }

    def _step_data(self, step: s.Step) -> Json:
        data: dict[str, Json] = {"step": _kebab(type(step).__name__), "text": self.step(step)}
        data["articles"] = list(self._words.articles(step.cites))
        return {**data, **self._fields(step, leave=("cites", "cause"))}

    def _other_data(self, other: s.OtherClause) -> Json:
        return {
            "clause": self.clause(other.clause),
            "articles": list(self._words.articles(other.cites)),
            "why": other.why,
            "text": self.why_not(other),
        }

    def _fields(self, thing: AttrsInstance, leave: tuple[str, ...] = ()) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for item in fields(type(thing)):
            if item.name not in leave:
                value: object = getattr(thing, item.name)
                found[item.name] = _in_yuan(value) if item.name in s.MONEY else self._json(value)
        return found

    def _json(self, value: object) -> Json:
        match value:
            case Enum():
                return str(value.value)
            case None | bool() | int() | str():
                return value
            case date():
                return value.isoformat()
            case Fraction():
                return str(value)
            case s.Exact(fen):
                return exact_yuan(fen).replace(",", "")
            case Test():
                return self._words.test(value)
            case Citation():
                return self._words.articles((value,))[0]
            case s.Candidate() | Unknown():
                return self._fields(value)
            case tuple() | frozenset():
                return [self._json(item) for item in value]
        return str(value)


def _in_yuan(value: object) -> Json:
    """Return fen as a text in yuan."""
    return yuan(value) if isinstance(value, int) else None


def exact_yuan(fen: Fraction) -> str:
    """Return an exact amount in yuan: decimals as many as it has, else cut after six with an ellipsis."""
    value = fen / 100
    scaled = value * 10**6
    whole, part = divmod(scaled.numerator // scaled.denominator, 10**6)
    digits = f"{part:06d}".rstrip("0").ljust(2, "0")
    return f"{whole:,}.{digits}{'' if scaled.denominator == 1 else '…'}"


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
