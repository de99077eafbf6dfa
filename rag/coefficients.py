"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -2.096
COEFFICIENTS: dict[str, float] = {
    "cosine": 0.883,
    "cosine_max": 1.372,
    "gap": 1.118,
    "covered": 0.311,
    "covered_top": 0.018,
    "names_missing": -1.072,
    "names_unknown": -0.362,
    "strange": -0.596,
    "outcome": -0.476,
    "years_missing": -0.956,
    "no_slot": -0.061,
    "no_slot_best": -0.304,
    "figure_fit": 2.054,
    "not_counted": -1.548,
    "not_said_by": -0.291,
    "not_said_by_best": -0.327,
}
