"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

COLLECTION: dict[str, float] = {
    "intercept": -1.716,
    "cosine_max": 0.059,
    "covered": 0.640,
    "far": -3.563,
    "figure_fit": 1.862,
    "in_context": 1.214,
    "length": 1.283,
    "names_missing": -1.666,
    "no_figure": -2.194,
    "no_holder": -1.004,
    "no_person": -0.776,
    "no_time": -1.598,
    "not_counted": -1.768,
    "not_said_by": -1.217,
    "only_planned": -0.985,
    "several": 1.212,
    "strange": -0.176,
    "summary": 1.843,
    "years_missing": -2.308,
}

PASSAGE: dict[str, float] = {
    "intercept": -6.044,
    "cosine_max": 2.583,
    "covered": 1.317,
    "far": -2.538,
    "figure_fit": 1.860,
    "in_context": 6.113,
    "names_missing": -0.374,
    "no_figure": -2.887,
    "no_holder": -0.029,
    "not_counted": -0.427,
    "not_said_by": -2.728,
    "strange": -0.116,
}
