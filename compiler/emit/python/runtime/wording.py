"""Words: the sentence of a record, in English or Chinese"""

from __future__ import annotations

from tiaowen.compiler.emit.python.runtime.claim import Value, Why
from tiaowen.compiler.emit.python.runtime.document import COLUMNS_BY_NAME, CONCEPTS, REASONS

NAMES = {
    "family": ("the family of the person", "所属家庭"),
    "its brackets": ("the rates of its brackets", "分段比例"),
    **{column: (english, chinese) for column, (english, chinese, *_) in COLUMNS_BY_NAME.items()},
    **{concept: (english, chinese) for concept, (_, english, chinese, *_) in CONCEPTS.items()},
}


def sentence(why: Why, chinese: bool) -> str:
    """Return the sentence made of its parts."""
    # Notes on figures come last but for those on readings.
    parts = sorted(why, key=lambda each: (each[0].startswith("reading "), each[0].startswith("weak ")))
    text = "".join(part(key, values, chinese) for key, values in parts)
    if not why[0][0].startswith("fund "):  # the name of a fund stays as it is
        text = text[:1].upper() + text[1:]
    return f"{text}{'。' if chinese else '.'}"


def part(key: str, values: tuple[Value, ...], chinese: bool) -> str:
    """Return one part of a sentence in one language."""
    template = REASONS[key][chinese]
    shown = [word(value, chinese) for value in values]
    if key == "undecided":
        kinds = [REASONS[f"{kind} not stated"][chinese] for kind in map(str, values[::2])]
        unknown = [phrase.format(name) for phrase, name in zip(kinds, shown[1::2], strict=True)]
        return template.format((" and ", "、")[chinese].join(unknown))
    if key == "earlier":
        return template.format(shown[0], (", ", "、")[chinese].join(shown[1:]))
    if key == "differ":
        triples = zip(shown[::3], map(str, values[1::3]), shown[2::3], strict=True)
        results = [
            f"{name}{'：' if chinese else ': '}{REASONS[f'came to {status}'][chinese].format(amount)}"
            for name, status, amount in triples
        ]
        return template.format(("; ", "；")[chinese].join(results))
    if key == "expense before":
        return template.format(day_text(str(values[0]), chinese))
    if key == "from fund":
        paid = [template.format(*pair) for pair in zip(shown[::2], shown[1::2], strict=True)]
        return (": ", "：")[chinese] + (", ", "，")[chinese].join(paid)
    if key in {"not counted", "fund facts"}:
        return template.format((", " if key == "not counted" else " and ", "、")[chinese].join(shown))
    return template.format(*shown)


def word(value: Value, chinese: bool) -> str:
    """Return an amount, a ratio or a name as a sentence shows it."""
    if isinstance(value, int):
        return f"{value // 100:,}.{value % 100:02d}{'元' if chinese else ' yuan'}"
    if isinstance(value, tuple):
        return percent(*value)
    return NAMES[value][chinese] if value in NAMES else value


def day_text(day: str, chinese: bool) -> str:
    """Return an ISO day as a sentence shows it."""
    year, month, number = map(int, day.split("-"))
    return f"{year}年{month}月{number}日" if chinese else day


def percent(numerator: int, denominator: int) -> str:
    """Return a share in percent, exactly; what has no end in decimals stays a fraction."""
    for places in range(9):
        whole, rest = divmod(numerator * 100 * 10**places, denominator)
        if not rest:
            digits = str(whole).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}%" if places else f"{digits}%"
    return f"{numerator}/{denominator}"
