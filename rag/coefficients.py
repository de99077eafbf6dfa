"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -2.499
COEFFICIENTS: dict[str, float] = {
    "cosine": 0.287,
    "cosine_max": 0.968,
    "covered": 0.052,
    "covered_alone": 0.249,
    "covered_top": 0.174,
    "figure_fit": 1.598,
    "gap": 0.882,
    "in_context": 2.711,
    "names_missing": -0.331,
    "names_missing_best": -0.905,
    "names_unknown": -1.029,
    "no_slot": -0.212,
    "no_slot_best": -0.233,
    "not_counted": -1.109,
    "not_said_by": -0.072,
    "not_said_by_best": -0.480,
    "outcome": -0.124,
    "rarest_missing": -0.599,
    "strange": -0.733,
    "summary": 1.398,
    "weakest": 0.388,
    "years_missing": -0.765,
}
