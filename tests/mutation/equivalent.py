"""Changes that change nothing: another way of saying the same, so that nothing can notice them.

Each was held against its file on more than 20,000 random claims of its document when it was entered, without a
difference; that of the fund by its examples. A mutant is known by its document, heading, kind and change; an entry that
is none any more, or that something does notice, is reported as stale.
"""

from __future__ import annotations

DEFAULT = "the language counts so by itself where nothing is said"
LISTED = "the vocabulary has the three households as parts of the monitored population by itself"
ONE_BENEFIT = "one visit has one benefit that pays, and the classes are in one order for all amounts"
OUTSIDERS = "who is no recipient has an answer of his own, and keeps it"
NO_NAME = "a clause that names nobody is for every recipient"
RECIPIENTS = "the classes that the clauses name are the recipients where no line says who they are"
ORDINARY = "every recipient's ordinary aid has the same answer"
BETTER = "the better of two identities decides anyway"
ANY_LEVEL = "the two groups have 80% at the other levels anyway"
PARTS = "the wider name and its part stand in the list together, and either covers the other"
ONE_GROUP = "two lines about the same people add up in either order"
NO_CLAUSE = "the reading taken of the doubt below comes to no clause"
COVERED = "the named children's leukaemia is part of the leukaemia that the list has"

SAME: dict[str, str] = {
    "baoshan-2022 第八条（三） way: 就高不重复 → 就高确定唯一类别": ONE_BENEFIT,
    "baoshan-2022 第十四条 way: 就高不重复 → 就高确定唯一类别": ONE_BENEFIT,
    "baoshan-2022 第九条 list entry: 、门诊急诊抢救 → (nothing)": PARTS,
    "baoshan-2022 第九条 list entry: 、院前急诊抢救 → (nothing)": PARTS,
    "baoshan-2022 第十条 第十一条 第十二条 line: 限额按年累计，各项目相互独立 → 不作规定": DEFAULT,
    "baoshan-2022 第二十一条 line: 比例分段计算 → 不作规定": DEFAULT,
    "kaizhou-2017 一、 line: 救助对象包括3类：重点救助对象、低收入救助对象、因病致贫重病患者 → (nothing)": RECIPIENTS,
    "kaizhou-2017 二、（一） list entry: 救助对象， → (nothing)": NO_NAME,
    "kaizhou-2017 二、（三） list entry: ，三级医疗机构 → (nothing)": ANY_LEVEL,
    "kaizhou-2017 二、（四）1． list entry: 、儿童急性白血病 → (nothing)": COVERED,
    "kaizhou-2017 二、（四）1． list entry: 、门诊救助 → (nothing)": "no kind of outpatient care has both benefits",
    "kaizhou-2017 二、（四）2． list entry: 、儿童急性白血病 → (nothing)": COVERED,
    "yunnan-2019 二、（一） way: 就高不重复 → 就高确定唯一类别": ONE_BENEFIT,
    **{
        f"yunnan-2019 二、（一）2．（2） list entry: {entry} → (nothing)": BETTER
        for entry in ("低保对象、", "、特困人员")
    },
    "yunnan-2019 三、（四） swap: 比例由各地确定 | 年度限额不低于10万元由各地确定 → "
    "年度限额不低于10万元由各地确定 | 比例由各地确定": ONE_GROUP,
    "lianyungang-2017 五、（一） swap: 不设起付线 | 比例不低于70% → 比例不低于70% | 不设起付线": ONE_GROUP,
    **{f"lianyungang-2017 六、 list entry: {entry} → (nothing)": NO_CLAUSE for entry in ("住院救助、", "、门诊救助")},
    "yunyang-2023 二、（一） line: 救助对象包括重点救助对象、低收入救助对象 → (nothing)": RECIPIENTS,
    "yunyang-2023 二、（一） list entry: 、住院救助 → (nothing)": ORDINARY,
    "yunyang-2023 二、（一） list entry: 、门诊救助 → (nothing) (2)": ORDINARY,
    **{
        f"yunyang-2023 二、（一）2． definition entry: {entry} → (nothing)": LISTED
        for entry in ("边缘易致贫户、", "、脱贫不稳定户", "、突发严重困难户")
    },
    "yunyang-2023 二、（一）2． line: "
    "纳入监测范围的农村易返贫致贫人口包括边缘易致贫户、脱贫不稳定户、突发严重困难户 → (nothing)": LISTED,
    **{
        f"yunyang-2023 二、（一）2． definition entry: {entry} → (nothing)": BETTER
        for entry in ("低保对象、", "、特困人员", "、低保边缘家庭成员")
    },
    "yunyang-2023 二、（二）1． list entry: 救助对象， → (nothing)": OUTSIDERS,
    "yunyang-2023 二、（三）1． list entry: 救助对象、 → (nothing)": OUTSIDERS,
    "yunyang-2023 二、（五）2． list entry: 救助对象、 → (nothing)": OUTSIDERS,
    "yunyang-2023 尾段 list entry: 救助对象、 → (nothing)": OUTSIDERS,
    **{
        f"yunyang-2023 二、（三）2．（1） list entry: {entry} → (nothing)": DEFAULT
        for entry in ("特殊病种救助、", "、大额费用救助")
    },
    "yunyang-2023 二、（三）2．（1） line: 限额按年累计，各项目相互独立 → 不作规定": DEFAULT,
}


def why_the_same(title: str) -> str | None:
    """Return why a mutant says the same as its file, if it is known to."""
    return SAME.get(title)
