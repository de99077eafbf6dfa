"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.445
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.472,
    "covered": 0.397,
    "far": -4.631,
    "figure_fit": 1.738,
    "in_context": 1.997,
    "names_missing": -1.618,
    "no_figure": -1.861,
    "no_holder": -1.007,
    "no_person": -0.844,
    "no_time": -1.301,
    "not_counted": -1.648,
    "not_said_by": -0.989,
    "only_planned": -0.826,
    "strange": -0.257,
    "summary": 1.781,
    "years_missing": -2.200,
}
