"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.362
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.783,
    "covered": 0.320,
    "far": -4.725,
    "figure_fit": 1.573,
    "in_context": 1.785,
    "names_missing": -1.639,
    "no_figure": -1.646,
    "no_holder": -0.937,
    "no_person": -0.713,
    "no_time": -0.691,
    "not_counted": -1.656,
    "not_said_by": -1.185,
    "only_planned": -1.010,
    "strange": -0.332,
    "summary": 1.719,
    "years_missing": -2.476,
}
