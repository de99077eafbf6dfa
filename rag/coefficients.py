"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.753
COEFFICIENTS: dict[str, float] = {
    "cosine": 0.569,
    "cosine_max": 1.098,
    "covered": 0.122,
    "covered_alone": 0.106,
    "covered_top": 0.238,
    "figure_fit": 1.446,
    "gap": 1.466,
    "names_missing": -1.357,
    "names_unknown": -0.742,
    "no_slot": -0.109,
    "no_slot_best": -0.366,
    "not_counted": -1.436,
    "not_said_by": -0.255,
    "not_said_by_best": -0.443,
    "outcome": -0.506,
    "strange": -0.736,
    "weakest": 0.168,
    "years_missing": -1.110,
}
