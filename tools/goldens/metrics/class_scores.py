"""Metrics of the scores of classes: calibration by torchmetrics, hinge loss by both, log loss and Brier score by scikit-learn."""

import warnings
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import torch
from sklearn.metrics import brier_score_loss, log_loss
from sklearn.metrics import hinge_loss as sklearn_hinge_loss
from torchmetrics.classification import (
    BinaryCalibrationError,
    BinaryHingeLoss,
    MulticlassCalibrationError,
    MulticlassHingeLoss,
)
from torchmetrics.functional.classification.calibration_error import _binning_bucketize

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics, run_function

CLASSES = 4
ROWS = [(9,), (4,), (1,)]
GRIDS = [(2, 3), (1, 3)]
FLOAT32 = "Differences of numbers of float32."


def scored(random: np.random.RandomState, shapes: list, classes: int, logits: bool, ignored: int | None = None) -> Batches:
    """Batches of scores, the class axis 1, and right classes; one score and labels where there is one class."""

    def batch(shape: tuple) -> dict[str, np.ndarray]:
        scores = random.standard_normal((*shape, classes)) * 2
        target = random.randint(0, max(2, classes), size=shape)
        if not logits:
            powers = np.exp(scores)
            scores = powers / (1 + powers) if classes == 1 else powers / powers.sum(-1, keepdims=True)
        elif np.all((scores >= 0) & (scores <= 1)):
            # torchmetrics would take them for probabilities.
            scores -= 2
        if ignored is not None:
            target = np.where(random.random_sample(shape) < 0.3, ignored, target)
        scores = sixty_fourths(scores)
        return {"prediction": scores[..., 0] if classes == 1 else np.moveaxis(scores, -1, 1), "target": target}

    return [batch(shape) for shape in shapes]


def add_inputs(cases: MetricCases, seed: int) -> None:
    random = np.random.RandomState(seed)
    for title, classes in (("binary", 1), ("multiclass", CLASSES)):
        for kind in ("probabilities", "logits"):
            cases.input(f"{title} {kind}", scored(random, ROWS, classes, kind == "logits"))
        cases.input(f"{title} probabilities, some -1", scored(random, ROWS, classes, False, -1))
        channels = ("prediction",) if classes > 1 else ()
        cases.input(f"{title} grid of logits", scored(random, GRIDS, classes, True), channels)
    half = np.array([0.5, 0.5, 0.5])
    right = np.eye(CLASSES)[[2, 0, 3]]
    cases.input("binary, all right", [{"prediction": np.array([1.0, 0, 1]), "target": np.array([1, 0, 1])}])
    cases.input("binary, all wrong", [{"prediction": np.array([0, 1.0, 0]), "target": np.array([1, 0, 1])}])
    cases.input("binary, label 0 only", [{"prediction": np.array([0.25, 0.125, 0.75]), "target": np.array([0, 0, 0])}])
    cases.input("binary ties", [{"prediction": half, "target": np.array([1, 0, 1])}])
    cases.input("binary, all ignored", [{"prediction": half, "target": np.array([-1, -1, -1])}])
    empty = {"prediction": np.zeros(0), "target": np.zeros(0, dtype=np.int64)}
    cases.input("binary, an empty batch", [*scored(random, [(4,)], 1, False), empty, *scored(random, [(3,)], 1, False)])
    cases.input("multiclass, all right", [{"prediction": right, "target": np.array([2, 0, 3])}])
    cases.input("multiclass, all wrong", [{"prediction": right, "target": np.array([1, 2, 0])}])
    cases.input("binary target of 2", [{"prediction": half, "target": np.array([2, 1, 0])}])
    cases.input("binary NaN", [{"prediction": np.array([0.5, np.nan]), "target": np.array([1, 0])}])
    cases.input("binary shapes that differ", [{"prediction": half, "target": np.array([1, 0])}])
    cases.input("multiclass target of 4", [{"prediction": right, "target": np.array([1, 4, 0])}])
    cases.input("multiclass of another width", [{"prediction": np.zeros((2, 3)), "target": np.array([0, 1])}])


USUAL = (
    "binary probabilities", "binary logits", "binary grid of logits", "binary, all right", "binary, all wrong",
    "binary, label 0 only", "binary ties", "multiclass probabilities", "multiclass logits",
    "multiclass grid of logits", "multiclass, all right", "multiclass, all wrong",
)  # fmt: skip
IGNORING = ("binary probabilities, some -1", "multiclass probabilities, some -1")


def options_of(name: str, **options: Any) -> dict:
    task = name.split(" ")[0].rstrip(",")
    return {
        "task": task,
        "numClasses": CLASSES if task == "multiclass" else None,
        "scores": "logits" if "logits" in name else "probabilities",
        "ignoreIndex": -1 if "some -1" in name or "ignored" in name else None,
        **options,
    }


def add_refusals(cases: MetricCases, **options: Any) -> None:
    for name, error in (
        ("binary target of 2", "LML_INVALID_ARGUMENT"), ("binary NaN", "LML_INVALID_ARGUMENT"),
        ("binary shapes that differ", "LML_SHAPE_MISMATCH"), ("multiclass target of 4", "LML_INVALID_ARGUMENT"),
        ("multiclass of another width", "LML_SHAPE_MISMATCH"),
    ):  # fmt: skip
        cases.add_case(f"refused: {name}", name, options_of(name, **options), error=error)
    taken = options_of("binary logits", scores=None, **options)
    cases.add_case("refused: logits that are taken for probabilities", "binary logits", taken, error="LML_INVALID_ARGUMENT")


def torch_options(options: dict) -> dict:
    names = {"nBins": "n_bins", "norm": "norm", "squared": "squared", "multiclassMode": "multiclass_mode",
             "ignoreIndex": "ignore_index", "numClasses": "num_classes"}  # fmt: skip
    return {names[name]: value for name, value in options.items() if name in names and value is not None}


@metrics.component("calibration-error", "torchmetrics", "torch")
def calibration_error(cases: MetricCases) -> None:
    add_inputs(cases, 261)

    def add(name: str, nBins: int = 15, norm: str = "l1", **answer: Any) -> None:
        options = options_of(name, nBins=nBins, norm=norm)
        made = {"binary": BinaryCalibrationError, "multiclass": MulticlassCalibrationError}[options["task"]]
        make = lambda: made(**torch_options(options))  # noqa: E731
        differs = {} if "expected" in answer else {"tolerance": 1e-5, "reason": FLOAT32}
        cases.add(f"{name}: nBins {nBins}, {norm}", name, options, make, **{**differs, **answer})

    for name in (*USUAL, *IGNORING):
        add(name)
    for name, norm in product(("binary probabilities", "multiclass logits", "binary, all wrong"), ("l2", "max")):
        add(name, norm=norm)
    for nBins, norm in ((1, "l1"), (4, "l2"), (64, "max")):
        add("binary probabilities", nBins, norm)
        add("multiclass probabilities", nBins, norm)
    add("binary, an empty batch")
    nothing = {"values": [np.nan], "batchValues": [np.nan], "value": np.nan}
    for norm in ("l1", "max"):
        add("binary, all ignored", norm=norm, expected=nothing, reason="Of nothing no norm is defined; torchmetrics has NaN for l1 only.")
    add_refusals(cases, nBins=15, norm="l1")
    for wrong in ({"nBins": 0}, {"norm": "l3"}):
        options = options_of("binary ties", **{"nBins": 15, "norm": "l1", **wrong})
        cases.add_case(f"refused: {wrong}", "binary ties", options, error="LML_INVALID_OPTIONS")


@metrics.component("calibration-curve", "torchmetrics", "torch")
def calibration_curve(cases: MetricCases) -> None:
    add_inputs(cases, 262)

    def figure(confidences: torch.Tensor, rights: torch.Tensor, bins: int) -> dict:
        accuracy, confidence, share = _binning_bucketize(confidences, rights, torch.linspace(0, 1, bins + 1, dtype=torch.float64))
        lines = [{"x": confidence[share > 0], "y": accuracy[share > 0]}]
        titles = {"title": "Calibration", "xTitle": "confidence", "yTitle": "accuracy"}
        return {"figure": "curve", **titles, "lines": lines, "reference": "diagonal"}

    def add(name: str, bins: int) -> None:
        options = options_of(name, nBins=bins)
        made = {"binary": BinaryCalibrationError, "multiclass": MulticlassCalibrationError}[options["task"]]

        def compute() -> dict:
            metric = made(**torch_options(options)).set_dtype(torch.float64)
            values = []
            for batch in cases.batches[name]:
                metric.update(torch.tensor(batch["prediction"]), torch.tensor(batch["target"]))
                values.append(figure(torch.cat(metric.confidences).double(), torch.cat(metric.accuracies), bins))
            return {"values": values, "value": values[-1]}

        cases.add_case(f"{name}: nBins {bins}", name, options, compute)

    for name in (*USUAL, *IGNORING):
        add(name, 15)
    for name, bins in product(("binary probabilities", "multiclass logits"), (1, 8)):
        add(name, bins)
    add_refusals(cases, nBins=15)


@metrics.component("hinge-loss", "torchmetrics", "torch", "scikit-learn")
def hinge_loss(cases: MetricCases) -> None:
    add_inputs(cases, 263)
    add_weighted(cases, 264)
    reason = "torchmetrics passes scores outside of [0, 1] through a sigmoid or softmax; a hinge loss is of the scores."

    def add(name: str, squared: bool = False, mode: str = "crammer-singer") -> None:
        options = options_of(name, squared=squared, multiclassMode=mode)
        binary = options["task"] == "binary"
        made = BinaryHingeLoss if binary else MulticlassHingeLoss
        torch_names = torch_options(options)
        if binary:
            torch_names.pop("multiclass_mode")
        answer: dict = {}
        if "logits" in name:
            answer = {"expected": run_function(lambda s, t: margins(s, t, squared, mode), cases.batches[name]), "reason": reason}
        cases.add(f"{name}: squared {squared}, {mode}", name, options, lambda: made(**torch_names), **answer)

    for name in (*USUAL, *IGNORING):
        add(name)
    for name in ("binary probabilities", "binary logits", "multiclass probabilities", "multiclass logits"):
        add(name, squared=True)
    for name, squared in product(("multiclass probabilities", "multiclass logits"), (False, True)):
        add(name, squared, "one-vs-all")
    add("multiclass probabilities, some -1", mode="one-vs-all")

    def by_sklearn(scores: np.ndarray, target: np.ndarray, weight: np.ndarray | None = None) -> float:
        several = scores.ndim > 1
        labels = np.arange(CLASSES) if several else np.array([-1, 1])
        target = target if several else np.where(target == 1, 1, -1)
        # All labels occur, some with a weight of 0: of one label only, scikit-learn takes it for the negative one.
        weight = np.concatenate([np.ones(len(target)) if weight is None else weight, np.zeros(len(labels))])
        scores = np.concatenate([scores, np.zeros((len(labels), *scores.shape[1:]))])
        return sklearn_hinge_loss(np.concatenate([target, labels]), scores, labels=labels, sample_weight=weight)

    for title in ("binary", "multiclass"):
        for name in (f"{title} weighted logits", f"{title} logits"):
            options = options_of(name, squared=False, multiclassMode="crammer-singer")
            cases.add_case(f"{name}: by scikit-learn", name, options, lambda name=name: run_function(by_sklearn, cases.batches[name]))
    add_refusals(cases, squared=False, multiclassMode="crammer-singer")


def margins(scores: np.ndarray, target: np.ndarray, squared: bool, mode: str) -> np.ndarray:
    """The hinge loss of the scores as they are, the class axis 1."""
    if scores.ndim == target.ndim:
        margin = np.where(target == 1, scores, -scores)
    else:
        scores = np.moveaxis(scores, 1, -1)
        right = np.eye(CLASSES, dtype=bool)[target]
        others = np.where(right, -np.inf, scores).max(-1)
        margin = np.where(right, scores, -scores) if mode == "one-vs-all" else scores[right].reshape(target.shape) - others
    losses = np.maximum(0, 1 - margin) ** (2 if squared else 1)
    return losses.reshape(-1, CLASSES).mean(0) if mode == "one-vs-all" else losses.mean()


def add_weighted(cases: MetricCases, seed: int) -> None:
    random = np.random.RandomState(seed)
    for (title, classes), kind in product((("binary", 1), ("multiclass", CLASSES)), ("probabilities", "logits")):
        batches = scored(random, ROWS, classes, kind == "logits")
        weighted = [{**batch, "weight": random.randint(0, 5, size=len(batch["target"])) / 2 + 0.5} for batch in batches]
        cases.input(f"{title} weighted {kind}", weighted)


EPSILON = 2.0**-23


@metrics.component("log-loss", "scikit-learn")
def log_loss_cases(cases: MetricCases) -> None:
    add_inputs(cases, 265)
    add_weighted(cases, 266)

    def add(name: str, normalize: bool = True) -> None:
        options = options_of(name, normalize=normalize)

        def compute(scores: np.ndarray, target: np.ndarray, weight: np.ndarray | None = None) -> float:
            scores, target, kept = rows_of(scores, target, options)
            if len(target) == 0:
                return np.nan
            if "logits" in name:
                scores = probabilities(scores)
            labels = range(scores.shape[1]) if scores.ndim > 1 else (0, 1)
            scores = np.clip(np.stack([1 - scores, scores], 1) if scores.ndim == 1 else scores, EPSILON, 1 - EPSILON)
            weight = None if weight is None else weight[kept]
            return log_loss(target, scores, labels=list(labels), sample_weight=weight, normalize=normalize)

        cases.add_case(f"{name}: normalize {normalize}", name, options, lambda: run_function(compute, cases.batches[name]))

    add_score_cases(cases, add, (False,))
    add_refusals(cases, normalize=True)


@metrics.component("brier-score", "scikit-learn")
def brier_score(cases: MetricCases) -> None:
    add_inputs(cases, 267)
    add_weighted(cases, 268)

    def add(name: str, half: bool | str = "auto") -> None:
        options = options_of(name, scaleByHalf=half)

        def compute(scores: np.ndarray, target: np.ndarray, weight: np.ndarray | None = None) -> float:
            scores, target, kept = rows_of(scores, target, options)
            if len(target) == 0:
                return np.nan
            if "logits" in name:
                scores = probabilities(scores)
            weight = None if weight is None else weight[kept]
            several = {"labels": list(range(CLASSES))} if scores.ndim > 1 else {"pos_label": 1}
            return brier_score_loss(target, scores, sample_weight=weight, scale_by_half=half, **several)

        cases.add_case(f"{name}: scaleByHalf {half}", name, options, lambda: run_function(compute, cases.batches[name]))

    add_score_cases(cases, add, (True, False))
    add_refusals(cases, scaleByHalf="auto")


def add_score_cases(cases: MetricCases, add: Callable[..., None], others: tuple) -> None:
    weighted = [f"{title} weighted {kind}" for title in ("binary", "multiclass") for kind in ("probabilities", "logits")]
    for name in (*USUAL, *IGNORING, *weighted):
        add(name)
    for name, other in product(("binary probabilities", "binary weighted logits", "multiclass weighted probabilities"), others):
        add(name, other)
    nothing = {"values": [np.nan], "batchValues": [np.nan], "value": np.nan}
    cases.add_case("binary, all ignored", "binary, all ignored", options_of("binary, all ignored"), expected=nothing,
                   reason="scikit-learn ignores no targets; a mean of nothing is NaN.")  # fmt: skip


def rows_of(scores: np.ndarray, target: np.ndarray, options: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores and targets in rows, without those that are ignored."""
    warnings.simplefilter("ignore")
    if scores.ndim > target.ndim:
        scores = np.moveaxis(scores, 1, -1).reshape(-1, CLASSES)
    else:
        scores = scores.reshape(-1)
    target = target.reshape(-1)
    kept = np.full(target.shape, True) if options["ignoreIndex"] is None else target != options["ignoreIndex"]
    return scores[kept], target[kept], kept


def probabilities(logits: np.ndarray) -> np.ndarray:
    if logits.ndim == 1:
        return 1 / (1 + np.exp(-logits))
    powers = np.exp(logits)
    return powers / powers.sum(1, keepdims=True)
