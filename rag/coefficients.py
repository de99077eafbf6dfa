"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.379
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.484,
    "covered": 0.396,
    "far": -4.721,
    "figure_fit": 1.600,
    "in_context": 2.033,
    "names_missing": -1.531,
    "no_figure": -1.978,
    "no_holder": -1.283,
    "no_person": -0.593,
    "no_time": -1.106,
    "not_counted": -1.665,
    "not_said_by": -1.087,
    "only_planned": -0.984,
    "strange": -0.369,
    "summary": 1.749,
    "years_missing": -2.021,
}
