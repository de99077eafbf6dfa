"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.925
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.462,
    "covered": 0.499,
    "far": -4.305,
    "figure_fit": 1.862,
    "in_context": 2.244,
    "names_missing_best": -1.343,
    "no_figure_best": -1.576,
    "no_holder": -0.613,
    "no_person_best": -0.512,
    "no_time_best": -0.515,
    "not_counted": -1.803,
    "not_said_by_best": -1.278,
    "only_planned": -0.861,
    "strange": -0.243,
    "summary": 2.095,
    "weakest": 0.414,
    "years_missing_best": -2.089,
}
