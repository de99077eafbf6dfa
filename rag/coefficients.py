"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -2.074
COEFFICIENTS: dict[str, float] = {
    "cosine": 1.118,
    "cosine_max": 0.797,
    "gap": 0.731,
    "covered": 0.009,
    "covered_top": 0.161,
    "covered_alone": 0.227,
    "names_missing": -1.155,
    "names_unknown": -0.399,
    "strange": -0.485,
    "outcome": -0.494,
    "years_missing": -0.96,
    "no_slot": -0.076,
    "no_slot_best": -0.241,
    "figure_fit": 2.253,
    "not_counted": -0.941,
    "not_said_by": -0.011,
    "not_said_by_best": -0.589,
}
