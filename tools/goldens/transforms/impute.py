"""Imputers of missing values."""

from typing import Any

import numpy as np
from sklearn.impute import KNNImputer, MissingIndicator, SimpleImputer

from transforms import TransformCases, random_matrix, transforms


def tables(cases: TransformCases) -> list[str]:
    """Numbers with missing values, in whole numbers of which some are frequent, and with a feature that has none."""
    cases.table("missing", random_matrix(0, 24, 4, missing=0.3), random_matrix(1, 8, 4, missing=0.4))
    random = np.random.RandomState(2)
    whole = random.randint(0, 4, size=(25, 3)).astype(float)
    whole[random.uniform(size=whole.shape) < 0.2] = np.nan
    whole[:, 2] = random.randint(0, 4, size=25)
    cases.table("whole", whole, np.array([[np.nan, 1, np.nan], [2, np.nan, 0], [np.nan, np.nan, 3.0]]))
    empty = random_matrix(4, 15, 3, missing=0.2)
    empty[:, 1] = np.nan
    cases.table("empty", empty, random_matrix(5, 5, 3, missing=0.4))
    return ["missing", "whole", "empty"]


@transforms.component("simple-imputer", "scikit-learn")
def simple_imputer(cases: TransformCases) -> None:
    def make(**arguments: Any) -> SimpleImputer:
        strategy = str(arguments.get("strategy", "mean")).replace("-", "_")
        return SimpleImputer(**{**arguments, "strategy": strategy})

    strategies = ["mean", "median", "most-frequent", "constant"]
    for table in tables(cases):
        for strategy in strategies:
            cases.add(f"{table}, {strategy}", table, {"strategy": strategy}, make)
            cases.add(f"{table}, {strategy}, indicators", table, {"strategy": strategy, "addIndicator": True}, make)
    for strategy in strategies:
        cases.add(f"empty, kept, {strategy}", "empty", {"strategy": strategy, "keepEmptyFeatures": True, "addIndicator": True}, make)
    cases.add("constant, given", "missing", {"strategy": "constant", "fillValue": -7.5}, make)
    cases.add(
        "empty, kept, constant, given", "empty", {"strategy": "constant", "fillValue": 3, "keepEmptyFeatures": True}, make
    )
    marked = np.where(np.isnan(random_matrix(6, 14, 2, missing=0.3)), -999, random_matrix(6, 14, 2))
    cases.table("marked", marked, np.array([[-999.0, 1], [2, -999]]))
    for strategy in strategies:
        cases.add(f"marked, {strategy}", "marked", {"strategy": strategy, "missingValues": -999}, make)
    colours = ["red", "green", "", "blue", "red", "green", "é", "", "\U0001f600", "ﬀ"]
    cases.table(
        "texts",
        {"colour": colours, "tail": ["\U0001f600", "ﬀ", "ﬀ", "\U0001f600", "", "a", "b", "c", "d", "e"]},
        {"colour": ["", "blue", "x"], "tail": ["", "a", ""]},
    )
    for strategy in ["most-frequent", "constant"]:
        cases.add(f"texts, {strategy}", "texts", {"strategy": strategy}, make)
        cases.add(f"texts, {strategy}, indicators", "texts", {"strategy": strategy, "addIndicator": True}, make)
    cases.add("texts, constant, given", "texts", {"strategy": "constant", "fillValue": "none"}, make)
    for strategy in ["mean", "median"]:
        cases.add(f"texts, {strategy}", "texts", {"strategy": strategy}, make, error="LML_INVALID_ARGUMENT")
    cases.add("a text in numbers", "missing", {"strategy": "constant", "fillValue": "none"}, make, error="LML_INVALID_ARGUMENT")


@transforms.component("missing-indicator", "scikit-learn")
def missing_indicator(cases: TransformCases) -> None:
    def make(**arguments: Any) -> MissingIndicator:
        return MissingIndicator(**arguments)

    for table in tables(cases):
        cases.add(f"{table}, all", table, {"features": "all"}, make)
        cases.add(f"{table}, missing only", table, {"errorOnNew": False}, make)
        error = {"error": "LML_INVALID_ARGUMENT"} if table == "whole" else {}
        cases.add(f"{table}, new ones refused", table, {}, make, **error)
    cases.add("some features", "missing", {"columns": [2, 0], "features": "all"}, columns_of(make, [2, 0]))
    marked = np.where(np.isnan(random_matrix(6, 14, 2, missing=0.3)), -999, random_matrix(6, 14, 2))
    cases.table("marked", marked, np.array([[-999.0, 1], [2, -999]]))
    for features in ["missing-only", "all"]:
        cases.add(f"marked, {features}", "marked", {"features": features, "missingValues": -999}, make)
    cases.table("texts", {"a": ["x", "", "y"], "b": [1, 2, 3]}, {"a": ["", "x"], "b": [2, 1]})
    for features in ["missing-only", "all"]:
        cases.add(f"texts, {features}", "texts", {"features": features}, make)


def columns_of(make: Any, columns: list[int]) -> Any:
    """A transformer of some columns of an array, whose others stay as they are."""

    class Some:
        def __init__(self, **arguments: Any) -> None:
            del arguments["columns"]
            self.inner = make(**arguments)

        def fit(self, values: Any, target: Any) -> None:
            self.inner.fit(values[:, columns], target)

        def transform(self, values: Any) -> Any:
            changed = values.copy()
            changed[:, columns] = self.inner.transform(values[:, columns])
            return changed

    return Some


@transforms.component("knn-imputer", "scikit-learn")
def knn_imputer(cases: TransformCases) -> None:
    def make(**arguments: Any) -> KNNImputer:
        return KNNImputer(**arguments)

    cases.table("missing", random_matrix(0, 24, 4, missing=0.3), random_matrix(1, 8, 4, missing=0.4))
    empty = random_matrix(4, 15, 3, missing=0.2)
    empty[:, 1] = np.nan
    cases.table("empty", empty, random_matrix(5, 5, 3, missing=0.4))
    same = random_matrix(7, 12, 3, missing=0.2)
    cases.table("same samples", same, np.vstack([same[:4], np.full((1, 3), np.nan)]))
    for table in ["missing", "empty", "same samples"]:
        for weights in ["uniform", "distance"]:
            for neighbours in [1, 3, None]:
                options = {"weights": weights, "nNeighbors": neighbours}
                cases.add(f"{table}, {weights}, {neighbours or 5}", table, options, lambda **given: make(**{name: value for name, value in given.items() if value is not None}))
        cases.add(f"{table}, indicators", table, {"addIndicator": True}, make)
    cases.add("empty, kept", "empty", {"keepEmptyFeatures": True, "addIndicator": True}, make)
    cases.add("more neighbours than samples", "missing", {"nNeighbors": 100}, make)
    marked = np.where(np.isnan(random_matrix(6, 14, 2, missing=0.3)), -999, random_matrix(6, 14, 2))
    cases.table("marked", marked, np.array([[-999.0, 1], [2, -999]]))
    cases.add("marked", "marked", {"missingValues": -999, "nNeighbors": 2}, make)
