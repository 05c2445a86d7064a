"""Scalers of features."""

import numpy as np
from sklearn.preprocessing import StandardScaler

from transforms import TransformCases, random_matrix, transforms


def usual(cases: TransformCases) -> list[str]:
    """Tables for scalers: plain, with missing values, with constant features, of one row, far from zero."""
    cases.table("plain", random_matrix(0, 20, 3), random_matrix(1, 6, 3))
    cases.table("missing", random_matrix(2, 30, 4, missing=0.2), random_matrix(3, 9, 4, missing=0.3))
    constant = random_matrix(4, 15, 3)
    constant[:, 1] = 2.5
    cases.table("constant", constant, random_matrix(5, 5, 3))
    cases.table("one row", random_matrix(6, 1, 2), random_matrix(7, 3, 2))
    far = random_matrix(8, 25, 2)
    far[:, 0] += 100000
    cases.table("far", far, far[:4] + 1)
    return ["plain", "missing", "constant", "one row", "far"]


@transforms.component("standard-scaler", "scikit-learn")
def standard_scaler(cases: TransformCases) -> None:
    for table in usual(cases):
        for number, options in enumerate([{}, {"withMean": False}, {"withStd": False}]):
            cases.add(f"{table}, {number}", table, options, StandardScaler)
