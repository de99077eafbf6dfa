"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

COLLECTION: dict[str, float] = {
    "intercept": -1.895,
    "covered": 0.571,
    "far": -3.665,
    "figure_fit": 1.950,
    "in_context": 1.068,
    "length": 1.623,
    "names_missing": -1.630,
    "no_figure": -1.825,
    "no_holder": -1.011,
    "no_person": -0.748,
    "no_time": -1.251,
    "not_counted": -1.712,
    "not_said_by": -1.101,
    "only_planned": -1.007,
    "several": 1.500,
    "strange": -0.062,
    "summary": 1.976,
    "years_missing": -2.212,
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
