"""Metrics that count right and wrong predictions: inputs and options that several of them share, and those metrics."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import torch
from torchmetrics import Accuracy, F1Score
from torchmetrics.classification import (
    BinaryAccuracy,
    BinaryF1Score,
    MulticlassAccuracy,
    MulticlassF1Score,
    MultilabelAccuracy,
    MultilabelF1Score,
)

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics

Inputs = dict[str, Batches]

AVERAGES = ("micro", "macro", "weighted", "none")
OPTIONS = {
    "task": "task",
    "numClasses": "num_classes",
    "average": "average",
    "topK": "top_k",
    "threshold": "threshold",
    "ignoreIndex": "ignore_index",
    "multidimAverage": "multidim_average",
    "zeroDivision": "zero_division",
}


@metrics.component("accuracy", "torchmetrics", "torch")
def accuracy(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, Accuracy, BinaryAccuracy, MulticlassAccuracy, MultilabelAccuracy))


@metrics.component("f1-score", "torchmetrics", "torch")
def f1_score(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, F1Score, BinaryF1Score, MulticlassF1Score, MultilabelF1Score, zero_division=True))


def add_stat_scores(cases: "StatScores") -> None:
    inputs = {**binary_inputs(), **multiclass_inputs(), **multilabel_inputs()}
    for name, batches in inputs.items():
        has_channels = any(batch["prediction"].ndim > 2 for batch in batches)
        parts = ("prediction", "target") if name.startswith("multilabel") else ("prediction",)
        cases.cases.input(name, batches, parts if has_channels else ())
    binary_cases(cases)
    multiclass_cases(cases)
    multilabel_cases(cases)
    reason = "A batch does not tell what its scores are."
    options = {"task": "binary"}
    cases.cases.add_case("refused: logits that are taken for probabilities", "binary probabilities, then logits", options,
                         error="LML_INVALID_ARGUMENT", reason=reason)  # fmt: skip


def torch_options(task: str, options: dict) -> dict:
    """LML calls the number of labels a number of classes too."""
    names = {**OPTIONS, "numClasses": "num_labels"} if task == "multilabel" else OPTIONS
    return {names[name]: value for name, value in options.items()}


def ranked_scores(random: np.random.RandomState, *shape: int, low: float, high: float) -> np.ndarray:
    """Multiples of 1/64 in which no two classes (axis 1) are equal."""
    choices = np.arange(int(low * 64) + 1, int(high * 64))
    rows = [random.permutation(choices)[: shape[1]] / 64 for _ in range(int(np.prod(shape)) // shape[1])]
    return np.ascontiguousarray(np.moveaxis(np.array(rows).reshape(shape[0], *shape[2:], shape[1]), -1, 1))


def with_some(random: np.random.RandomState, target: np.ndarray, value: int, share: float = 0.25) -> np.ndarray:
    return np.where(random.random_sample(target.shape) < share, value, target)


def binary_inputs() -> Inputs:
    random = np.random.RandomState(201)

    def batches(prediction: Callable[..., np.ndarray], shapes: list, ignored: int | None = None) -> Batches:
        made = []
        for shape in shapes:
            target = random.randint(0, 2, size=shape)
            target = target if ignored is None else with_some(random, target, ignored)
            made.append({"prediction": prediction(shape), "target": target})
        return made

    def probabilities(shape: Any) -> np.ndarray:
        return sixty_fourths(random.random_sample(shape))

    def logits(shape: Any) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape) * 2)

    def labels(shape: Any) -> np.ndarray:
        return random.randint(0, 2, size=shape)

    rows, grids = [(7,), (4,), (1,)], [(3, 4), (2, 4)]
    at_threshold = np.array([0.25, 0.5, 0.5, 0.75, 0.25, 1, 0])
    return {
        "binary probabilities": batches(probabilities, rows),
        "binary logits": batches(logits, rows),
        "binary labels": batches(labels, rows),
        "binary probabilities, some -1": batches(probabilities, rows, -1),
        "binary scores on the threshold": [{"prediction": at_threshold, "target": np.array([1, 1, 0, 1, 0, 1, 0])}],
        "binary logits of 0": [{"prediction": np.array([0, 0, 2.0, -2]), "target": np.array([1, 0, 1, 0])}],
        "binary probabilities, then logits": batches(probabilities, [(5,)]) + batches(logits, [(5,)]),
        "binary grid": batches(probabilities, grids),
        "binary grid, some -1": batches(probabilities, grids, -1),
        "binary, no positives anywhere": [{"prediction": np.array([0.25, 0.125]), "target": np.array([0, 0])}],
        "binary, all ignored": [{"prediction": np.array([0.25, 0.75]), "target": np.array([-1, -1])}],
        "binary target of 2": [{"prediction": np.array([0.25, 0.75]), "target": np.array([2, 1])}],
        "binary shapes that differ": [{"prediction": np.array([0.25, 0.75]), "target": np.array([1, 0, 1])}],
    }


def multiclass_inputs() -> Inputs:
    random = np.random.RandomState(202)

    def scores(shapes: list, low: float = 0, high: float = 1, classes: int = 4, ignored: int | None = None) -> Batches:
        made = []
        for shape in shapes:
            target = random.randint(0, classes, size=(shape[0], *shape[2:]))
            target = target if ignored is None else with_some(random, target, ignored)
            made.append({"prediction": ranked_scores(random, *shape, low=low, high=high), "target": target})
        return made

    def labels(shapes: list, classes: int = 4, ignored: int | None = None) -> Batches:
        made = []
        for shape in shapes:
            target = random.randint(0, classes, size=shape)
            prediction = np.where(random.random_sample(shape) < 0.6, target, random.randint(0, classes, size=shape))
            target = target if ignored is None else with_some(random, target, ignored)
            made.append({"prediction": prediction, "target": target})
        return made

    rows, volumes = [(8, 4), (5, 4), (1, 4)], [(3, 4, 3), (2, 4, 3)]
    ties = np.array([[0.5, 0.5, 0.25, 0.5], [0.25, 0.25, 0.25, 0.25], [0, 0.125, 0.75, 0.75]])
    right = np.array([2, 0, 3, 1])
    return {
        "multiclass labels": labels([(8,), (5,), (1,)]),
        "multiclass probabilities": scores(rows),
        "multiclass logits": scores(rows, -4, 4),
        "multiclass labels, some -1": labels([(8,), (5,)], ignored=-1),
        "multiclass scores, some -1": scores([(8, 4), (5, 4)], ignored=-1),
        "multiclass labels, absent classes": labels([(6,), (4,)], classes=2),
        "multiclass scores, absent classes in the target": scores([(6, 4), (4, 4)], classes=2),
        "multiclass all right": [{"prediction": right, "target": right}],
        "multiclass all wrong": [{"prediction": (right + 1) % 4, "target": right}],
        "multiclass all ignored": [{"prediction": right, "target": np.full(4, -1)}],
        "multiclass ties": [{"prediction": ties, "target": np.array([1, 0, 3])}],
        "multiclass label grid": labels([(3, 4), (2, 4)]),
        "multiclass label grid, some -1": labels([(3, 4), (2, 4)], ignored=-1),
        "multiclass score volume": scores(volumes),
        "multiclass score volume, some -1": scores(volumes, ignored=-1),
        "multiclass score image": scores([(3, 4, 2, 2), (2, 4, 2, 2)], -3, 3),
        "multiclass scores of another width": [{"prediction": np.zeros((2, 3)), "target": np.array([0, 1])}],
        "multiclass shapes that differ": [{"prediction": np.array([0, 1]), "target": np.array([0, 1, 2])}],
        "multiclass too many classes": [{"prediction": np.array([0, 1, 2, 3, 4]), "target": np.array([0, 1, 2, 3, 4])}],
    }


def multilabel_inputs() -> Inputs:
    random = np.random.RandomState(203)

    def batches(kind: str, shapes: list, ignored: int | None = None) -> Batches:
        made = []
        for shape in shapes:
            prediction = {
                "probabilities": lambda: sixty_fourths(random.random_sample(shape)),
                "logits": lambda: sixty_fourths(random.standard_normal(shape) * 2),
                "labels": lambda: random.randint(0, 2, size=shape),
            }[kind]()
            target = random.randint(0, 2, size=shape)
            target = target if ignored is None else with_some(random, target, ignored)
            made.append({"prediction": prediction, "target": target})
        return made

    rows, volumes = [(5, 3), (4, 3), (1, 3)], [(2, 3, 4), (3, 3, 4)]
    absent = batches("probabilities", [(4, 3), (3, 3)])
    for batch in absent:
        batch["target"][:, 1] = 0
        batch["prediction"][:, 1] = 0.25
    return {
        "multilabel probabilities": batches("probabilities", rows),
        "multilabel logits": batches("logits", rows),
        "multilabel labels": batches("labels", rows),
        "multilabel probabilities, some -1": batches("probabilities", rows, -1),
        "multilabel, an absent label": absent,
        "multilabel volume": batches("probabilities", volumes),
        "multilabel volume, some -1": batches("probabilities", volumes, -1),
        "multilabel of another width": [{"prediction": np.zeros((2, 2)), "target": np.zeros((2, 2), dtype=np.int64)}],
    }


class StatScores:
    """Adds the cases of a metric that torchmetrics has as a façade and as a class for each task."""

    def __init__(
        self, cases: MetricCases, facade: type, binary: type, multiclass: type, multilabel: type, zero_division: bool = False
    ) -> None:
        self.cases, self.facade, self.zero_division = cases, facade, zero_division
        self.classes = {"binary": binary, "multiclass": multiclass, "multilabel": multilabel}

    def add(self, name: str, task: str, error: str | None = None, **options: Any) -> None:
        """Every option is written out, also those that have their default value."""
        defaults = {
            "binary": {"threshold": 0.5},
            "multiclass": {"numClasses": 4, "average": "macro", "topK": 1},
            "multilabel": {"numClasses": 3, "average": "macro", "threshold": 0.5},
        }[task]
        full = {**defaults, "ignoreIndex": None, **({"zeroDivision": 0} if self.zero_division else {}), **options}
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults of the class"
        make = lambda: self.classes[task](**torch_options(task, full))  # noqa: E731
        # torchmetrics takes a batch for logits that has a score outside [0, 1]; here it is said.
        scores = {"scores": "logits"} if "logits" in name and task != "multiclass" else {}
        self.cases.add(f"{name}: {title}", name, {"task": task, **full, **scores}, make, torch.float32, error=error)

    def add_facade(self, name: str, **options: Any) -> None:
        """The façade, whose average is micro by default, with just the options given."""
        make = lambda: self.facade(**torch_options(options["task"], options))  # noqa: E731
        self.cases.add(f"{name}: defaults of the façade", name, options, make, torch.float32)


def binary_cases(cases: StatScores) -> None:
    plain = ("binary probabilities", "binary logits", "binary labels",
             "binary logits of 0", "binary grid", "binary, no positives anywhere")  # fmt: skip
    for name in plain:
        cases.add(name, "binary")
    for threshold in (0.0, 0.25, 0.75, 1.0):
        cases.add("binary probabilities", "binary", threshold=threshold)
    for threshold in (0.25, 0.5, 0.75):
        cases.add("binary scores on the threshold", "binary", threshold=threshold)
    for ignored in (0, 1):
        cases.add("binary probabilities", "binary", ignoreIndex=ignored)
    for name in ("binary probabilities, some -1", "binary grid, some -1", "binary, all ignored"):
        cases.add(name, "binary", ignoreIndex=-1)
    cases.add("binary grid", "binary", multidimAverage="samplewise")
    cases.add("binary grid, some -1", "binary", multidimAverage="samplewise", ignoreIndex=-1)
    cases.add("binary grid", "binary", multidimAverage="samplewise", ignoreIndex=1)
    cases.add_facade("binary probabilities", task="binary")
    if cases.zero_division:
        for name in ("binary, no positives anywhere", "binary probabilities"):
            cases.add(name, "binary", zeroDivision=1)
        cases.add("binary grid", "binary", multidimAverage="samplewise", zeroDivision=1, ignoreIndex=1)
    cases.add("binary target of 2", "binary", "LML_INVALID_ARGUMENT")
    cases.add("binary shapes that differ", "binary", "LML_SHAPE_MISMATCH")
    cases.add("binary probabilities", "binary", "LML_INVALID_OPTIONS", threshold=1.5)


def multiclass_cases(cases: StatScores) -> None:
    for name, average in product(("multiclass labels", "multiclass probabilities", "multiclass logits"), AVERAGES):
        cases.add(name, "multiclass", average=average)
    for name, average, top_k in product(("multiclass probabilities", "multiclass logits"), AVERAGES, (2, 3, 4)):
        if top_k == 2 or name == "multiclass logits":
            cases.add(name, "multiclass", average=average, topK=top_k)
    for name, average in product(("multiclass labels, some -1", "multiclass scores, some -1"), AVERAGES):
        cases.add(name, "multiclass", average=average, ignoreIndex=-1)
    for name, average in product(("multiclass labels", "multiclass probabilities"), AVERAGES):
        cases.add(name, "multiclass", average=average, ignoreIndex=1)
    for average, ignored in product(AVERAGES, (1, -1)):
        name = "multiclass probabilities" if ignored == 1 else "multiclass scores, some -1"
        cases.add(name, "multiclass", average=average, ignoreIndex=ignored, topK=2)
    for name, average in product(("multiclass labels, absent classes", "multiclass scores, absent classes in the target"), AVERAGES):
        cases.add(name, "multiclass", average=average)
    for average in AVERAGES:
        cases.add("multiclass scores, absent classes in the target", "multiclass", average=average, topK=2)
        cases.add("multiclass labels, absent classes", "multiclass", average=average, ignoreIndex=0)
        cases.add("multiclass all ignored", "multiclass", average=average, ignoreIndex=-1)
    for name, average in product(("multiclass all right", "multiclass all wrong"), ("micro", "macro", "none")):
        cases.add(name, "multiclass", average=average)
    cases.add("multiclass ties", "multiclass", average="micro")
    for name, average, multidim in product(("multiclass label grid", "multiclass score volume", "multiclass score image"),
                                           AVERAGES, ("global", "samplewise")):  # fmt: skip
        cases.add(name, "multiclass", average=average, multidimAverage=multidim)
    for average, multidim in product(AVERAGES, ("global", "samplewise")):
        cases.add("multiclass score volume", "multiclass", average=average, multidimAverage=multidim, topK=2)
    for name, average in product(("multiclass label grid, some -1", "multiclass score volume, some -1"), AVERAGES):
        cases.add(name, "multiclass", average=average, multidimAverage="samplewise", ignoreIndex=-1)
    cases.add("multiclass score volume, some -1", "multiclass", multidimAverage="samplewise", ignoreIndex=-1, topK=2)
    cases.add("multiclass score volume", "multiclass", multidimAverage="samplewise", ignoreIndex=2)
    cases.add("multiclass labels", "multiclass", average="micro", numClasses=None)
    cases.add_facade("multiclass probabilities", task="multiclass", numClasses=4)
    if cases.zero_division:
        for name, average in product(("multiclass labels, absent classes", "multiclass all wrong"), AVERAGES):
            cases.add(name, "multiclass", average=average, zeroDivision=1)
        cases.add("multiclass label grid", "multiclass", multidimAverage="samplewise", average="none", zeroDivision=1)
    cases.add("multiclass scores of another width", "multiclass", "LML_SHAPE_MISMATCH")
    cases.add("multiclass shapes that differ", "multiclass", "LML_SHAPE_MISMATCH")
    cases.add("multiclass too many classes", "multiclass", "LML_INVALID_ARGUMENT")
    cases.add("multiclass labels", "multiclass", "LML_INVALID_ARGUMENT", numClasses=None)
    cases.add("multiclass labels", "multiclass", "LML_INVALID_OPTIONS", numClasses=1)
    cases.add("multiclass labels", "multiclass", "LML_INVALID_ARGUMENT", topK=2)
    cases.add("multiclass probabilities", "multiclass", "LML_INVALID_OPTIONS", topK=5)
    cases.add("multiclass probabilities", "multiclass", "LML_INVALID_OPTIONS", average="median")


def multilabel_cases(cases: StatScores) -> None:
    for name, average in product(("multilabel probabilities", "multilabel logits", "multilabel labels",
                                  "multilabel, an absent label", "multilabel volume"), AVERAGES):  # fmt: skip
        cases.add(name, "multilabel", average=average)
    for average in AVERAGES:
        cases.add("multilabel probabilities", "multilabel", average=average, threshold=0.25)
        cases.add("multilabel probabilities, some -1", "multilabel", average=average, ignoreIndex=-1)
        cases.add("multilabel probabilities", "multilabel", average=average, ignoreIndex=0)
        cases.add("multilabel volume", "multilabel", average=average, multidimAverage="samplewise")
        cases.add("multilabel volume, some -1", "multilabel", average=average, multidimAverage="samplewise", ignoreIndex=-1)
    cases.add_facade("multilabel probabilities", task="multilabel", numClasses=3)
    if cases.zero_division:
        for average in AVERAGES:
            cases.add("multilabel, an absent label", "multilabel", average=average, zeroDivision=1)
    cases.add("multilabel of another width", "multilabel", "LML_SHAPE_MISMATCH")


