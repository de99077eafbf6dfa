"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.358
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.779,
    "covered": 0.328,
    "far": -4.724,
    "figure_fit": 1.565,
    "in_context": 1.785,
    "names_missing": -1.637,
    "no_figure": -1.641,
    "no_holder": -0.938,
    "no_person": -0.714,
    "no_time": -0.691,
    "not_counted": -1.658,
    "not_said_by": -1.170,
    "only_planned": -1.012,
    "strange": -0.334,
    "summary": 1.720,
    "years_missing": -2.475,
}
