"""Features that are made of others."""

import numpy as np
from sklearn.preprocessing import PolynomialFeatures

from transforms import TransformCases, random_matrix, snake_case, transforms


@transforms.component("polynomial-features", "scikit-learn")
def polynomial_features(cases: TransformCases) -> None:
    cases.table("three", random_matrix(30, 4, 3), random_matrix(31, 3, 3))
    cases.table("one", random_matrix(32, 4, 1), random_matrix(33, 3, 1))
    cases.table("one row", random_matrix(6, 1, 2), random_matrix(7, 1, 2))
    table = {"width": [1.5, -2, 0.25], "height": [3, 4, -1], "depth": [0.5, 7, 0]}
    cases.table("named", table, table)
    several = [
        {},
        {"degree": 3},
        {"degree": 3, "interactionOnly": True},
        {"degree": 1, "includeBias": False},
        {"degree": [2, 3], "includeBias": False},
        {"degree": [0, 2], "interactionOnly": True},
        {"degree": 5, "interactionOnly": True},
        {"degree": 0},
    ]
    for name in ["three", "one", "one row"]:
        for number, options in enumerate(several):
            cases.add(f"{name}, {number}", name, options, PolynomialFeatures)

    def named(options: dict) -> dict:
        transformer = PolynomialFeatures(**snake_case(options))
        values = np.array(list(table.values()), dtype=float).T
        columns = transformer.fit_transform(values).T
        return {"output": {name: list(column) for name, column in zip(transformer.get_feature_names_out(list(table)), columns)}}

    for options in several[:3]:
        cases.add_case(f"names, degree {options.get('degree')}, {options.get('interactionOnly')}", "named", options, lambda options=options: named(options))
    cases.add("refused: nothing left", "one", {"degree": 0, "includeBias": False}, PolynomialFeatures, error="LML_INVALID_OPTIONS")
    cases.add("refused: degrees in turn", "one", {"degree": [3, 2]}, PolynomialFeatures, error="LML_INVALID_OPTIONS")
