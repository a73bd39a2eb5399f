"""The diseases that the documents print, by name of the vocabulary."""

from __future__ import annotations

DISEASES = (
    "lung-cancer",
    "oesophageal-cancer",
    "gastric-cancer",
    "colon-cancer",
    "rectal-cancer",
    "breast-cancer",
    "cervical-cancer",
    "multiple-organ-failure",
    "aplastic-anaemia",
    "end-stage-renal-disease",
    "drug-resistant-tuberculosis",
    "aids-opportunistic-infection",
    "severe-psychosis",
    "haemophilia",
    "liver-or-kidney-transplant-care",
    "chronic-myeloid-leukaemia",
    "acute-myocardial-infarction",
    "cerebral-infarction",
    "severe-influenza-h1n1",
    "type-1-diabetes",
    "hyperthyroidism",
    "cleft-lip-or-palate",
    "thalassaemia",
    "leukaemia",
)
"""The list that both Chongqing documents begin with, in their order; each goes on in its own way."""

NOT_IN_YUNNAN = frozenset(
    {
        "multiple-organ-failure",
        "aplastic-anaemia",
        "liver-or-kidney-transplant-care",
        "severe-influenza-h1n1",
        "thalassaemia",
        "leukaemia",
    }
)
"""Those of them that Yunnan leaves out."""
