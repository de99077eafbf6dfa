"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

COLLECTION: dict[str, float] = {
    "intercept": -1.892,
    "covered": 0.573,
    "far": -3.668,
    "figure_fit": 1.952,
    "in_context": 1.055,
    "length": 1.624,
    "names_missing": -1.628,
    "no_figure": -1.828,
    "no_holder": -0.848,
    "no_person": -0.783,
    "no_time": -1.246,
    "not_counted": -1.708,
    "not_said_by": -1.098,
    "only_planned": -1.002,
    "several": 1.504,
    "strange": -0.058,
    "summary": 1.979,
    "years_missing": -2.208,
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
