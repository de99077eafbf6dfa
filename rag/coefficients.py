"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.414
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.880,
    "covered": 0.290,
    "far": -4.468,
    "figure_fit": 1.591,
    "in_context": 1.851,
    "names_missing": -1.631,
    "no_figure": -1.650,
    "no_holder": -0.961,
    "no_person": -0.688,
    "no_time": -0.606,
    "not_counted": -1.674,
    "not_said_by": -1.190,
    "only_planned": -1.020,
    "strange": -0.334,
    "summary": 1.722,
    "years_missing": -2.482,
}
