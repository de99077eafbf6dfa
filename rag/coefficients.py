"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

COLLECTION: dict[str, float] = {
    "intercept": -1.902,
    "covered": 0.554,
    "far": -3.666,
    "figure_fit": 1.961,
    "in_context": 1.095,
    "length": 1.617,
    "names_missing": -1.600,
    "no_figure": -1.822,
    "no_holder": -1.010,
    "no_person": -0.750,
    "no_time": -1.255,
    "not_counted": -1.713,
    "not_said_by": -1.118,
    "only_planned": -0.988,
    "several": 1.496,
    "strange": -0.064,
    "summary": 1.978,
    "years_missing": -2.209,
}

PASSAGE: dict[str, float] = {
    "intercept": -6.083,
    "cosine_max": 2.544,
    "covered": 1.329,
    "far": -2.527,
    "figure_fit": 1.868,
    "in_context": 6.214,
    "names_missing": -0.374,
    "no_figure": -2.895,
    "no_holder": -0.028,
    "not_counted": -0.423,
    "not_said_by": -2.747,
    "strange": -0.111,
}
