"""The names that a policy may use without declaring them, as a page: by kind, with every accepted spelling.

Statistics also have the regions and years of which figures are published.
"""

from __future__ import annotations

from tiaowen.compiler.manual.model import Words
from tiaowen.compiler.vocabulary import Concept, load_statistics, load_vocabulary
from tiaowen.dsl.tree import Language

_TITLE = Words("Names", "名称表")
_ABOUT = Words(
    "Every name below can be written in a policy, in either language, and so can each of its other spellings. "
    "Claims take the ids, too.",
    "下面的名称都可以直接写进规则文件，两种语言均可，各种别称也可以。理赔数据里还可以写代号。",
)
_HEAD = (Words("name", "名称"), Words("Chinese", "英文"), Words("also", "别称"), Words("id", "代号"))
_FIGURES = Words("published for", "已有公布值")
_KINDS: dict[str, Words] = {
    "group": Words("Groups of people", "对象类别"),
    "category": Words("People", "救助对象"),
    "benefit": Words("Benefits", "待遇项目"),
    "care": Words("Kinds of care", "就医类型"),
    "level": Words("Hospital levels", "医院等级"),
    "disease": Words("Diseases", "病种"),
    "disease-list": Words("Lists of diseases", "病种名录"),
    "plan": Words("Insurance plans", "参保险种"),
    "mark": Words("Marks: what holds for a visit", "标识"),
    "payer": Words("Insurers", "支付方"),
    "fact": Words("Facts of a claim", "数据项"),
    "parameter": Words("Amounts set elsewhere", "参数"),
    "statistic": Words("Statistics", "统计指标"),
    "fund": Words("Funds", "基金"),
    "authority": Words("Authorities", "部门"),
    "event": Words("Events", "事件"),
    "matter": Words("Matters of what computes nothing", "事项"),
    "region": Words("Regions", "地区"),
}


def names_page(language: Language) -> str:
    """Return the page in a language."""
    vocabulary = load_vocabulary()
    parts = [f"# {_TITLE.get(language)}", _ABOUT.get(language)]
    for kind, title in _KINDS.items():
        concepts = vocabulary.of_kind(kind)
        if concepts:
            parts += [f"## {title.get(language)}", _table(tuple(concepts), language)]
    return "\n\n".join(parts) + "\n"


def _table(concepts: tuple[Concept, ...], language: Language) -> str:
    head = [word.get(language) for word in _HEAD]
    statistic = concepts[0].kind == "statistic"
    if statistic:
        head.append(_FIGURES.get(language))
    rows = [head, ["---"] * len(head)]
    for concept in concepts:
        own, other = (concept.zh, concept.en) if language is Language.ZH else (concept.en, concept.zh)
        also = concept.also_zh if language is Language.ZH else concept.also_en
        row = [own, other, "; ".join(also), f"`{concept.id}`"]
        rows.append([*row, _published(concept, language)] if statistic else row)
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def _published(concept: Concept, language: Language) -> str:
    """Return the regions and years of which there are figures."""
    vocabulary = load_vocabulary()
    found = []
    for (statistic, region), figures in load_statistics().items():
        if statistic == concept.id and figures:
            place = vocabulary.get(region)
            name = place.get(language) if place is not None else region
            years = f"{min(figures)}–{max(figures)}" if len(figures) > 1 else str(min(figures))
            found.append(f"{name} {years}")
    return "; ".join(found)
