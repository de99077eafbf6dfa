"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

COLLECTION: dict[str, float] = {
    "intercept": -1.715,
    "cosine_max": 0.019,
    "covered": 0.604,
    "far": -3.550,
    "figure_fit": 1.878,
    "in_context": 1.269,
    "length": 1.282,
    "names_missing": -1.681,
    "no_figure": -2.189,
    "no_holder": -1.002,
    "no_person": -0.771,
    "no_time": -1.602,
    "not_counted": -1.769,
    "not_said_by": -1.270,
    "only_planned": -1.004,
    "several": 1.214,
    "strange": -0.180,
    "summary": 1.837,
    "years_missing": -2.314,
}

PASSAGE: dict[str, float] = {
    "intercept": -6.045,
    "cosine_max": 2.583,
    "covered": 1.316,
    "far": -2.540,
    "figure_fit": 1.860,
    "in_context": 6.116,
    "names_missing": -0.374,
    "no_figure": -2.887,
    "no_holder": -0.029,
    "not_counted": -0.427,
    "not_said_by": -2.729,
    "strange": -0.116,
}
