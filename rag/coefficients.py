"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.418
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.858,
    "covered": 0.281,
    "far": -4.390,
    "figure_fit": 1.485,
    "in_context": 1.915,
    "names_missing_best": -1.611,
    "no_figure_best": -1.726,
    "no_holder": -0.947,
    "no_person_best": -0.663,
    "no_time_best": -0.584,
    "not_counted": -1.288,
    "not_said_by_best": -1.149,
    "only_planned": -0.997,
    "strange": -0.263,
    "summary": 1.707,
    "years_missing_best": -2.463,
}
