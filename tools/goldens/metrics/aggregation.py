"""Metrics that gather plain values, by torchmetrics."""

from typing import Any

import numpy as np
import torch
from torchmetrics import MeanMetric

from metrics import MetricCases, metrics, run


@metrics.component("mean", "torchmetrics", "torch")
def mean(cases: MetricCases) -> None:
    nan, infinity = np.nan, np.inf

    def batch(value: Any, weight: Any = None) -> dict[str, np.ndarray]:
        made = {"prediction": np.array(value, dtype=np.float64)}
        return made if weight is None else {**made, "weight": np.array(weight, dtype=np.float64)}

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
                add(name, strategy)
        elif name == "weights of another length":
            add(name, "warn", error="LML_SHAPE_MISMATCH")
        elif name == "weights for the rows":
            columns = [{**batch, "weight": batch["weight"].reshape(-1, 1)} for batch in cases.batches[name]]
            expected = run(MeanMetric, columns, torch.float64)
            add(name, "warn", expected=expected, reason="Weights broadcast from the first axes, the samples, not the last.")
        else:
            add(name, "warn")
    add("NaN", "disable", error="LML_INVALID_OPTIONS", reason="NaN is not let through silently.")
    add("vectors", "drop", error="LML_INVALID_OPTIONS")
