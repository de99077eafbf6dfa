"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""

INTERCEPT = 2.0
COEFFICIENTS: dict[str, float] = {}
