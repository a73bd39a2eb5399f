"""The diseases that both Chongqing documents print, in their order; each document goes on in its own way."""

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
