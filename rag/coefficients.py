"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.713
COEFFICIENTS: dict[str, float] = {
    "cosine": 0.803,
    "cosine_max": 1.119,
    "covered": 0.118,
    "covered_alone": 0.034,
    "covered_top": 0.200,
    "figure_fit": 1.430,
    "gap": 1.285,
    "names_missing": -0.979,
    "names_missing_best": -0.668,
    "names_unknown": -0.555,
    "no_slot": -0.156,
    "no_slot_best": -0.319,
    "not_counted": -1.436,
    "not_said_by": -0.318,
    "not_said_by_best": -0.380,
    "outcome": -0.534,
    "rarest_missing": -0.465,
    "strange": -0.927,
    "summary": 1.857,
    "weakest": 0.027,
    "years_missing": -1.185,
}
