"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

COLLECTION: dict[str, float] = {
    "intercept": -1.651,
    "covered": 0.574,
    "far": -3.768,
    "figure_fit": 1.882,
    "in_context": 1.103,
    "length": 1.574,
    "names_missing": -1.656,
    "no_figure": -1.848,
    "no_holder": -1.015,
    "no_person": -0.753,
    "no_time": -1.220,
    "not_counted": -1.729,
    "not_said_by": -1.105,
    "only_planned": -1.019,
    "several": 1.478,
    "strange": -0.089,
    "summary": 1.926,
    "years_missing": -2.216,
}

PASSAGE: dict[str, float] = {
    "intercept": -6.042,
    "cosine_max": 2.579,
    "covered": 1.315,
    "far": -2.543,
    "figure_fit": 1.859,
    "in_context": 6.115,
    "names_missing": -0.373,
    "no_figure": -2.887,
    "no_holder": -0.028,
    "not_counted": -0.427,
    "not_said_by": -2.728,
    "strange": -0.116,
}
