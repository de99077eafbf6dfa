"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.739
COEFFICIENTS: dict[str, float] = {
    "cosine": 0.607,
    "cosine_max": 1.045,
    "covered": 0.164,
    "covered_alone": 0.087,
    "covered_top": 0.217,
    "figure_fit": 1.452,
    "gap": 1.418,
    "names_missing": -1.412,
    "names_unknown": -0.714,
    "no_slot": -0.136,
    "no_slot_best": -0.355,
    "not_counted": -1.432,
    "not_said_by": -0.261,
    "not_said_by_best": -0.449,
    "outcome": -0.508,
    "strange": -0.721,
    "weakest": 0.196,
    "years_missing": -1.107,
}
