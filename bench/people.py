"""Plausible claims under Baoshan 2022: who comes to hospital, how often, at what cost. Seeded: the same each run."""

from random import Random

SEED = 2022
CATEGORIES = (
    "特困人员",
    "低保对象",
    "低保对象",
    "返贫致贫人口",
    "低保边缘家庭成员",
    "纳入监测范围的农村易返贫致贫人口",
    "因病致贫重病患者",
)
CARE = ("住院", "住院", "门诊慢性病", "门诊慢性病", "门诊特殊病", "门诊急诊抢救", "日间手术")
DISEASES = ("高血压", "肺癌", "终末期肾病", "骨折", "脑梗死")


def claims(count: int) -> list[dict[str, object]]:
    """Return claims with canonical Chinese names, in no order; a person has about six of them over two years."""
    random = Random(SEED)
    result: list[dict[str, object]] = []
    for number in range(count):
        in_scope = random.randint(10_000, 6_000_000)
        basic = int(in_scope * random.uniform(0.3, 0.7))
        critical = (in_scope - basic) // 5 if in_scope > 2_000_000 else 0
        person = random.randrange(max(1, count // 6))
        held = Random(person)
        result.append(
            {
                "claim": f"C{number}",
                "person": f"P{person}",
                "date": f"{random.randint(2023, 2024)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
                "categories": [held.choice(CATEGORIES)] + (["因病致贫重病患者"] if held.random() < 0.1 else []),
                "care": random.choice(CARE),
                "level": random.randint(1, 3),
                "diseases": [random.choice(DISEASES)],
                "marks": ["规范转诊"] if random.random() < 0.9 else [],
                "in_scope": _yuan(in_scope),
                "paid_basic": _yuan(basic),
                "paid_critical_illness": _yuan(critical),
                "paid_supplementary": "0.00",
            }
        )
    return result


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
