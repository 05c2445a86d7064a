"""Metrics made of curves over thresholds, by torchmetrics."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torchmetrics import classification
from torchmetrics.functional.classification.logauc import _binary_logauc_compute as logauc

from golden_file import sixty_fourths, tensor
from metrics import Batches, MetricCases, metrics, run
from metrics.stat_scores import with_some

LIST = [0.2, 0.5, 0.8]
"""torchmetrics takes thresholds in order only; LML is given them in another one."""
OPTIONS = {
    "task": None,
    "numClasses": "num_classes",
    "thresholds": "thresholds",
    "average": "average",
    "ignoreIndex": "ignore_index",
    "maxFpr": "max_fpr",
    "fprRange": "fpr_range",
    "minRecall": "min_recall",
    "minPrecision": "min_precision",
    "minSpecificity": "min_specificity",
    "minSensitivity": "min_sensitivity",
    "scores": None,
}


def inputs() -> dict[str, Batches]:
    random = np.random.RandomState(205)

    def probabilities(*shape: int) -> np.ndarray:
        return sixty_fourths(random.random_sample(shape))

    def logits(*shape: int) -> np.ndarray:
        # torchmetrics takes a batch for logits that has a score outside [0, 1].
        scores = sixty_fourths(random.standard_normal(shape) * 2)
        scores[0, ...] -= 3
        return scores

    def batch(prediction: np.ndarray, target: np.ndarray, ignored: int | None) -> dict[str, np.ndarray]:
        if ignored is None:
            return {"prediction": prediction, "target": target}
        # torchmetrics refuses a batch of which nothing is left.
        some = with_some(random, target, ignored)
        some[0] = target[0]
        return {"prediction": prediction, "target": some}

    def binary(scores: Callable, shapes: list, ignored: int | None = None) -> Batches:
        return [batch(scores(*shape), random.randint(0, 2, size=shape), ignored) for shape in shapes]

    def multiclass(scores: Callable, shapes: list, classes: int = 3, ignored: int | None = None) -> Batches:
        return [
            batch(scores(*shape), random.randint(0, classes, size=(shape[0], *shape[2:])), ignored) for shape in shapes
        ]

    quarters = np.array([0.25, 0.5, 0.5, 0.75, 0.25, 1, 0, 0.5, 0.75])
    truths = np.array([1, 1, 0, 1, 0, 1, 0, 0, 1])
    few, rows = [(9,), (5,), (1,)], [(9, 3), (5, 3), (1, 3)]
    absent = multiclass(probabilities, rows[:2], classes=2)
    no_label = binary(probabilities, rows[:2])
    for own in no_label:
        own["target"][:, 1] = 0
    none = {"prediction": np.zeros(0), "target": np.zeros(0, dtype=np.int64)}
    return {
        "binary": binary(probabilities, few),
        "binary logits": binary(logits, few),
        "binary ties": [{"prediction": quarters[:7], "target": truths[:7]}, {"prediction": quarters[7:], "target": truths[7:]}],
        "binary some -1": binary(probabilities, few, -1),
        "binary all right": [{"prediction": np.array([0.75, 0.25, 1, 0]), "target": np.array([1, 0, 1, 0])}],
        "binary all wrong": [{"prediction": np.array([0.75, 0.25, 1, 0]), "target": np.array([0, 1, 0, 1])}],
        "binary no positives": [{"prediction": np.array([0.75, 0.25, 0.5]), "target": np.array([0, 0, 0])}],
        "binary no negatives": [{"prediction": np.array([0.75, 0.25, 0.5]), "target": np.array([1, 1, 1])}],
        "binary an empty batch": [none, *binary(probabilities, [(6,)]), none],
        "binary NaN": [{"prediction": np.array([0.75, np.nan, 0.5]), "target": np.array([1, 0, 1])}],
        "binary target of 2": [{"prediction": np.array([0.75, 0.25]), "target": np.array([2, 1])}],
        "multiclass": multiclass(probabilities, rows),
        "multiclass logits": multiclass(logits, rows),
        "multiclass some -1": multiclass(probabilities, rows, ignored=-1),
        "multiclass an absent class": absent,
        "multiclass volume": multiclass(probabilities, [(3, 3, 4), (2, 3, 4)]),
        "multilabel": binary(probabilities, rows),
        "multilabel logits": binary(logits, rows),
        "multilabel some -1": binary(probabilities, rows, -1),
        "multilabel an absent label": no_label,
        "multilabel volume": binary(probabilities, [(3, 3, 4), (2, 3, 4)]),
    }


Plan = list[tuple[str, dict[str, Any]]]


def plan(averages: tuple[str, ...] = ()) -> Plan:
    """Which inputs are judged with which options; those of averages over classes where there are some."""
    binary = [("binary", thresholds) for thresholds in (None, 5, LIST)]
    binary += [("binary logits", None), ("binary logits", 100), ("binary ties", None), ("binary ties", 5)]
    binary += [("binary all right", None), ("binary all wrong", None), ("binary no positives", None)]
    binary += [("binary no negatives", None), ("binary an empty batch", 5)]
    made: Plan = [(name, {"thresholds": thresholds}) for name, thresholds in binary]
    made += [("binary some -1", {"thresholds": 5, "ignoreIndex": -1})]
    for thresholds, some in ((None, averages or (None,)), (5, averages[1:] or (None,))):
        made += [("multiclass", {"thresholds": thresholds, "average": average}) for average in some]
    first = averages[0] if averages else None
    for name, thresholds in (
        ("multiclass logits", None),
        ("multiclass logits", LIST),
        ("multiclass an absent class", None),
        ("multiclass an absent class", 5),
        ("multiclass volume", 5),
        ("multilabel", None),
        ("multilabel", 5),
        ("multilabel logits", None),
        ("multilabel an absent label", None),
        ("multilabel volume", 5),
    ):
        made += [(name, {"thresholds": thresholds, "average": first})]
    made += [("multiclass some -1", {"thresholds": 5, "average": first, "ignoreIndex": -1})]
    made += [("multiclass an absent class", {"thresholds": None, "average": first, "ignoreIndex": 0})]
    made += [("multilabel some -1", {"thresholds": thresholds, "average": first, "ignoreIndex": -1}) for thresholds in (None, 5)]
    return made


class Curves:
    """Adds the cases of a metric that torchmetrics has as a class for each task."""

    def __init__(self, cases: MetricCases, name: str, convert: Callable[[dict], Callable], **options: Any) -> None:
        self.cases, self.convert, self.options = cases, convert, options
        # What is done here with the curves of each class.
        self.own = ("average", "fprRange") if name in ("ROC", "PrecisionRecallCurve") else ()
        self.classes = {task: getattr(classification, task.capitalize() + name) for task in ("binary", "multiclass", "multilabel")}
        for name, batches in inputs().items():
            has_channels = "volume" in name
            parts = ("prediction", "target") if name.startswith("multilabel") else ("prediction",)
            cases.input(name, batches, parts if has_channels else ())

    def add(self, name: str, **given: Any) -> None:
        options = self.options_of(name, given)
        title = ", ".join(f"{option} {value}" for option, value in options.items() if value is not None)
        answer = {key: given[key] for key in ("error", "reason", "expected") if key in given}
        self.cases.add_case(f"{name}: {title}", name, written(options), lambda: self.run(name, options), **answer)

    def options_of(self, name: str, given: dict) -> dict:
        task = name.split(" ")[0]
        options = {"task": task, **self.options, **given}
        options = {option: value for option, value in options.items() if option in OPTIONS and value is not None}
        if task == "binary":
            options.pop("average", None)
        else:
            options["numClasses"] = 3
        return {**options, **({"scores": "logits"} if "logits" in name else {})}

    def run(self, name: str, options: dict) -> dict:
        if options.get("average") == "micro":
            # torchmetrics has it not for each task, and not with thresholds: it is that of all classes in a row.
            together = {key: value for key, value in options.items() if key not in ("average", "numClasses")}
            make = lambda: self.metric({**together, "task": "binary"})  # noqa: E731
            return run(make, in_a_row(self.cases.batches[name], options["task"]), torch.float32, self.convert(options))
        return run(lambda: self.metric(options), self.cases.batches[name], torch.float32, self.convert(options))

    def metric(self, options: dict) -> Any:
        names = {**OPTIONS, "numClasses": "num_labels"} if options["task"] == "multilabel" else OPTIONS
        given = {names[option]: value for option, value in options.items() if option not in self.own and names[option]}
        return self.classes[options["task"]](**given)

    def add_refused(self) -> None:
        reason = "torchmetrics takes scores among which there is NaN for logits."
        self.add("binary NaN", thresholds=5, error="LML_INVALID_ARGUMENT", reason=reason)
        reason = "Not each of torchmetrics' curves looks at what it is given."
        self.add("binary target of 2", thresholds=5, error="LML_INVALID_ARGUMENT", reason=reason)
        self.add("binary", thresholds=1, error="LML_INVALID_OPTIONS", reason=reason)


def in_a_row(batches: Batches, task: str) -> Batches:
    hot = (lambda target: np.eye(3, dtype=np.int64)[target]) if task == "multiclass" else (lambda target: target)
    return [{"prediction": batch["prediction"].ravel(), "target": hot(batch["target"]).ravel()} for batch in batches]


def written(options: dict) -> dict:
    """Lists of thresholds in another order."""
    thresholds = options.get("thresholds")
    return {**options, "thresholds": [0.5, 0.2, 0.8]} if thresholds is LIST else options


def as_values(options: dict) -> Callable:
    return lambda value: tensor(value) if value.ndim > 0 else float(value)


def as_records(options: dict) -> Callable:
    return lambda pair: {"value": as_values(options)(pair[0]), "threshold": as_values(options)(pair[1])}


def lines_of(task: str, given: tuple) -> list[tuple[np.ndarray, ...]]:
    """The parts of each line: torchmetrics gives one, a list of each part, or rows of two parts and the thresholds of all."""
    x, y, thresholds = given
    if not isinstance(x, list) and x.ndim == 1:
        return [tuple(part.numpy() for part in given)]
    own = thresholds if isinstance(thresholds, list) else [thresholds] * len(x)
    return [tuple(part.numpy() for part in line) for line in zip(x, y, own)]


def figure(task: str, lines: list[dict], average: str | None, **titles: str) -> dict:
    kind = "label" if task == "multilabel" else "class"
    named = task != "binary" and average in (None, "none")
    made = [
        {**({"name": f"{kind} {index}"} if named else {}), **{part: tensor(np.float64(values)) for part, values in line.items()}}
        for index, line in enumerate(lines)
    ]
    return {"figure": "curve", **titles, "lines": made}


def mean_line(lines: list[dict]) -> dict:
    defined = [{part: line[part][~np.isnan(line["x"]) & ~np.isnan(line["y"])] for part in ("x", "y")} for line in lines]
    x = np.sort(np.concatenate([line["x"] for line in defined]))
    return {"x": x, "y": np.mean([np.interp(x, line["x"], line["y"]) for line in defined], axis=0)}


ROC = {"title": "Receiver operating characteristic", "xTitle": "false positive rate", "yTitle": "true positive rate", "reference": "diagonal"}
PRECISION_RECALL = {"title": "Precision and recall", "xTitle": "recall", "yTitle": "precision"}


def roc_lines(task: str, given: tuple) -> list[dict]:
    return [{"x": x, "y": y, "thresholds": thresholds} for x, y, thresholds in lines_of(task, given)]


def precision_recall_lines(task: str, given: tuple) -> list[dict]:
    """From the highest threshold; the point at recall 0 has none."""
    return [
        {"x": recall[::-1], "y": precision[::-1], "thresholds": np.append(thresholds, np.nan)[::-1]}
        for precision, recall, thresholds in lines_of(task, given)
    ]


def add_figures(cases: MetricCases, name: str, parts: Callable, titles: dict) -> None:
    """The mean is made here: that of torchmetrics takes recall for a function of precision, and ends a line before its last point."""

    def convert(options: dict) -> Callable:
        task, average = options["task"], options.get("average")

        def made(given: tuple) -> dict:
            lines = parts(task, given)
            return figure(task, [mean_line(lines)] if average == "macro" else lines, average, **titles)

        return made

    curves = Curves(cases, name, convert)
    for input, options in plan(("none", "micro", "macro")):
        curves.add(input, **options)
    curves.add_refused()


@metrics.component("roc", "torchmetrics", "torch", "numpy")
def roc(cases: MetricCases) -> None:
    add_figures(cases, "ROC", roc_lines, ROC)


@metrics.component("precision-recall-curve", "torchmetrics", "torch", "numpy")
def precision_recall_curve(cases: MetricCases) -> None:
    add_figures(cases, "PrecisionRecallCurve", precision_recall_lines, PRECISION_RECALL)


def add_scores(cases: MetricCases, name: str, averages: tuple[str, ...], **options: Any) -> Curves:
    curves = Curves(cases, name, as_values, **options)
    for input, given in plan(averages):
        curves.add(input, **given)
    curves.add_refused()
    return curves


def add_micro(curves: Curves) -> None:
    for task, thresholds in (("multiclass", None), ("multilabel", 5)):
        curves.add(task, thresholds=thresholds, average="micro")


@metrics.component("auroc", "torchmetrics", "torch")
def auroc(cases: MetricCases) -> None:
    curves = add_scores(cases, "AUROC", ("macro", "weighted", "none"))
    add_micro(curves)
    for thresholds in (None, 5):
        curves.add("binary", thresholds=thresholds, maxFpr=0.3)
    curves.add("binary no positives", maxFpr=0.3)


@metrics.component("average-precision", "torchmetrics", "torch")
def average_precision(cases: MetricCases) -> None:
    add_micro(add_scores(cases, "AveragePrecision", ("macro", "weighted", "none")))


@metrics.component("eer", "torchmetrics", "torch", "numpy")
def eer(cases: MetricCases) -> None:
    """By numpy from torchmetrics' ROC curves: its own choice among points at which the rates differ equally is left to rounding."""

    def rate(line: dict) -> float:
        x, y = np.float64(line["x"]), np.float64(line["y"])
        nearest = np.argmin(np.round(np.abs(x - (1 - y)), 5))
        return float((x[nearest] + 1 - y[nearest]) / 2)

    add_of_lines(cases, ("none", "micro", "macro"), rate)


FPR_RANGE = (0.05, 0.5)


@metrics.component("log-auc", "torchmetrics", "torch", "numpy")
def log_auc(cases: MetricCases) -> None:
    """By numpy from torchmetrics' ROC curves: its own area goes on straight below the first of given thresholds, and may be infinite."""

    def area(line: dict) -> float:
        if line["x"][-1] == 0:
            return float("nan")
        x, y = (np.concatenate([[0], np.float64(line[part]), [1]]) for part in ("x", "y"))
        ends = np.float64(FPR_RANGE)
        inside = (x > ends[0]) & (x <= ends[1])
        heights = np.interp(ends, x, y)
        rates = np.log(np.concatenate([ends[:1], x[inside], ends[1:]]))
        own = np.trapezoid(np.concatenate([heights[:1], y[inside], heights[1:]]), rates) / (rates[-1] - rates[0])
        if "whole" in line:
            theirs = logauc(torch.tensor(line["x"]), torch.tensor(line["y"]), FPR_RANGE)
            np.testing.assert_allclose(own, theirs.numpy(), rtol=1e-5)
        return float(own)

    add_of_lines(cases, ("none", "macro"), area, fprRange=FPR_RANGE)


def add_of_lines(cases: MetricCases, averages: tuple[str, ...], score: Callable[[dict], float], **options: Any) -> None:
    def convert(options: dict) -> Callable:
        def value(given: tuple) -> Any:
            lines = roc_lines(options["task"], given)
            if "thresholds" not in options:
                lines = [{**line, "whole": True} for line in lines]
            if options.get("average") == "macro" and "fprRange" not in options:
                lines = [mean_line(lines)]
            scores = np.float64([score(line) for line in lines])
            one = options["task"] == "binary" or options.get("average") == "micro"
            if options.get("average") == "macro":
                return float(np.nanmean(scores))
            return scores[0] if one else tensor(scores)

        return value

    curves = Curves(cases, "ROC", convert, **options)
    for input, given in plan(averages):
        curves.add(input, **given)
    curves.add_refused()


def add_fixed(cases: MetricCases, name: str, option: str, minimum: float, never: str) -> None:
    curves = Curves(cases, name, as_records, **{option: minimum})
    for input, options in plan():
        curves.add(input, **options)
    curves.add("binary ties", **{option: 0.0})
    curves.add(never, **{option: 1.0})
    curves.add_refused()


@metrics.component("recall-at-fixed-precision", "torchmetrics", "torch")
def recall_at_fixed_precision(cases: MetricCases) -> None:
    add_fixed(cases, "RecallAtFixedPrecision", "minPrecision", 0.55, "binary all wrong")


@metrics.component("precision-at-fixed-recall", "torchmetrics", "torch")
def precision_at_fixed_recall(cases: MetricCases) -> None:
    add_fixed(cases, "PrecisionAtFixedRecall", "minRecall", 0.45, "binary ties")


@metrics.component("sensitivity-at-specificity", "torchmetrics", "torch")
def sensitivity_at_specificity(cases: MetricCases) -> None:
    add_fixed(cases, "SensitivityAtSpecificity", "minSpecificity", 0.55, "binary all wrong")


@metrics.component("specificity-at-sensitivity", "torchmetrics", "torch")
def specificity_at_sensitivity(cases: MetricCases) -> None:
    add_fixed(cases, "SpecificityAtSensitivity", "minSensitivity", 0.45, "binary no positives")
