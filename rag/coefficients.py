"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.866
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.435,
    "covered": 0.523,
    "far": -4.132,
    "figure_fit": 1.687,
    "in_context": 2.263,
    "names_missing_best": -1.835,
    "no_figure_best": -1.801,
    "no_holder": -0.610,
    "no_person_best": -0.559,
    "no_time_best": -0.588,
    "not_counted": -1.739,
    "not_said_by_best": -1.368,
    "only_planned": -0.985,
    "strange": -0.225,
    "summary": 2.062,
    "weakest": 0.279,
    "years_missing_best": -2.080,
}
