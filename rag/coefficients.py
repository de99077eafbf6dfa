"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -2.021
COEFFICIENTS: dict[str, float] = {
    "cosine": 1.164,
    "cosine_max": 0.722,
    "gap": 1.014,
    "covered": 0.17,
    "covered_top": 0.08,
    "covered_alone": 0.195,
    "names_missing": -1.199,
    "names_unknown": -0.391,
    "strange": -0.609,
    "outcome": -0.518,
    "years_missing": -0.976,
    "no_slot_best": -0.32,
    "figure_fit": 2.142,
    "not_counted": -0.967,
    "not_said_by_best": -0.583,
}
