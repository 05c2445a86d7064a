"""Numbers as bins, and as 0 and 1."""

import numpy as np
from sklearn.preprocessing import Binarizer, KBinsDiscretizer

from transforms import TransformCases, random_matrix, transforms

METHODS = [
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "hazen",
    "weibull",
    "linear",
    "median_unbiased",
    "normal_unbiased",
]


@transforms.component("k-bins-discretizer", "scikit-learn")
def k_bins_discretizer(cases: TransformCases) -> None:
    plain = random_matrix(20, 33, 3)
    cases.table("plain", plain, np.concatenate([plain[:6], [[-100, 0, 100]]]))
    constant = random_matrix(21, 15, 2)
    constant[:, 1] = 2.5
    cases.table("constant", constant, random_matrix(22, 4, 2))
    cases.table("one row", random_matrix(23, 1, 2), random_matrix(24, 3, 2))
    ties = np.round(random_matrix(25, 50, 2))
    cases.table("ties", ties, np.concatenate([ties[:6], ties[:3] + 0.5]))
    far = random_matrix(26, 40, 2) + 100000
    cases.table("far", far, far[:7])
    tails = np.concatenate([random_matrix(27, 30, 1), [[500.0], [-900.0], [40000.0]]])
    cases.table("long tails", tails, tails[::4])
    few = np.array([[1.0], [2.0], [1.0], [8.0], [2.0], [1.0]])
    cases.table("few values", few, few)
    for table in ["plain", "constant", "one row", "ties", "far", "long tails"]:
        for strategy in ["uniform", "quantile", "kmeans"]:
            for encode, bins in [("ordinal", 4), ("onehot", 3)]:
                if (table, strategy, bins) == ("ties", "kmeans", 3):
                    continue  # Values stand midway between two of the first means, so that rounding decides.
                options = {"strategy": strategy, "encode": encode, "nBins": bins}
                cases.add(f"{table}, {strategy}, {encode}", table, options, KBinsDiscretizer)
    for table in ["plain", "ties"]:
        for method in METHODS:
            options = {"quantileMethod": method, "encode": "ordinal", "nBins": 7}
            cases.add(f"{table}, {method}", table, options, KBinsDiscretizer)
    for strategy in ["uniform", "quantile", "kmeans"]:
        options = {"strategy": strategy, "encode": "ordinal", "nBins": [2, 3, 9]}
        cases.add(f"bins of each, {strategy}", "plain", options, KBinsDiscretizer)
        cases.add(f"few values, {strategy}", "few values", {"strategy": strategy, "encode": "ordinal", "nBins": 6}, KBinsDiscretizer)
        drawn = {"strategy": strategy, "encode": "ordinal", "subsample": 11, "randomState": 4}
        cases.add(f"a subsample, {strategy}", "plain", drawn, KBinsDiscretizer)
    cases.table("missing", random_matrix(2, 9, 2, missing=0.2), plain[:2, :2])
    cases.add("refused: missing values", "missing", {}, KBinsDiscretizer, error="LML_INVALID_ARGUMENT")
    cases.add("refused: bins of other features", "plain", {"nBins": [2, 3]}, KBinsDiscretizer, error="LML_INVALID_ARGUMENT")


@transforms.component("binarizer", "scikit-learn")
def binarizer(cases: TransformCases) -> None:
    cases.table("plain", random_matrix(28, 4, 3), random_matrix(29, 8, 3))
    cases.table("one row", random_matrix(6, 1, 2), random_matrix(7, 1, 2))
    edges = np.array([[0.0, -0.0, 0.5], [1.0, -1.0, 2.5]])
    cases.table("at the threshold", edges, edges)
    for table in ["plain", "one row", "at the threshold"]:
        for threshold in [0, 0.5, -3.25, 1e300]:
            cases.add(f"{table}, {threshold}", table, {"threshold": threshold}, Binarizer)
    some = np.array([[3, np.nan], [np.nan, -4]])
    cases.input("missing values", fit=some, apply=some)
    cases.add_case(
        "missing values",
        "missing values",
        {"threshold": 0},
        expected={"output": np.array([[1, np.nan], [np.nan, 0]])},
        reason="scikit-learn refuses missing values.",
    )
