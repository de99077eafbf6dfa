"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -2.089
COEFFICIENTS: dict[str, float] = {
    "cosine": 0.987,
    "cosine_max": 1.072,
    "gap": 1.102,
    "covered": 0.283,
    "covered_top": 0.059,
    "covered_alone": 0.033,
    "names_missing": -1.096,
    "names_unknown": -0.358,
    "strange": -0.594,
    "outcome": -0.49,
    "years_missing": -0.946,
    "no_slot_best": -0.344,
    "figure_fit": 2.162,
    "not_counted": -1.56,
    "not_said_by": -0.251,
    "not_said_by_best": -0.329,
}
