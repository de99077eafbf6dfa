"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -2.249
COEFFICIENTS: dict[str, float] = {
    "asked_unknown": -1.978,
    "cosine_max": 0.638,
    "covered": 0.540,
    "figure_fit": 2.243,
    "in_context": 2.564,
    "names_missing_best": -1.331,
    "no_slot": -0.117,
    "no_slot_best": -0.817,
    "not_counted": -1.206,
    "not_said_by_best": -0.879,
    "only_planned": -1.123,
    "strange": -0.301,
    "summary": 1.996,
    "weakest": 0.339,
    "years_missing": -0.142,
    "years_missing_best": -2.025,
}
