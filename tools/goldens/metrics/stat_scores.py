"""Metrics that count right and wrong predictions: inputs and options that several of them share, and those metrics."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
import torchmetrics
from torchmetrics import classification

from golden_file import result, sixty_fourths
from metrics import Batches, MetricCases, metrics

Inputs = dict[str, Batches]

OPTIONS = {
    "task": "task",
    "numClasses": "num_classes",
    "average": "average",
    "topK": "top_k",
    "threshold": "threshold",
    "ignoreIndex": "ignore_index",
    "multidimAverage": "multidim_average",
    "zeroDivision": "zero_division",
    "beta": "beta",
}
REFERENCES = ("torchmetrics", "torch")


@metrics.component("accuracy", *REFERENCES)
def accuracy(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, "Accuracy"))


@metrics.component("precision", *REFERENCES)
def precision(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, "Precision", zero_division=True))


@metrics.component("recall", *REFERENCES)
def recall(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, "Recall", zero_division=True))


@metrics.component("f1-score", *REFERENCES)
def f1_score(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, "F1Score", zero_division=True))


@metrics.component("f-beta-score", *REFERENCES)
def f_beta_score(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, "FBetaScore", zero_division=True, own={"beta": 0.5}))


@metrics.component("specificity", *REFERENCES)
def specificity(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, "Specificity"))


@metrics.component("negative-predictive-value", *REFERENCES)
def negative_predictive_value(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, "NegativePredictiveValue"))


@metrics.component("hamming-distance", *REFERENCES)
def hamming_distance(cases: MetricCases) -> None:
    add_stat_scores(StatScores(cases, "HammingDistance"))


@metrics.component("stat-scores", *REFERENCES)
def stat_scores(cases: MetricCases) -> None:
    names = ("truePositives", "falsePositives", "trueNegatives", "falseNegatives", "support")
    by_name = lambda counts: {name: result(counts[..., at].double()) for at, name in enumerate(names)}  # noqa: E731
    add_stat_scores(StatScores(cases, "StatScores", convert=by_name))


def add_stat_scores(cases: "StatScores") -> None:
    add_inputs(cases.cases, {**binary_inputs(), **multiclass_inputs(), **multilabel_inputs()})
    binary_cases(cases)
    multiclass_cases(cases)
    multilabel_cases(cases)
    reason = "A batch does not tell what its scores are."
    cases.cases.add_case("refused: logits that are taken for probabilities", "binary probabilities, then logits",
                         {"task": "binary", **cases.own}, error="LML_INVALID_ARGUMENT", reason=reason)  # fmt: skip


def add_inputs(cases: MetricCases, inputs: Inputs) -> None:
    """Inputs by name, with the class axis last where there are more axes."""
    for name, batches in inputs.items():
        has_channels = any(batch["prediction"].ndim > 2 for batch in batches)
        parts = ("prediction", "target") if name.startswith("multilabel") else ("prediction",)
        cases.input(name, batches, parts if has_channels else ())


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
        "binary probabilities, then logits": batches(probabilities, [(5,)]) + batches(logits, [(5,)]),
        "binary grid": batches(probabilities, grids),
        "binary grid, some -1": batches(probabilities, grids, -1),
        "binary, no positives anywhere": [{"prediction": np.array([0.25, 0.125]), "target": np.array([0, 0])}],
        "binary, all ignored": [{"prediction": np.array([0.25, 0.75]), "target": np.array([-1, -1])}],
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
    }


class StatScores:
    """Adds the cases of a metric that torchmetrics has as a façade and as a class for each task."""

    def __init__(
        self,
        cases: MetricCases,
        name: str,
        zero_division: bool = False,
        own: dict | None = None,
        convert: Callable[[Any], Any] = result,
    ) -> None:
        self.cases, self.name, self.zero_division, self.own, self.convert = cases, name, zero_division, own or {}, convert

    def add(self, name: str, task: str, error: str | None = None, zero: int = 0, **options: Any) -> None:
        """Every option is written out, also those that have their default value; `zero` is the zero division of metrics that have it."""
        defaults = {
            "binary": {"threshold": 0.5},
            "multiclass": {"numClasses": 4, "average": "macro", "topK": 1},
            "multilabel": {"numClasses": 3, "average": "macro", "threshold": 0.5},
        }[task]
        zero_division = {"zeroDivision": zero} if self.zero_division else {}
        full = {**defaults, "ignoreIndex": None, **self.own, **zero_division, **options}
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults of the class"
        kind = getattr(classification, f"{task.capitalize()}{self.name}")
        make = lambda: kind(**torch_options(task, full))  # noqa: E731
        # torchmetrics takes a batch for logits that has a score outside [0, 1]; here it is said.
        scores = {"scores": "logits"} if "logits" in name and task != "multiclass" else {}
        self.cases.add(f"{name}: {title}", name, {"task": task, **full, **scores}, make, torch.float32, self.convert, error=error)

    def add_facade(self, name: str, **options: Any) -> None:
        """The façade, whose average is micro by default, with just the options given."""
        options = {**options, **self.own}
        make = lambda: getattr(torchmetrics, self.name)(**torch_options(options["task"], options))  # noqa: E731
        self.cases.add(f"{name}: defaults of the façade", name, options, make, torch.float32, self.convert)


def binary_cases(cases: StatScores) -> None:
    for name in ("binary probabilities", "binary logits", "binary labels"):
        cases.add(name, "binary")
    for threshold in (0.25, 0.75):
        cases.add("binary scores on the threshold", "binary", threshold=threshold)
    cases.add("binary probabilities", "binary", ignoreIndex=0)
    for name in ("binary probabilities, some -1", "binary, all ignored"):
        cases.add(name, "binary", ignoreIndex=-1)
    cases.add("binary grid", "binary", multidimAverage="samplewise")
    cases.add("binary grid, some -1", "binary", multidimAverage="samplewise", ignoreIndex=-1)
    cases.add("binary, no positives anywhere", "binary", zero=1)


def multiclass_cases(cases: StatScores) -> None:
    def add(name: str, average: str, **options: Any) -> None:
        cases.add(f"multiclass {name}", "multiclass", average=average, **options)

    add("labels", "micro")
    add("labels", "macro")
    add("probabilities", "weighted")
    add("logits", "none")
    add("probabilities", "macro", topK=2)
    add("logits", "weighted", topK=3)
    add("labels, some -1", "macro", ignoreIndex=-1)
    add("scores, some -1", "weighted", ignoreIndex=-1, topK=2)
    add("probabilities", "none", ignoreIndex=1)
    add("labels, absent classes", "macro")
    add("labels, absent classes", "none", zero=1)
    add("scores, absent classes in the target", "macro", topK=2)
    add("all ignored", "macro", ignoreIndex=-1)
    add("all right", "macro")
    add("all wrong", "none", zero=1)
    add("ties", "micro")
    add("label grid", "macro", multidimAverage="samplewise")
    add("score volume", "weighted", multidimAverage="samplewise")
    add("score image", "micro")
    add("score volume, some -1", "none", multidimAverage="samplewise", ignoreIndex=-1)
    cases.add_facade("multiclass probabilities", task="multiclass", numClasses=4)
    add("too many classes", "macro", error="LML_INVALID_ARGUMENT")


def multilabel_cases(cases: StatScores) -> None:
    def add(name: str, average: str, **options: Any) -> None:
        cases.add(f"multilabel{name}", "multilabel", average=average, **options)

    add(" probabilities", "macro")
    add(" logits", "weighted")
    add(" labels", "none", threshold=0.25)
    add(", an absent label", "macro", zero=1)
    add(" volume", "micro", multidimAverage="samplewise")
    add(" volume, some -1", "none", multidimAverage="samplewise", ignoreIndex=-1)
