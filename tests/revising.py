"""Invented revisions of a policy: one planted change of each kind, made in the text of any document that has the place.

Each kind finds the first place that fits by its form, and changes nothing else; None where the document has none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations

HEADING = re.compile(r"^(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、|前言|尾段|附件|印发通知)")
"""How the line of a heading begins."""

CLASS = re.compile(r"^(\S+?)包括(?:\d类：)?([^：，]+)$")
"""A class and its members."""

PLACE = re.compile(
    r"^(第[一二三四五六七八九十百]+条(?:（[一二三四五六七八九十]+）)?|[一二三四五六七八九十]+、(?:（[一二三四五六七八九十]+）)?(?:[0-9]+．)?(?:（[0-9]+）)?)"
)


@dataclass(frozen=True)
class Line:
    """One line of a document: its number, its text, the article it is in, and the block it belongs to."""

    at: int
    text: str
    article: str
    about: str


@dataclass(frozen=True)
class Revision:
    """A revised text, and the article that was changed."""

    text: str
    article: str


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a document, but for its examples."""
    article = about = ""
    for at, line in enumerate(text.splitlines()):
        if HEADING.match(line):
            article, about = line.split(" / ")[0], ""
        elif line.startswith("关于"):
            about = line.removeprefix("关于").rstrip("：")
        elif line and not line.startswith(" "):
            about = ""
        yield Line(at, line, article, about)


def without_examples(text: str) -> str:
    """Return a document without its examples, which a revision would have to revise too."""
    return text.partition("\n示例")[0] + "\n"


def _replaced(text: str, line: Line, *new: str) -> Revision:
    every = text.splitlines()
    every[line.at : line.at + 1] = new
    return Revision("\n".join(every) + "\n", line.article)


def _first(text: str, pattern: str) -> tuple[Line, re.Match[str]] | None:
    """Return the first line of a clause that a pattern fits."""
    for line in lines(text):
        found = re.search(pattern, line.text)
        if found and line.about and not line.text.lstrip().startswith(("疑义", "理解")):
            return line, found
    return None


def figure(text: str) -> Revision | None:
    """Lower the first ratio, or the first amount, or the first bound of a ratio."""
    found = _first(text, r"比例(\d+)%$|比例(\d+)%，") or _first(text, r"比例不低于(\d+)%")
    if found is None:
        return None
    line, match = found
    share = next(group for group in match.groups() if group)
    return _replaced(
        text,
        line,
        line.text[: match.start()] + match[0].replace(share, str(int(share) - 10)) + line.text[match.end() :],
    )


def category(text: str) -> Revision | None:
    """Move the last category of the first class to the next class, where both are defined in one article."""
    classes = {found[1]: (line, found[2].split("、")) for line in lines(text) if (found := CLASS.match(line.text))}
    within = set(classes.get("救助对象", (None, []))[1])
    for name, (_, members) in classes.items():
        within |= set(members) if name in within else set()
    for (one, (source, members)), (two, (target, _)) in permutations(classes.items(), 2):
        plain = [member for member in members if member not in classes]
        if {one, two} <= within and two not in members and len(members) > 1 and plain and source.at < target.at:
            every = text.splitlines()
            every[source.at] = f"{one}包括{'、'.join(member for member in members if member != plain[-1])}"
            every[target.at] = f"{target.text}、{plain[-1]}"
            return Revision("\n".join(every) + "\n", f"{source.article} {target.article}")
    return None


def condition(text: str) -> Revision | None:
    """Ask for a treatment that needs a referral, of the first benefit with a ratio of its own."""
    found = _first(text, r"比例\d+%") or _first(text, r"比例不低于\d+%")
    if found is None:
        return None
    line, _ = found
    return _replaced(text, line, line.text, "  条件：急诊抢救")


def entry(text: str) -> Revision | None:
    """Drop the second entry of the first list of diseases."""
    for line in lines(text):
        found = re.match(r"^(\S*病种包括(?:\d+种：)?)([^、]+、)([^、]+、)(.*)$", line.text)
        if found:
            head = re.sub(r"(\d+)种", lambda count: f"{int(count[1]) - 1}种", found[1])
            return _replaced(text, line, head + found[2] + found[4])
    return None


def order(text: str) -> Revision | None:
    """Let a benefit no longer come after another one whose payment it counts without."""
    found = _first(text, r"经((?:[^、]*保险、)+)((?:[^、]*救助、?)+)支付后")
    if found is None:
        return None
    line, match = found
    return _replaced(text, line, line.text.replace(match[0], f"经{match[1].rstrip('、')}支付后"))


def pool(text: str) -> Revision | None:
    """Let the caps of two benefits count together that count apart."""
    for line in lines(text):
        if "采用：限额按年累计，各项目相互独立" in line.text:
            return _replaced(text, line, line.text.replace("各项目相互独立", "各项目合并计算"))
    return None


def statistic(text: str) -> Revision | None:
    """Take the statistic of another year."""
    for line in lines(text):
        if re.search(r"采用：基数 \S+，上一年度", line.text):
            return _replaced(text, line, line.text.replace("上一年度", "上上年度"))
    return None


def wording(text: str) -> Revision | None:
    """Put the first passage that computes nothing in other words."""
    for line in lines(text):
        found = re.match(r"^(不计算（\S+?）：)“([^”]*)”", line.text)
        if found:
            return _replaced(text, line, f"{found[1]}“换一种说法：{found[2]}”")
    return None


def number(text: str) -> Revision | None:
    """Give the first article with a clause another number."""
    within = [line.article for line in lines(text) if line.about and "：" in line.text and "、第" not in line.article]
    article = next(line for line in lines(text) if line.text.split(" / ")[0] == within[0])
    match = PLACE.match(article.text)
    if match is None:
        return None
    place = match[1]
    new = re.sub(
        r"(（?)([一二三四五六七八九十]+|\d+)([）．条、])$",
        lambda last: f"{last[1]}{_ninth(last[2], article=last[3] == '条')}{last[3]}",
        place,
    )
    revised = _replaced(text, article, new + article.text[len(place) :])
    return Revision(revised.text, article.article)


def _ninth(number: str, *, article: bool) -> str:
    return "9" if number.isdigit() else "九十九" if article else "九"


def split(text: str) -> Revision | None:
    """Make two clauses of the first one that has two figures, or that is for two categories."""
    found = _first(text, r"^(\s+)([^：，]+)(，[^：]+)?：(不设起付线|起付线[^，]+|比例[^，]+)，([^，]+?)(，.*)?$")
    if found is None:
        return None
    line, match = found
    who = match[2] + (match[3] or "")
    return _replaced(text, line, f"{match[1]}{who}：{match[4]}", f"{match[1]}{who}：{match[5]}{match[6] or ''}")


def day(text: str) -> Revision | None:
    """Let the document be in force a day or a month later."""
    for line in lines(text):
        found = re.search(r"^施行：自\d+年\d+月|采用：施行：自发布之日起", line.text)
        if found:
            rest = line.text[found.end() :]
            later = re.sub(r"^\d+", lambda day: str(int(day[0]) + 1), rest)
            return _replaced(text, line, line.text[: found.end()] + later)
    return None


def deadline(text: str) -> Revision | None:
    """Give a duty another deadline."""
    for line in lines(text):
        found = re.search(r"(后)(\d+)(个工作日内|日内)$|(每月|次月)(\d+)(日前)$|(不少于)(\d+)(次)$", line.text)
        if found:
            before, count, after = [group for group in found.groups() if group]
            changed = line.text[: found.start()] + f"{before}{int(count) + 1}{after}"
            return _replaced(text, line, changed)
    return None


CAP = re.compile(r"年度限额(\d+)(万?)元")


def dead(text: str) -> Revision | None:
    """Raise a cap that is no lower than the yearly total which it counts towards, and so never reached."""
    every = list(lines(text))
    pools = {
        found[1]: found[2].split("、") for line in every if (found := re.match(r"^额度池 (\S+?)：(.*)$", line.text))
    }
    totals = [
        (pools[line.about], _yuan(cap))
        for line in every
        if line.about in pools and (cap := CAP.search(line.text)) is not None
    ]
    for line in every:
        cap = CAP.search(line.text)
        if cap and any(line.about in benefits and total <= _yuan(cap) for benefits, total in totals):
            raised = f"年度限额{2 * int(cap[1])}{cap[2]}元"
            return _replaced(text, line, line.text.replace(cap[0], raised))
    return None


def _yuan(cap: re.Match[str]) -> int:
    return int(cap[1]) * (10_000 if cap[2] else 1)


KINDS: dict[str, Callable[[str], Revision | None]] = {
    "figure": figure,
    "category": category,
    "condition": condition,
    "entry": entry,
    "order": order,
    "pool": pool,
    "statistic": statistic,
    "wording": wording,
    "number": number,
    "split": split,
    "day": day,
    "deadline": deadline,
    "dead": dead,
}
