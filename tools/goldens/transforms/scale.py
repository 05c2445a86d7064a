"""Scalers of features."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.preprocessing import (
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    StandardScaler,
)

from golden_file import sixty_fourths
from transforms import TransformCases, random_matrix, snake_case, transforms


def with_tuples(make: type) -> Callable[..., Any]:
    """The class, given its ranges as tuples."""
    return lambda **options: make(**{key: tuple(value) if isinstance(value, list) else value for key, value in options.items()})


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
    target_case(cases, "target", random_matrix(9, 12, 2), random_matrix(10, 5, 2), {}, StandardScaler, 1e-6)


def target_case(cases: TransformCases, name: str, values: np.ndarray, changed: np.ndarray, options: dict, make: Callable[..., Any], within: float, **more: Any) -> None:
    """A changed target, and what the inverse makes of it, which LML computes in float32."""
    cases.input(name, target=values, fit=np.zeros((len(values), 1)), applyTarget=changed, apply=np.zeros((len(changed), 1)))
    transformer = make(**snake_case(options)).fit(values)
    target = transformer.transform(changed)
    cases.add_case(f"{name}, changed", name, {**options, "on": "target"}, lambda: {"target": target}, **more)
    cases.add_case(
        f"{name}, inverted",
        name,
        {**options, "on": "target"},
        lambda: {"inverted": transformer.inverse_transform(target.astype(np.float32).astype(np.float64))},
        tolerance=within,
        reason="The inverse is computed in float32.",
    )


@transforms.component("min-max-scaler", "scikit-learn")
def min_max_scaler(cases: TransformCases) -> None:
    for table in usual(cases):
        for number, options in enumerate([{}, {"featureRange": [-1, 1]}, {"featureRange": [-250, 7.5], "clip": True}]):
            cases.add(f"{table}, {number}", table, options, with_tuples(MinMaxScaler))
    target_case(cases, "target", random_matrix(9, 12, 2), random_matrix(10, 5, 2), {"featureRange": [-2, 3]}, with_tuples(MinMaxScaler), 1e-6)


@transforms.component("max-abs-scaler", "scikit-learn")
def max_abs_scaler(cases: TransformCases) -> None:
    for table in usual(cases):
        for number, options in enumerate([{}, {"clip": True}]):
            cases.add(f"{table}, {number}", table, options, MaxAbsScaler)
    zeros = random_matrix(11, 10, 2)
    zeros[:, 0] = 0
    cases.table("zeros", zeros, random_matrix(12, 3, 2))
    cases.add("zeros", "zeros", {}, MaxAbsScaler)
    target_case(cases, "target", random_matrix(9, 12, 2), random_matrix(10, 5, 2), {}, MaxAbsScaler, 1e-6)


@transforms.component("robust-scaler", "scikit-learn")
def robust_scaler(cases: TransformCases) -> None:
    several = [
        {},
        {"withCentering": False},
        {"withScaling": False},
        {"quantileRange": [10, 90], "unitVariance": True},
        {"quantileRange": [0, 100]},
        {"quantileRange": [37.5, 37.5]},
        {"quantileRange": [0.001, 99.5], "unitVariance": True},
    ]
    for table in usual(cases):
        for number, options in enumerate(several):
            cases.add(f"{table}, {number}", table, options, with_tuples(RobustScaler))
    cases.add("refused: quantiles in turn", "plain", {"quantileRange": [75, 25]}, with_tuples(RobustScaler), error="LML_INVALID_OPTIONS")
    target_case(cases, "target", random_matrix(9, 12, 2), random_matrix(10, 5, 2), {}, RobustScaler, 1e-6)


@transforms.component("normalizer", "scikit-learn")
def normalizer(cases: TransformCases) -> None:
    tables = ["plain", "constant", "one row", "far"]
    usual(cases)
    zeros = random_matrix(13, 6, 3)
    zeros[2] = 0
    cases.table("zeros", zeros, zeros)
    for table in [*tables, "zeros"]:
        for norm in ["l1", "l2", "max"]:
            cases.add(f"{table}, {norm}", table, {"norm": norm}, Normalizer)
    some = np.array([[3, np.nan, 4], [np.nan, np.nan, np.nan]])
    cases.input("missing values", fit=some, apply=some)
    cases.add_case(
        "missing values",
        "missing values",
        {"norm": "l2"},
        expected={"output": np.array([[0.6, np.nan, 0.8], [np.nan, np.nan, np.nan]])},
        reason="scikit-learn refuses missing values.",
    )


@transforms.component("quantile-transformer", "scikit-learn")
def quantile_transformer(cases: TransformCases) -> None:
    usual(cases)
    ties = np.round(random_matrix(14, 60, 2))
    cases.table("ties", ties, np.concatenate([ties[:8], ties[:4] + 0.5, [[-100, 100]]]))
    several = [{}, {"outputDistribution": "normal"}, {"nQuantiles": 5}, {"nQuantiles": 1}, {"nQuantiles": 7, "outputDistribution": "normal"}]
    for table in ["plain", "missing", "constant", "one row", "far", "ties"]:
        for number, options in enumerate(several):
            cases.add(f"{table}, {number}", table, options, QuantileTransformer)
    for seed in [0, 7]:
        cases.add(f"a subsample, {seed}", "ties", {"nQuantiles": 20, "subsample": 25, "randomState": seed}, QuantileTransformer)
    cases.add("a subsample with missing values", "missing", {"nQuantiles": 9, "subsample": 12, "randomState": 3}, QuantileTransformer)
    cases.add("no subsample", "ties", {"nQuantiles": 20, "subsample": None}, QuantileTransformer)
    cases.add("refused: more quantiles than samples", "ties", {"nQuantiles": 20, "subsample": 19}, QuantileTransformer, error="LML_INVALID_OPTIONS")
    for distribution in ["uniform", "normal"]:
        for quantiles in [6, 40]:
            options = {"nQuantiles": quantiles, "outputDistribution": distribution}
            target_case(cases, f"target, {quantiles}, {distribution}", random_matrix(9, 40, 2), random_matrix(10, 9, 2), options, QuantileTransformer, 1e-5)


@transforms.component("power-transformer", "scikit-learn")
def power_transformer(cases: TransformCases) -> None:
    reason = "The exponent is found within 1e-6."
    skewed = sixty_fourths(np.exp(random_matrix(15, 40, 3) / 4)) + 1 / 64
    tables = usual(cases)
    cases.table("skewed", skewed, skewed[:6] * 2)
    cases.table("skewed to the left", -skewed, -skewed[:6] / 2)
    missing = skewed.copy()
    missing[::5, 1] = np.nan
    cases.table("skewed, missing", missing, missing[:7])
    cases.table("large", skewed * 2**20, skewed[:5] * 2**20)
    cases.table("narrow", sixty_fourths(2000 + random_matrix(16, 30, 2) / 16), sixty_fourths(2000 + random_matrix(17, 4, 2) / 16))
    for table in [*tables, "skewed", "skewed to the left", "skewed, missing", "large"]:
        for standardize in [True, False]:
            options = {"method": "yeo-johnson", "standardize": standardize}
            cases.add(f"{table}, yeo-johnson, {standardize}", table, options, PowerTransformer, tolerance=1e-6, reason=reason)
    for table in ["skewed", "skewed, missing", "large", "narrow"]:
        for standardize in [True, False]:
            options = {"method": "box-cox", "standardize": standardize}
            cases.add(f"{table}, box-cox, {standardize}", table, options, PowerTransformer, tolerance=1e-6, reason=reason)
    cases.add("refused: negative numbers", "plain", {"method": "box-cox"}, PowerTransformer, error="LML_INVALID_ARGUMENT")
    for method in ["yeo-johnson", "box-cox"]:
        for standardize in [True, False]:
            options = {"method": method, "standardize": standardize}
            target_case(cases, f"target, {method}, {standardize}", skewed, skewed[:9], options, PowerTransformer, 2e-5, reason=reason, tolerance=1e-6)
