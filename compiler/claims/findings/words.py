"""Words that several findings use, in both languages."""

from __future__ import annotations

from tiaowen.dsl.tree import Language

_NOUNS = {
    "categories": ("recipient category", "救助对象类别"),
    "care": ("kind of care", "就医类型"),
    "level": ("hospital level", "医疗机构级别"),
    "diseases": ("disease", "病种"),
    "marks": ("mark", "情形"),
    "plan": ("insurance plan", "参保档次"),
    "kind": ("kind of record", "记录种类"),
    # kinds of concepts, where they are not called as the column is
    "category": ("recipient category", "救助对象类别"),
    "group": ("group of recipients", "救助对象分组"),
    "disease": ("disease", "病种"),
    "disease-list": ("list of diseases", "病种目录"),
    "mark": ("mark", "情形"),
    "payer": ("payer", "支付方"),
    "benefit": ("benefit", "救助项目"),
    "fact": ("fact with a value", "数值事项"),
    "statistic": ("statistic", "统计指标"),
    "parameter": ("parameter", "参数"),
    "authority": ("authority", "机关"),
    "event": ("event", "事件"),
    "region": ("region", "地区"),
    "matter": ("matter", "事项"),
    "fund": ("fund", "资金"),
}

_RECORDS = {
    "visit": ("a visit", "就医记录"),
    "enrolment": ("an enrolment", "参保记录"),
    "fund-year": ("a fund year", "基金年度记录"),
}


def either(language: Language, english: str, chinese: str) -> str:
    """Return the sentence in the language asked for."""
    return chinese if language is Language.ZH else english


def noun(word: str, language: Language) -> str:
    """Return what the names of a column or of a kind are called."""
    return either(language, *_NOUNS.get(word, (word, word)))


def a_noun(word: str, language: Language) -> str:
    """Return :func:`noun` with the article it takes."""
    name = noun(word, language)
    return either(language, f"{'an' if name[0] in 'aeiou' else 'a'} {name}", name)


def record(kind: str, language: Language) -> str:
    """Return what a record of this kind is called."""
    return either(language, *_RECORDS.get(kind, (kind, kind)))


def in_full(name: str, language: Language) -> str:
    """Return a name of ours in quotation marks, whole however long it is: it is there to be copied."""
    return either(language, f'"{name}"', f"“{name}”")


def listing(names: tuple[str, ...], language: Language, last: str = "and") -> str:
    """Return names of ours in quotation marks as a list that reads aloud."""
    shown = [in_full(name, language) for name in names]
    if language is Language.ZH:
        return "、".join(shown)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"
