"""Metrics that change what another is shown, or what becomes of its results, by torchmetrics."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torchmetrics import MeanMetric, MeanSquaredError, Metric
from torchmetrics.classification import BinaryAccuracy, MulticlassAccuracy
from torchmetrics.wrappers import (
    BinaryTargetTransformer,
    ClasswiseWrapper,
    MinMaxMetric,
    MultioutputWrapper,
    Running,
)

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics


def numbers(random: np.random.RandomState, *shapes: tuple) -> Batches:
    return [{part: sixty_fourths(random.standard_normal(shape) * 3) for part in ("prediction", "target")} for shape in shapes]


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """The result of each batch, and of all, changed."""
    return {key: [change(one) for one in results] if isinstance(results, list) else change(results) for key, results in value.items()}


@metrics.component("class-wise", "torchmetrics", "torch")
def class_wise(cases: MetricCases) -> None:
    random = np.random.RandomState(301)
    shapes = (5, 3, 1)
    batches = [{part: random.randint(0, 3, size=shape) for part in ("prediction", "target")} for shape in shapes]
    cases.input("three classes", batches)
    metric = {"name": "accuracy", "task": "multiclass", "numClasses": 3, "average": "none"}

    def add(title: str, labels: list[str] | None, **names: str) -> None:
        make = lambda: ClasswiseWrapper(MulticlassAccuracy(3, average=None), labels=labels, **names)  # noqa: E731
        added = "" if names else "multiclassaccuracy_"
        strip = lambda result: {key.removeprefix(added): value for key, value in result.items()}  # noqa: E731
        options = {"metric": metric, **({} if labels is None else {"labels": labels}), **names}
        expected = mapped(run_dict(make, batches), strip)
        cases.add_case(title, "three classes", options, lambda: expected)

    add("numbers", None)
    add("labels", ["cat", "dog", "bird"])
    add("prefix and postfix", ["cat", "dog", "bird"], prefix="is ", postfix="?")


def run_dict(make: Callable[[], Metric], batches: Batches) -> dict:
    """As `run`, for results that are records of numbers."""
    plain = lambda result: {key: float(value) for key, value in result.items()}  # noqa: E731

    def update(metric: Metric, batch: dict[str, np.ndarray]) -> None:
        metric.update(*(torch.from_numpy(np.array(values)) for values in batch.values()))

    metric, values, batch_values = make(), [], []
    for batch in batches:
        update(metric, batch)
        values.append(plain(metric.compute()))
        alone = make()
        update(alone, batch)
        batch_values.append(plain(alone.compute()))
    return {"values": values, "batchValues": batch_values, "value": values[-1]}


@metrics.component("min-max", "torchmetrics", "torch")
def min_max(cases: MetricCases) -> None:
    random = np.random.RandomState(302)
    for name, batches in {
        "vectors": numbers(random, (5,), (3,), (1,), (4,)),
        "no error, then some": [{"prediction": np.array([1.0]), "target": np.array([1.0])}, *numbers(random, (2,), (2,))],
    }.items():
        cases.input(name, batches)
        doubles = [{part: values.astype(np.float64) for part, values in batch.items()} for batch in batches]
        expected = run_dict(lambda: MinMaxMetric(MeanSquaredError().set_dtype(torch.float64)), doubles)
        # What a batch alone gives knows nothing of those before.
        cases.add_case(name, name, {"metric": "mean-squared-error"}, lambda expected=expected: expected)


@metrics.component("multi-output", "torchmetrics", "torch")
def multi_output(cases: MetricCases) -> None:
    random = np.random.RandomState(303)
    cases.input("matrices", numbers(random, (4, 3), (2, 3), (3, 3)))
    for squared in (True, False):
        make = lambda squared=squared: MultioutputWrapper(MeanSquaredError(squared=squared), 3, remove_nans=False)  # noqa: E731
        options = {"metric": {"name": "mean-squared-error", "squared": squared}, "numOutputs": 3}
        cases.add(f"squared {squared}", "matrices", options, make)
    labels = [{part: random.randint(0, 2, size=(rows, 2)) for part in ("prediction", "target")} for rows in (4, 1, 3)]
    cases.input("labels", labels)
    make = lambda: MultioutputWrapper(BinaryAccuracy(), 2, remove_nans=False)  # noqa: E731
    cases.add("labels", "labels", {"metric": {"name": "accuracy", "task": "binary"}, "numOutputs": 2}, make)
    options = {"metric": {"name": "accuracy", "task": "binary"}, "numOutputs": 3}
    cases.add("refused", "labels", options, make, error="LML_SHAPE_MISMATCH", reason="One output too many is no metric at all.")


@metrics.component("running", "torchmetrics", "torch")
def running(cases: MetricCases) -> None:
    random = np.random.RandomState(304)
    cases.input("vectors", numbers(random, (5,), (3,), (1,), (4,), (2,)))
    for window in (1, 2, 5):
        make = lambda window=window: Running(MeanSquaredError(), window=window)  # noqa: E731
        cases.add(f"window {window}", "vectors", {"metric": "mean-squared-error", "window": window}, make)
    values = [{"prediction": batch["prediction"]} for batch in cases.batches["vectors"]]
    cases.input("values", values)
    cases.add("mean", "values", {"metric": "mean", "window": 3}, lambda: Running(MeanMetric(), window=3))


@metrics.component("binary-target", "torchmetrics", "torch")
def binary_target(cases: MetricCases) -> None:
    random = np.random.RandomState(305)
    batches = [{"prediction": sixty_fourths(random.random_sample(rows)), "target": random.randint(0, 5, size=rows)} for rows in (6, 3, 1)]
    cases.input("grades", batches)
    for threshold in (0, 2, 4):
        make = lambda threshold=threshold: BinaryTargetTransformer(BinaryAccuracy(), threshold=threshold)  # noqa: E731
        options = {"metric": {"name": "accuracy", "task": "binary"}, "threshold": threshold}
        cases.add(f"threshold {threshold}", "grades", options, make)
