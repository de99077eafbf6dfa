"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.406
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.808,
    "covered": 0.301,
    "far": -4.462,
    "figure_fit": 1.569,
    "in_context": 1.907,
    "names_missing": -1.628,
    "no_figure": -1.635,
    "no_holder": -0.956,
    "no_person": -0.683,
    "no_time": -0.600,
    "not_counted": -1.673,
    "not_said_by": -1.185,
    "only_planned": -1.014,
    "strange": -0.331,
    "summary": 1.723,
    "years_missing": -2.476,
}
