"""Metrics that gather plain values, by torchmetrics."""

from typing import Any

import numpy as np
import torch
from torchmetrics import CatMetric, MaxMetric, MeanMetric, Metric, MinMetric, RunningMean, RunningSum, SumMetric

from golden_file import result
from metrics import MetricCases, metrics, run


nan, infinity = np.nan, np.inf


def batch(value: Any, weight: Any = None) -> dict[str, np.ndarray]:
    made = {"prediction": np.array(value, dtype=np.float64)}
    return made if weight is None else {**made, "weight": np.array(weight, dtype=np.float64)}


@metrics.component("mean", "torchmetrics", "torch")
def mean(cases: MetricCases) -> None:
    cases.input("scalars", [batch(1.5), batch(-4), batch(2.25)])
    cases.input("vectors", [batch([1, 2, 3.5]), batch([-1]), batch([0.25, 8])])
    cases.input("matrices", [batch([[1, 2], [3, 5]]), batch([[-1, 0.5]])])
    cases.input("weighted scalars", [batch(1.5, 2), batch(-4, 0.5), batch(2.25, 1)])
    cases.input("weighted vectors", [batch([1, 2, 3.5], [1, 0, 2]), batch([4, 8], [0.25, 0.5])])
    cases.input("one weight for a vector", [batch([1, 2, 3.5], 32), batch([4, 8], 8)])
    cases.input("weights for the rows", [batch([[1, 2], [3, 5]], [1, 3]), batch([[1, 2], [3, 5]], [[1], [3]])])
    cases.input("some weighted", [batch([1, 2]), batch([5], [3])])
    cases.input("weights of 0", [batch([1, 2], [0, 0]), batch([3], [0])])
    cases.input("negative weights", [batch([1, 2], [3, -1])])
    cases.input("no updates", [])
    cases.input("an empty batch", [batch([]), batch([1, 2]), batch([])])
    cases.input("infinite", [batch([1, infinity]), batch([2, -infinity])])
    cases.input("NaN", [batch([1, nan, 3]), batch([nan]), batch([4])])
    cases.input("NaN only", [batch([nan, nan])])
    cases.input("NaN with weights", [batch([1, nan, 3], [2, 5, 1]), batch([4], [2])])
    cases.input("NaN among the weights", [batch([1, 2, 3], [2, nan, 1])])
    cases.input("a scalar NaN", [batch(2), batch(nan), batch(4)])
    cases.input("weights of another length", [batch([1, 2, 3], [1, 2])])

    def add(name: str, strategy: Any, **answer: Any) -> None:
        make = lambda: MeanMetric(nan_strategy=strategy)  # noqa: E731
        cases.add(f"{name}: nanStrategy {strategy}", name, {"nanStrategy": strategy}, make, **answer)

    for name in cases.batches:
        if "NaN" in name:
            add(name, "error", error="LML_INVALID_ARGUMENT")
            for strategy in ("warn", "ignore", 0.0, -1.5):
                if strategy != -1.5 or name not in ("NaN only", "a scalar NaN"):
                    add(name, strategy)
        elif name == "weights of another length":
            add(name, "warn", error="LML_SHAPE_MISMATCH")
        elif name == "weights for the rows":
            columns = [{**batch, "weight": batch["weight"].reshape(-1, 1)} for batch in cases.batches[name]]
            expected = run(MeanMetric, columns, torch.float64)
            add(name, "warn", expected=expected, reason="Weights broadcast from the first axes, the samples, not the last.")
        else:
            add(name, "warn")
    add("NaN", "disable")
    weighted = run(MeanMetric, cases.batches["weighted vectors"], torch.float64)
    add("weighted vectors", "disable", expected=weighted, reason="torchmetrics drops the weights.")
    add("vectors", "drop", error="LML_INVALID_OPTIONS")


@metrics.component("sum", "torchmetrics", "torch")
def sum_cases(cases: MetricCases) -> None:
    add_values(cases, SumMetric)


@metrics.component("max", "torchmetrics", "torch")
def max_cases(cases: MetricCases) -> None:
    add_values(cases, MaxMetric)


@metrics.component("min", "torchmetrics", "torch")
def min_cases(cases: MetricCases) -> None:
    add_values(cases, MinMetric)


@metrics.component("cat", "torchmetrics", "torch")
def cat(cases: MetricCases) -> None:
    flat = "torchmetrics puts the values of several axes in a row only where some are NaN, though its words promise it always."
    add_values(cases, CatMetric, flat)


def add_values(cases: MetricCases, made: type[Metric], flat: str | None = None) -> None:
    """Values without weights; `flat` says why those of several axes are put in a row."""
    cases.input("scalars", [batch(1.5), batch(-4), batch(2.25)])
    cases.input("vectors", [batch([1, 2, 3.5]), batch([-1]), batch([0.25, 8])])
    cases.input("matrices", [batch([[1, 2], [3, 5]]), batch([[-1, 0.5]])])
    cases.input("all negative", [batch([-3, -2]), batch([-8.5])])
    cases.input("no updates", [])
    cases.input("an empty batch", [batch([]), batch([1, 2]), batch([])])
    cases.input("infinite", [batch([1, infinity]), batch([2]), batch([-infinity])])
    cases.input("NaN", [batch([1, nan, 3]), batch([nan]), batch([4])])
    cases.input("NaN only", [batch([nan, nan])])
    cases.input("a scalar NaN", [batch(2), batch(nan), batch(4)])

    def add(name: str, strategy: Any, **answer: Any) -> None:
        make = lambda: made(nan_strategy=strategy)  # noqa: E731
        # torchmetrics makes a number of an array of one.
        row = {} if flat is None else {"convert": lambda value: result(np.atleast_1d(value))}
        cases.add(f"{name}: nanStrategy {strategy}", name, {"nanStrategy": strategy}, make, **row, **answer)

    for name in cases.batches:
        if "NaN" in name:
            add(name, "error", error="LML_INVALID_ARGUMENT")
            for strategy in ("warn", "ignore", "disable", 0.0, -1.5):
                add(name, strategy)
        elif name == "matrices" and flat is not None:
            rows = [batch(one["prediction"].ravel()) for one in cases.batches[name]]
            add(name, "warn", expected=run(made, rows, torch.float64), reason=flat)
        else:
            add(name, "warn")
    add("vectors", "drop", error="LML_INVALID_OPTIONS")


@metrics.component("running-mean", "torchmetrics", "torch")
def running_mean(cases: MetricCases) -> None:
    add_running(cases, RunningMean)
    cases.input("weighted", [batch([1, 2, 3.5], [1, 0, 2]), batch([4, 8], [0.25, 0.5]), batch([5], [3]), batch([1, 1], [2, 2])])
    for window in (2, 3):
        options = {"window": window, "nanStrategy": "warn"}
        cases.add(f"weighted: window {window}", "weighted", options, lambda window=window: RunningMean(window=window))


@metrics.component("running-sum", "torchmetrics", "torch")
def running_sum(cases: MetricCases) -> None:
    add_running(cases, RunningSum)


def add_running(cases: MetricCases, made: type[Metric]) -> None:
    cases.input("scalars", [batch(value) for value in (1.5, -4, 2.25, 8, 0.5, -1, 3)])
    cases.input("vectors of different lengths", [batch([1, 2, 3.5]), batch([-1]), batch([0.25, 8]), batch([5])])
    cases.input("matrices", [batch([[1, 2], [3, 5]]), batch([[-1, 0.5]]), batch([[4, 4]])])
    cases.input("no updates", [])
    cases.input("NaN", [batch([1, nan, 3]), batch([nan]), batch([4]), batch([5, 6])])
    cases.input("an empty batch", [batch([2]), batch([]), batch([1, 2])])

    def add(name: str, window: int, strategy: Any = "warn", **answer: Any) -> None:
        options = {"window": window, "nanStrategy": strategy}
        make = lambda: made(window=window, nan_strategy=strategy)  # noqa: E731
        cases.add(f"{name}: window {window}, nanStrategy {strategy}", name, options, make, **answer)

    for window in (1, 2, 5):
        for name in ("scalars", "vectors of different lengths", "matrices"):
            add(name, window)
    add("no updates", 5)
    for strategy in ("ignore", "disable", 0.5):
        add("NaN", 2, strategy)
    add("NaN", 4, "error", error="LML_INVALID_ARGUMENT")
    two = run(lambda: made(window=2), [batch([2]), batch([1, 2])], torch.float64)
    values = [two["values"][0], two["values"][0], two["values"][1]]
    add("an empty batch", 2, expected={"values": values, "value": values[-1]}, reason="A batch of nothing takes no place in the window.")
    add("scalars", 0, error="LML_INVALID_OPTIONS")
