"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = -1.450
COEFFICIENTS: dict[str, float] = {
    "cosine_max": 0.495,
    "covered": 0.400,
    "far": -4.627,
    "figure_fit": 1.736,
    "in_context": 1.982,
    "names_missing": -1.622,
    "no_figure": -1.864,
    "no_holder": -1.099,
    "no_person": -0.804,
    "no_time": -1.302,
    "not_counted": -1.573,
    "not_said_by": -0.990,
    "only_planned": -0.829,
    "strange": -0.258,
    "summary": 1.782,
    "years_missing": -2.202,
}
