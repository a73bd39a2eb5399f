"""What an outcome says in a row: the view of a document on a whole situation."""

from __future__ import annotations

from fractions import Fraction

from tiaowen.compiler.compare.model import Standing, View
from tiaowen.compiler.compare.payments import Outcome
from tiaowen.compiler.compare.phrases import ABSENT, REFUSALS, lump_text, lump_value
from tiaowen.compiler.compare.stages import FEN, LeavesOpen, Pays, Sends
from tiaowen.compiler.compare.words import Names, fill, join, money, same, say
from tiaowen.dsl.quantities import percent_text, yuan_text
from tiaowen.dsl.tree import Text

_OPEN = {
    "not-stated": say("not stated", "未规定"),
    "delegated": say("delegated to {by}", "授权{by}确定"),
    "allowed": say("may be set by {by}", "可由{by}确定"),
    "bound": say("only a bound is stated", "仅规定界限"),
    "no-figure": say("no published figure ({by})", "无公布数据（{by}）"),
    "no-fact": say("depends on {by}", "取决于{by}"),
    "identity": say("depends on which of {by}", "取决于属于{by}中的哪一类"),
}


def outcome_view(found: Outcome, names: Names) -> View:
    """Return what an outcome says."""
    match found.kind:
        case "pays":
            text = join([pays_text(entry, names) for entry in found.pays], "; ", "；")
            return View(Standing.STATED, _value(found), text, found.cites)
        case "elsewhere":
            text = unknown_text(found, names)
            return View(Standing.ELSEWHERE, _value(found), text, found.cites, sense=_sense(found))
        case "open":
            standing = Standing.NOT_STATED
            kinds = {entry.kind for entry in found.unknown if isinstance(entry, LeavesOpen)}
            if kinds <= {"delegated", "allowed"}:
                standing = Standing.DELEGATED
            elif kinds <= {"bound"}:
                standing = Standing.BOUND
            elif kinds & {"no-figure", "no-fact"}:
                standing = Standing.NO_FIGURE
            return View(standing, _value(found), unknown_text(found, names), found.cites, sense=_sense(found))
        case "nothing":
            standing = Standing.NO_RECIPIENT if found.refusal == "no-recipient" else Standing.NOTHING
            return View(standing, found.refusal, REFUSALS[found.refusal], found.cites)
        case _:
            return View(Standing.NO_BENEFIT, "none", ABSENT[Standing.NO_BENEFIT])


def unknown_text(found: Outcome, names: Names) -> Text:
    """Return why an outcome is not known, naming the benefits that are open."""
    reasons: dict[Text, list[str]] = {}
    for entry in found.unknown:
        reasons.setdefault(_reason(entry, names), []).append(entry.benefit)
    if len(reasons) == 1 and found.kind == "elsewhere":
        return next(iter(reasons))
    return join(
        [
            fill("{benefits}: {reason}", "{benefits}：{reason}", benefits=names.list(benefits), reason=reason)
            for reason, benefits in reasons.items()
        ],
        "; ",
        "；",
    )


def _reason(entry: Sends | LeavesOpen, names: Names) -> Text:
    if isinstance(entry, Sends):
        return fill("elsewhere ({document})", "另按（{document}）", document=entry.document)
    words = _OPEN[entry.kind]
    by = join([names.of(each) for each in entry.detail]) if entry.detail else same("?")
    return fill(words.en or "", words.zh or "", by=by)


def pays_text(entry: Pays, names: Names) -> Text:
    """Return the terms of one benefit: name, ratio, deductible and caps."""
    ratio = [_band_text(Fraction(share), upto, upto in entry.open_ends) for upto, share in entry.bands]
    parts = [lump_text(entry.lump) if entry.lump is not None else join(ratio)]
    if entry.deductible is not None:
        parts.append(fill("over {fen}", "超过{fen}部分", fen=same(yuan_text(entry.deductible.fen))))
    if entry.burden is not None:
        fen = same(yuan_text(entry.burden.fen))
        parts.append(fill("at most {fen} left to the patient", "个人负担以{fen}为限", fen=fen))
    if entry.caps:
        parts.append(fill("cap {fen}", "限额{fen}", fen=same(yuan_text(min(cap.fen for cap in entry.caps)))))
    return fill("{benefit} {terms}", "{benefit}{terms}", benefit=names.of(entry.benefit), terms=join(parts, ", ", "、"))


def _band_text(share: Fraction, upto: int | None, open_: bool) -> Text:
    percent = same(percent_text(share))
    if upto is None:
        return percent
    if open_:
        return fill("{percent} below {end}", "{end}以下（不含）{percent}", percent=percent, end=money(upto))
    return fill("{percent} up to {end}", "{end}以内{percent}", percent=percent, end=money(upto))


def _value(found: Outcome) -> str:
    """Return the meaning of an outcome for machines and fingerprints."""
    parts = [
        f"{entry.benefit}: after {','.join(sorted(entry.after | entry.payer_columns))}; "
        f"deductible {entry.deductible.fen if entry.deductible else 0}; "
        f"{_rate_value(entry)}; cap {','.join(str(cap.fen) for cap in entry.caps) or 'none'}"
        f"{f'; burden {entry.burden.fen}' if entry.burden is not None else ''}"
        f"{'' if entry.rounding == FEN else f'; rounded {entry.rounding}'}"
        for entry in found.pays
    ]
    parts += [f"{entry.benefit}: {_unknown(entry)}" for entry in found.unknown]
    return " | ".join(parts)


def _rate_value(entry: Pays) -> str:
    if entry.lump is not None:
        return lump_value(entry.lump)
    ends = {upto: "<" if upto in entry.open_ends else "<=" for upto, _ in entry.bands}
    bands = (f"{share}{ends[upto]}{upto}" if upto is not None else share for upto, share in entry.bands)
    return f"ratio {','.join(bands)}{' whole' if entry.whole else ''}"


def _sense(found: Outcome) -> str:
    """Return what leaves an outcome open, whichever benefits that are."""
    return " | ".join(dict.fromkeys(_unknown(entry) for entry in found.unknown))


def _unknown(entry: Sends | LeavesOpen) -> str:
    if isinstance(entry, Sends):
        return f"elsewhere: {entry.document.zh or entry.document.en}"
    return f"{entry.kind} {','.join(entry.detail)}".rstrip()
