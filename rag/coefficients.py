"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -2.223
COEFFICIENTS: dict[str, float] = {
    "cosine": 1.003,
    "cosine_max": 1.043,
    "gap": 1.118,
    "covered": 0.277,
    "covered_top": 0.054,
    "covered_alone": 0.057,
    "names_missing": -1.081,
    "names_unknown": -0.382,
    "strange": -0.597,
    "outcome": -0.493,
    "years_missing": -0.942,
    "no_slot": -0.005,
    "no_slot_best": -0.333,
    "figure_fit": 2.286,
    "not_counted": -1.514,
    "not_said_by": -0.079,
    "not_said_by_best": -0.392,
}
