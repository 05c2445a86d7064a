"""Features that are made of others."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.feature_selection import VarianceThreshold
from sklearn.preprocessing import PolynomialFeatures

from transforms import TransformCases, random_matrix, snake_case, transforms
from transforms.scale import target_case


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


@transforms.component("variance-threshold", "scikit-learn")
def variance_threshold(cases: TransformCases) -> None:
    plain = random_matrix(34, 20, 4)
    plain[:, 1] = 0.1 * 2**-3
    plain = np.round(plain * 64) / 64
    plain[:, 2] /= 256
    cases.table("plain", plain, random_matrix(35, 3, 4))
    missing = plain.copy()
    missing[::3, 1] = np.nan
    missing[::4, 3] = np.nan
    cases.table("missing", missing, random_matrix(36, 4, 4, missing=0.3))
    far = random_matrix(37, 15, 3) + 100000
    far[:, 0] = 123456.75
    cases.table("far", far, far[:3])
    cases.table("one row", random_matrix(6, 1, 2), random_matrix(7, 1, 2))
    for table in ["plain", "missing", "far"]:
        for threshold in [0, 0.001, 1, 7]:
            cases.add(f"{table}, {threshold}", table, {"threshold": threshold}, VarianceThreshold)
    cases.add("refused: one row", "one row", {}, VarianceThreshold, error="LML_INVALID_ARGUMENT")
    cases.add("refused: a high threshold", "plain", {"threshold": 1e9}, VarianceThreshold, error="LML_INVALID_ARGUMENT")


@transforms.component("pca", "scikit-learn")
def pca(cases: TransformCases) -> None:
    mixed = np.round(random_matrix(38, 40, 5) @ np.array(random_matrix(39, 5, 5)) * 8) / 64
    cases.table("mixed", mixed, mixed[:6] + 0.5)
    far = random_matrix(40, 30, 3) + 10000
    cases.table("far", far, far[:4] - 1)
    cases.table("one feature", random_matrix(41, 9, 1), random_matrix(42, 3, 1))
    few = random_matrix(43, 4, 6)
    cases.table("fewer samples than features", few, random_matrix(44, 3, 6))
    constant = random_matrix(45, 12, 3)
    constant[:, 1] = 4
    cases.table("constant", constant, constant[:3])

    def full(**options: object) -> PCA:
        return PCA(svd_solver="full", **options)

    for table in ["mixed", "far"]:
        for number, options in enumerate([{}, {"nComponents": 2}, {"whiten": True}, {"nComponents": 0.6}, {"nComponents": 0.95, "whiten": True}]):
            cases.add(f"{table}, {number}", table, options, full)
    cases.add("one feature", "one feature", {}, full)
    cases.add("one feature, whitened", "one feature", {"whiten": True}, full)
    cases.add("fewer samples than features", "fewer samples than features", {"nComponents": 3, "whiten": True}, full)
    cases.add("constant", "constant", {"nComponents": 2}, full)
    cases.add("refused: more components than samples", "fewer samples than features", {"nComponents": 5}, full, error="LML_INVALID_ARGUMENT")
    cases.add("refused: more components than features", "mixed", {"nComponents": 6}, full, error="LML_INVALID_ARGUMENT")
    for whiten in [False, True]:
        options = {"nComponents": 2, "whiten": whiten}
        target_case(cases, f"target, {whiten}", mixed, mixed[:7], options, full, 2e-5)
