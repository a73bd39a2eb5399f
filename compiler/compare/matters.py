"""What a row is about, in words: the facets of a benefit, and everything else that a document says of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tiaowen.compiler.compare.words import fill, same, say
from tiaowen.compiler.settle.stage import POOL
from tiaowen.dsl.tree import Text

NO_NAMES: Mapping[str, Text] = MappingProxyType({})

FACET_NAMES = {
    "ratio": say("ratio", "比例"),
    "deductible": say("deductible", "起付线"),
    "cap": say("cap", "限额"),
    "total-cap": say("total cap", "救助总额"),
    "subsidy": say("subsidy", "资助"),
    "lump-sum": say("lump sum", "定额救助"),
    "out-of-pocket-ceiling": say("out-of-pocket ceiling", "个人负担上限"),
    "coverage": say("coverage", "范围"),
    "base": say("costs counted", "计入费用"),
    "requires": say("requires", "条件"),
    "excludes": say("excludes", "不救助"),
    "instead-of": say("instead", "替代"),
    "accumulates": say("accumulates", "累计"),
    "care": say("kinds of care", "就医类别"),
    "diseases": say("diseases", "病种"),
    "levels": say("levels", "机构等级"),
    "plans": say("insurance plans", "参保类型"),
    "several": say("several identities", "多重身份"),
    "period": say("period", "适用期间"),
    "days": say("days", "适用日期"),
    "list": say("list", "名录"),
    "in-force": say("in force", "施行"),
    "in-force-to": say("in force to", "有效期至"),
    "expenses-from": say("for expenses from", "适用费用始于"),
    "repeals": say("repeals", "废止"),
    "duty": say("duty", "职责"),
    "fund": say("fund", "基金"),
    "limit": say("limit", "限制"),
    "tilt": say("insurance tilt", "保险倾斜"),
    "identity": say("identity as of", "身份认定"),
    "insurance-year": say("insurance year", "医保年度"),
    "rounding": say("rounding", "取整"),
    "leaves-out": say("leaves out", "不计入"),
    "name": say("name", "名称"),
    "article": say("article", "条"),
    "clause": say("clause", "规定"),
    "remark": say("remark", "说明"),
    "class": say("belongs to", "所属类别"),
    "definition": say("definition", "定义"),
    "statistic": say("statistic", "基数"),
}


def facet_name(facet: str, names: Mapping[str, Text] = NO_NAMES) -> Text:
    """Return the name of a facet; ``names`` are those of the pools of a comparison."""
    if facet.startswith(POOL):
        pool = facet.removeprefix(POOL)
        return pool_name(names.get(pool, same(pool)))
    return FACET_NAMES.get(facet, same(facet))


def pool_name(pool: Text) -> Text:
    """Return the name of the cap of a pool."""
    return fill("cap of {pool}", "{pool}限额", pool=pool)
