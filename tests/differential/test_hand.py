"""Three documents settled twice, by the language and by hand: the same records for each claim, to the fen.

`TIAOWEN_DIFFERENTIAL_CLAIMS` and `TIAOWEN_DIFFERENTIAL_SEED` make a longer run or another one.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from differential import hand_baoshan, hand_kaizhou, hand_yunyang
from differential.hand_common import ELSEWHERE, EXCLUDED, PAID, UNDETERMINED, ZERO, Settled
from differential.hostile import Cells, Claim, Document, Spellings, as_csv, as_jsonl, claims_for, has_periods, names_in

from tiaowen.compiler.cli.main import run
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.language import Language

COUNT = int(os.environ.get("TIAOWEN_DIFFERENTIAL_CLAIMS", "1500"))
SEED = os.environ.get("TIAOWEN_DIFFERENTIAL_SEED", "2022")
SHOWN = 5
WANTED = ("claim", "benefit", "status", "amount", "category")

OUTPATIENT = (
    "普通门诊",
    "门诊慢性病",
    "门诊特殊病",
    "门诊慢特病",
    "门诊急诊抢救",
    "院前急诊抢救",
    "谈判药品门诊保障",
    "门诊放化疗",
    "门诊透析",
    "门诊输血",
    "长期门诊治疗",
)
DISEASES = (
    "肺癌",
    "终末期肾病",
    "血友病",
    "慢性粒细胞白血病",
    "白血病",
    "儿童白血病",
    "儿童急性白血病",
    "儿童先心病",
    "先天性心脏病",
    "精神分裂症",
    "躁狂症",
    "焦虑症",
    "肇事肇祸精神病",
    "重性精神病",
    "高血压",
    "骨折",
    "胆结石",
    "2型糖尿病",
    "1型糖尿病",
    "其他疾病",
)
PLANS = ("居民医保一档", "居民医保一档", "居民医保二档", "职工医保")

BAOSHAN = Document(
    policy="baoshan-2022",
    settle=hand_baoshan.settle,
    first_days=(date(2023, 1, 1),),
    years=(2022, 2023, 2024, 2025, 2026),
    people=tuple(hand_baoshan.CLASS),
    strangers=(
        *sorted(hand_baoshan.RURAL_LOW_INCOME),
        *sorted(hand_baoshan.FIXED_SUM),
        "低收入家庭成员",
        "重度残疾人",
        "农村居民",
    ),
    care=("日间手术", *OUTPATIENT),
    diseases=DISEASES,
    needed_marks=("规范转诊",),
    other_marks=("复诊", "急诊抢救", "定点医疗机构", "市内就医", "丧失劳动能力"),
    plans=("居民医保", *PLANS),
    lines=tuple(
        amount
        for income in (26937, 28421, 29932)
        for amount in (income * 100, income * 10, income * 25, income * 100 + income * 10, income * 100 + income * 25)
    ),
    percents=(100, 70, 60, 50),
)
KAIZHOU = Document(
    policy="kaizhou-2017",
    settle=hand_kaizhou.settle,
    first_days=(date(2017, 7, 4), date(2017, 1, 1), date(2020, 12, 31)),
    years=(2017, 2018, 2019, 2020, 2021),
    people=(*hand_kaizhou.RECIPIENTS, "低保对象", "残疾人"),
    strangers=(
        *hand_kaizhou.OTHER_NAMES,
        hand_kaizhou.STUDENT,
        "一至六级残疾军人",
        "低保边缘家庭成员",
        "返贫致贫人口",
    ),
    care=("日间手术", "普通门诊", "普通门诊", "普通门诊", *OUTPATIENT),
    diseases=DISEASES,
    needed_marks=("定点医疗机构",),
    other_marks=("违规诊疗", "院外维持治疗", "规范转诊", "市内就医"),
    plans=PLANS,
    lines=(300_00, 400_00, 6_000_00, 30_000_00, 60_000_00, 100_000_00),
    percents=(100, 80, 70, 60),
    ordered=False,
)
YUNYANG = Document(
    policy="yunyang-2023",
    settle=hand_yunyang.settle,
    first_days=(date(2023, 10, 22),),
    years=(2023, 2024, 2025, 2026),
    people=tuple(hand_yunyang.RATIO),
    strangers=("孤儿", "事实无人抚养儿童", "重度残疾人", "在乡重点优抚对象", "老复员军人", "其他特殊救助对象"),
    care=("日间手术", "门诊", *OUTPATIENT),
    diseases=DISEASES,
    needed_marks=("定点医疗机构", "规范转诊", "市内就医"),
    other_marks=("违规诊疗", "复诊", "急诊抢救", "县内就医", "基层首诊转诊"),
    plans=PLANS,
    lines=(5_000_00, 30_000_00, 60_000_00, 100_000_00),
    percents=(70, 60, 90, 30, 40),
)
DOCUMENTS = (BAOSHAN, KAIZHOU, YUNYANG)

Records = dict[str, dict[str, tuple[str, int | None, str | None]]]


@pytest.fixture(scope="module")
def spellings() -> Spellings:
    vocabulary = load_vocabulary()
    columns = {"category": "categories", "care": "care", "disease": "diseases", "mark": "marks", "plan": "plan"}
    found = {
        (columns[concept.kind], concept.zh): (concept.id, *concept.names) for concept in vocabulary.of_kind(*columns)
    }
    levels = {("level", concept.column or ""): (concept.id, *concept.names) for concept in vocabulary.of_kind("level")}
    return Spellings(found | levels)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.policy)
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_the_engine_and_the_hand_agree(
    document: Document, form: str, spellings: Spellings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = claims_for(document, spellings, f"{SEED} {form}", COUNT)
    if form == "csv":
        claims = [claim for claim in claims if not has_periods(claim)]
        text = as_csv(claims, Random(SEED))
    else:
        text = as_jsonl(claims)
    source, target = tmp_path / f"claims.{form}", tmp_path / "results.jsonl"
    source.write_text(text, encoding="utf-8", newline="")
    status = run(["settle", document.policy, str(source), "-o", str(target)], Language.EN)
    assert status == 0, capsys.readouterr().err[:2000]
    lines = target.read_text(encoding="utf-8").splitlines()
    _compare(
        document, claims, _records(record | line for line in map(json.loads, lines) for record in line["benefits"])
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.policy)
def test_the_emitted_module_and_the_hand_agree(
    document: Document, spellings: Spellings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = claims_for(document, spellings, f"{SEED} module", COUNT)
    path = tmp_path / f"emitted_{document.policy.replace('-', '_')}.py"
    assert run(["compile", document.policy, "--to", "python", "-o", str(path)], Language.EN) == 0
    module = ModuleType(path.stem)
    monkeypatch.setitem(sys.modules, path.stem, module)  # its dataclasses look themselves up
    exec(compile(path.read_text(encoding="utf-8"), path.name, "exec"), module.__dict__)
    records = module.settle([claim.written for claim in claims])
    _compare(document, claims, _records({name: getattr(each, name) for name in WANTED} for each in records))


def _compare(document: Document, claims: list[Claim], theirs: Records) -> None:
    ours = _by_hand(document, claims)
    if not document.ordered:
        several = {_id(claim) for claim in claims if len(names_in(claim)) > 1}
        theirs, ours = _unnamed(theirs, several), _unnamed(ours, several)
    differing = [claim for claim in claims if theirs.get(_id(claim), {}) != ours[_id(claim)]]
    assert not differing, _report(document, claims, differing, theirs, ours)
    statuses = {status for records in ours.values() for status, _, _ in records.values()}
    assert statuses == {PAID, ZERO, EXCLUDED, ELSEWHERE, UNDETERMINED}


def _by_hand(document: Document, claims: Iterable[Claim]) -> Records:
    persons: defaultdict[object, list[Cells]] = defaultdict(list)
    for claim in claims:
        persons[claim.plain["person"]].append(claim.plain)
    settled: Settled = {}
    for own in persons.values():
        settled |= document.settle(own)
    return {
        claim: {
            benefit: (status, amount, category if status in (PAID, ZERO) else None)
            for benefit, status, amount, category in records
        }
        for claim, records in settled.items()
    }


def _records(found: Iterable[Mapping[str, object]]) -> Records:
    vocabulary = load_vocabulary()
    result: defaultdict[str, dict[str, tuple[str, int | None, str | None]]] = defaultdict(dict)
    for each in found:
        concept = vocabulary.get(str(each["category"] or ""))
        amount, status = str(each["amount"] or ""), str(each["status"])
        fen = int(amount.replace(".", "")) if amount else None
        category = concept.zh if concept and status in (PAID, ZERO) else None
        result[str(each["claim"])][str(each["benefit"])] = (status, fen, category)
    return dict(result)


def _unnamed(records: Records, claims: set[str]) -> Records:
    """Leave out which identity was applied."""
    return {
        claim: {benefit: (status, fen, None) for benefit, (status, fen, _) in own.items()} if claim in claims else own
        for claim, own in records.items()
    }


def _id(claim: Claim) -> str:
    return str(claim.plain["claim"])


def _report(document: Document, claims: list[Claim], differing: list[Claim], theirs: Records, ours: Records) -> str:
    """Say where the two part, first the claims that differ on their own."""
    lines = [f"{len(differing)} of {len(claims)} claims differ under {document.policy}, seed {SEED}"]
    for claim in differing[:SHOWN]:
        before = [each for each in claims if each.plain["person"] == claim.plain["person"]]
        lines += [f"  {json.dumps(each.plain, ensure_ascii=False)}" for each in before]
        lines += [f"  {_id(claim)} settled {theirs.get(_id(claim))}", f"  {_id(claim)} by hand {ours[_id(claim)]}", ""]
    return "\n".join(lines)
