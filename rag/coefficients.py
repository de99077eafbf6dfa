"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -2.291
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.487,
    "covered": 0.505,
    "far": -4.325,
    "figure_fit": 2.714,
    "in_context": 2.221,
    "names_missing_best": -1.318,
    "no_holder": -0.426,
    "no_slot_best": -0.851,
    "not_counted": -1.896,
    "not_said_by_best": -1.300,
    "only_planned": -1.163,
    "strange": -0.257,
    "summary": 2.086,
    "weakest": 0.353,
    "years_missing_best": -2.089,
}
