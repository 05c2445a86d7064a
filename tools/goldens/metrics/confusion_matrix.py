"""Metrics of the confusion matrix, by torchmetrics, and reports of counts, by scikit-learn."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from sklearn.metrics import balanced_accuracy_score, classification_report
from torchmetrics import Metric, classification

from golden_file import result, sixty_fourths
from metrics import Batches, MetricCases, metrics
from metrics.stat_scores import add_inputs, binary_inputs, multiclass_inputs, multilabel_inputs, torch_options


class Confusion:
    """Adds the cases of a metric that torchmetrics has as a class for each task."""

    def __init__(
        self, cases: MetricCases, name: str, convert: Callable[[dict], Callable[[Any], Any]] = lambda _: result, double: bool = False
    ) -> None:
        """`double` for what divides by small differences: its counts are float64."""
        self.cases, self.name, self.convert, self.double = cases, name, convert, double
        add_inputs(cases, {**binary_inputs(), **multiclass_inputs(), **multilabel_inputs()})

    def add(self, name: str, **options: Any) -> None:
        answer = {key: options.pop(key) for key in ("error", "expected", "reason") if key in options}
        task = name.split()[0].rstrip(",")
        size = {"binary": {}, "multiclass": {"numClasses": 4}, "multilabel": {"numClasses": 3}}[task]
        full = {**size, **options}
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults"
        known = {option: value for option, value in full.items() if option != "labels"}

        def make() -> Metric:
            metric = getattr(classification, f"{task.capitalize()}{self.name}")(**names_of(task, known))
            if self.double:
                metric._defaults["confmat"] = metric._defaults["confmat"].double()
                metric.reset()
            return metric

        scores = {"scores": "logits"} if "logits" in name and task != "multiclass" else {}
        convert = self.convert({"task": task, **full})
        self.cases.add(f"{name}: {title}", name, {"task": task, **full, **scores}, make,
                       torch.float64 if self.double else torch.float32, convert, **answer)  # fmt: skip


def names_of(task: str, options: dict) -> dict:
    own = {name: value for name, value in options.items() if name in ("normalize", "weights")}
    return {**own, **torch_options(task, {name: value for name, value in options.items() if name not in own})}


def figures(options: dict) -> Callable[[torch.Tensor], dict]:
    labels = options.get("labels")

    def figure(title: str, matrix: torch.Tensor, names: list | None) -> dict:
        axes = {"rows": names, "columns": names} if names else {}
        return {"figure": "matrix", "title": title, "values": result(matrix.double()), "rowTitle": "target", "columnTitle": "prediction", **axes}

    def convert(matrix: torch.Tensor) -> dict:
        if options["task"] != "multilabel":
            return figure("Confusion matrix", matrix, labels)
        keys = labels or [str(label) for label in range(len(matrix))]
        return {key: figure(f"Confusion matrix of {key}", matrix[at], ["0", "1"]) for at, key in enumerate(keys)}

    return convert


@metrics.component("confusion-matrix", "torchmetrics", "torch")
def confusion_matrix(cases: MetricCases) -> None:
    add = Confusion(cases, "ConfusionMatrix", figures).add
    for normalize in ("none", "true", "pred", "all"):
        add("binary probabilities", normalize=normalize)
        add("multiclass labels", normalize=normalize)
        add("multilabel probabilities", normalize=normalize)
    add("binary logits")
    add("binary labels", labels=["no", "yes"])
    add("binary scores on the threshold", threshold=0.25)
    add("binary probabilities, some -1", ignoreIndex=-1)
    add("binary probabilities", ignoreIndex=0, normalize="true")
    add("binary, all ignored", ignoreIndex=-1, normalize="all")
    add("binary grid")
    add("multiclass probabilities", labels=["a", "b", "c", "d"])
    add("multiclass labels, some -1", ignoreIndex=-1)
    add("multiclass labels", ignoreIndex=2)
    add("multiclass labels, absent classes", normalize="true")
    add("multiclass all right")
    add("multiclass all wrong", normalize="pred")
    add("multiclass all ignored", ignoreIndex=-1)
    add("multiclass ties")
    add("multiclass label grid")
    add("multiclass score volume")
    add("multiclass score image")
    add("multilabel logits", labels=["x", "y", "z"])
    add("multilabel labels")
    add("multilabel probabilities, some -1", ignoreIndex=-1, threshold=0.25)
    add("multilabel, an absent label", normalize="true")
    add("multilabel volume")
    add("multiclass too many classes", error="LML_INVALID_ARGUMENT")


@metrics.component("jaccard-index", "torchmetrics", "torch")
def jaccard_index(cases: MetricCases) -> None:
    add = Confusion(cases, "JaccardIndex").add
    for average in ("micro", "macro", "weighted", "none"):
        add("multiclass labels", average=average)
        add("multiclass labels, absent classes", average=average, zeroDivision=1)
        add("multiclass probabilities", average=average, ignoreIndex=1)
        add("multilabel probabilities", average=average)
    add("binary probabilities")
    add("binary logits")
    add("binary labels")
    add("binary scores on the threshold", threshold=0.25)
    add("binary probabilities, some -1", ignoreIndex=-1)
    add("binary, no positives anywhere", zeroDivision=1)
    add("binary, all ignored", ignoreIndex=-1)
    add("binary grid")
    add("multiclass all ignored", ignoreIndex=-1)
    add("multiclass all ignored", ignoreIndex=-1, average="micro")
    add("multiclass all right")
    add("multiclass all wrong")
    add("multiclass ties", average="none")
    add("multiclass scores, absent classes in the target")
    add("multiclass labels, some -1", ignoreIndex=-1, average="weighted")
    add("multiclass score volume, some -1", ignoreIndex=-1)
    add("multiclass score image", average="micro")
    add("multilabel logits", average="weighted")
    add("multilabel labels", average="micro")
    add("multilabel, an absent label", zeroDivision=1)
    add("multilabel volume, some -1", ignoreIndex=-1)
    reason = "torchmetrics leaves out label 0, as if the ignored value were the number of a label."
    matrix = classification.MultilabelConfusionMatrix(3, ignore_index=0)
    batches = cases.batches["multilabel probabilities"]
    expected = {"values": [], "batchValues": []}
    for batch in batches:
        both = [torch.from_numpy(batch["prediction"]).float(), torch.from_numpy(batch["target"])]
        matrix.update(*both)
        expected["values"].append(mean_overlap(matrix.compute()))
        expected["batchValues"].append(mean_overlap(classification.MultilabelConfusionMatrix(3, ignore_index=0)(*both)))
    add("multilabel probabilities", ignoreIndex=0, expected={**expected, "value": expected["values"][-1]}, reason=reason)
    add("multiclass too many classes", error="LML_INVALID_ARGUMENT")


def mean_overlap(matrices: torch.Tensor) -> float:
    overlap, union = matrices[:, 1, 1].double(), (matrices.sum((1, 2)) - matrices[:, 0, 0]).double()
    return float(torch.where(union > 0, overlap / union.clamp(min=1), 0.0).mean())


@metrics.component("cohen-kappa", "torchmetrics", "torch")
def cohen_kappa(cases: MetricCases) -> None:
    add = Confusion(cases, "CohenKappa", double=True).add
    for weights in ("none", "linear", "quadratic"):
        add("binary probabilities", weights=weights)
        for name in ("labels", "logits", "label grid", "scores, absent classes in the target"):
            add(f"multiclass {name}", weights=weights)
        add("multiclass labels, some -1", weights=weights, ignoreIndex=-1)
    add("binary logits")
    add("binary labels")
    add("binary scores on the threshold", threshold=0.75)
    add("binary probabilities, some -1", ignoreIndex=-1)
    add("binary, no positives anywhere")
    add("binary, all ignored", ignoreIndex=-1)
    add("binary grid", weights="quadratic")
    add("multiclass probabilities", ignoreIndex=1)
    add("multiclass labels, absent classes")
    add("multiclass all right", weights="quadratic")
    add("multiclass all wrong", weights="linear")
    add("multiclass all ignored", ignoreIndex=-1)
    add("multiclass ties")
    add("multiclass score volume", weights="linear")
    add("multiclass score image")
    add("multiclass too many classes", error="LML_INVALID_ARGUMENT")


@metrics.component("matthews-corr-coef", "torchmetrics", "torch")
def matthews_corr_coef(cases: MetricCases) -> None:
    confusion = Confusion(cases, "MatthewsCorrCoef")
    add = confusion.add

    def labels(name: str, prediction: list, target: list) -> None:
        cases.input(name, [{"prediction": np.array(prediction), "target": np.array(target)}])

    labels("binary all right, of one class", [1, 1, 1], [1, 1, 1])
    labels("binary all wrong, of one class", [0, 0, 0], [1, 1, 1])
    labels("binary all wrong, of both classes", [0, 1, 0], [1, 0, 1])
    for name in ("all right, of one class", "all wrong, of one class", "all wrong, of both classes"):
        add(f"binary {name}")
    constant = {"value": 0, "values": [0], "batchValues": [0]}
    reason = "What is constant has no correlation: 0, as in scikit-learn. The epsilon that torchmetrics adds cancels out."
    for name, prediction, target in (
        ("all predicted", [1, 1, 1, 1], [1, 1, 1, 0]),
        ("none predicted", [0, 0, 0, 0], [0, 0, 1, 0]),
        ("all positive", [1, 1, 1, 0], [1, 1, 1, 1]),
        ("none positive", [0, 1, 0, 0], [0, 0, 0, 0]),
    ):
        labels(f"binary {name}", prediction, target)
        add(f"binary {name}", expected=constant, reason=reason)
    random = np.random.RandomState(207)
    for kind in ("logits", "labels", "labels, some -1"):
        batches = []
        for size in (9, 8, 7):
            scores = sixty_fourths(random.standard_normal(size) * 2)
            target = (scores + random.standard_normal(size) * 2 > 0).astype(int)
            prediction = scores if kind == "logits" else (scores > 0).astype(int)
            batches.append({"prediction": prediction, "target": target if kind != "labels, some -1" else np.where(scores > 2, -1, target)})
        cases.input(f"binary {kind}, of both classes", batches)
        add(f"binary {kind}, of both classes", ignoreIndex=-1)
    add("binary probabilities")
    add("binary scores on the threshold", threshold=0.75)
    add("binary, all ignored", ignoreIndex=-1)
    add("binary grid")
    for name in ("labels", "probabilities", "logits", "labels, absent classes", "scores, absent classes in the target",
                 "all right", "all wrong", "ties", "label grid", "score volume", "score image"):  # fmt: skip
        add(f"multiclass {name}")
    add("multiclass all ignored", ignoreIndex=-1)
    add("multiclass labels, some -1", ignoreIndex=-1)
    add("multiclass probabilities", ignoreIndex=1)
    add("multilabel probabilities")
    add("multilabel logits")
    add("multilabel probabilities, some -1", ignoreIndex=-1)
    add("multilabel, an absent label")
    add("multilabel volume", threshold=0.25)
    add("multiclass too many classes", error="LML_INVALID_ARGUMENT")


@metrics.component("exact-match", "torchmetrics", "torch")
def exact_match(cases: MetricCases) -> None:
    add = Confusion(cases, "ExactMatch").add
    random = np.random.RandomState(205)
    batches = []
    for size in (5, 3, 2):
        target = random.randint(0, 4, size=(size, 2))
        batches.append({"prediction": np.where(random.random_sample(target.shape) < 0.75, target, 0), "target": target})
    cases.input("multiclass pairs", batches)
    for average in ("global", "samplewise"):
        for name in ("pairs", "label grid", "score volume", "score image"):
            add(f"multiclass {name}", multidimAverage=average)
        for name in ("label grid, some -1", "score volume, some -1"):
            add(f"multiclass {name}", multidimAverage=average, ignoreIndex=-1)
        add("multiclass pairs", multidimAverage=average, ignoreIndex=2)
        add("multilabel volume", multidimAverage=average)
        add("multilabel volume, some -1", multidimAverage=average, ignoreIndex=-1)
        add("multilabel volume", multidimAverage=average, threshold=0.75, ignoreIndex=0)
    for name in ("labels", "probabilities", "logits", "all right", "all wrong", "ties", "labels, absent classes"):
        add(f"multiclass {name}")
    add("multiclass all ignored", ignoreIndex=-1)
    for name in (" probabilities", " logits", " labels", ", an absent label"):
        add(f"multilabel{name}")
    add("multilabel probabilities, some -1", ignoreIndex=-1)
    add("multilabel probabilities", threshold=0.25)
    add("multiclass labels", multidimAverage="samplewise", error="LML_SHAPE_MISMATCH")
    add("multilabel probabilities", multidimAverage="samplewise", error="LML_SHAPE_MISMATCH")
    add("multiclass too many classes", error="LML_INVALID_ARGUMENT")


class Report:
    """Adds cases of scikit-learn, which is given all rows that were seen, as labels, and their weights."""

    def __init__(self, cases: MetricCases, compute: Callable[[dict, np.ndarray, np.ndarray, np.ndarray], Any]) -> None:
        self.cases, self.compute = cases, compute
        inputs = {**binary_inputs(), **multiclass_inputs(), **multilabel_inputs()}
        add_inputs(cases, {name: batches for name, batches in inputs.items() if "volume" not in name and "image" not in name})
        random = np.random.RandomState(206)
        for name in ("binary probabilities", "multiclass labels", "multilabel probabilities", "multiclass label grid"):
            weighted = [{**batch, "weight": sixty_fourths(random.random_sample(len(batch["target"])) * 3)} for batch in inputs[name]]
            cases.input(f"{name}, weighted", weighted)

    def add(self, name: str, **options: Any) -> None:
        answer = {key: options.pop(key) for key in ("error", "reason") if key in options}
        task = name.split()[0].rstrip(",")
        size = {"binary": {}, "multiclass": {"numClasses": 4}, "multilabel": {"numClasses": 3}}[task]
        full = {"task": task, **size, **options}
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults"
        scores = {"scores": "logits"} if "logits" in name and task != "multiclass" else {}

        def of(batches: Batches) -> Any:
            rows = [rows_of(full, batch) for batch in batches]
            return self.compute(full, *(np.concatenate(parts) for parts in zip(*rows)))

        def compute() -> dict:
            batches = self.cases.batches[name]
            values = [of(batches[: at + 1]) for at in range(len(batches))]
            return {"values": values, "batchValues": [of([batch]) for batch in batches], "value": values[-1]}

        self.cases.add_case(f"{name}: {title}", name, {**full, **scores}, compute, **answer)


def rows_of(options: dict, batch: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Targets, predicted labels and weights of what is counted."""
    prediction, target = np.asarray(batch["prediction"]), np.asarray(batch["target"])
    weight = np.broadcast_to(batch.get("weight", np.ones(len(target))).reshape(-1, *[1] * (target.ndim - 1)), target.shape)
    if np.issubdtype(prediction.dtype, np.floating):
        if options["task"] == "multiclass":
            prediction = prediction.argmax(1)
        else:
            has_logits = (prediction < 0).any() or (prediction > 1).any()
            prediction = 1 / (1 + np.exp(-prediction)) if has_logits else prediction
            prediction = (prediction > options.get("threshold", 0.5)).astype(int)
    if options["task"] == "multilabel":
        return target, prediction, weight[:, 0]
    counted = target.ravel() != options.get("ignoreIndex", -100)
    return target.ravel()[counted], prediction.ravel()[counted], weight.ravel()[counted]


@metrics.component("balanced-accuracy", "scikit-learn")
def balanced_accuracy(cases: MetricCases) -> None:
    def compute(options: dict, target: np.ndarray, prediction: np.ndarray, weight: np.ndarray) -> float:
        return float(balanced_accuracy_score(target, prediction, sample_weight=weight, adjusted=options.get("adjusted", False)))

    add = Report(cases, compute).add
    for adjusted in (False, True):
        for name in ("binary probabilities", "binary probabilities, weighted", "binary grid", "multiclass labels",
                     "multiclass labels, weighted", "multiclass label grid, weighted", "multiclass labels, absent classes",
                     "multiclass all right", "multiclass all wrong"):  # fmt: skip
            add(name, adjusted=adjusted)
        add("binary grid, some -1", adjusted=adjusted, ignoreIndex=-1)
        add("multiclass scores, some -1", adjusted=adjusted, ignoreIndex=-1)
    for name in ("binary logits", "binary labels", "multiclass probabilities", "multiclass logits", "multiclass ties"):
        add(name)
    add("binary scores on the threshold", threshold=0.25)
    add("multiclass label grid", ignoreIndex=1)
    add("binary, no positives anywhere")
    add("multiclass too many classes", error="LML_INVALID_ARGUMENT", reason="They are more than numClasses.")


@metrics.component("classification-report", "scikit-learn")
def report(cases: MetricCases) -> None:
    def compute(options: dict, target: np.ndarray, prediction: np.ndarray, weight: np.ndarray) -> dict:
        size = options.get("numClasses", 2)
        names = options.get("labels") or [str(label) for label in range(size)]
        made = classification_report(
            target, prediction, labels=list(range(size)), target_names=names, sample_weight=weight,
            zero_division=options.get("zeroDivision", 0), output_dict=True,
        )  # fmt: skip
        made.pop("samples avg", None)
        averages = {"micro avg": "micro average", "macro avg": "macro average", "weighted avg": "weighted average"}
        rows = {**{name: made[name] for name in names}, **{title: made[name] for name, title in averages.items() if name in made}}
        columns = {"precision": "precision", "recall": "recall", "f1-score": "F1 score"}
        values = np.array([[float(row[column]) for column in columns] for row in rows.values()])
        support = np.array([float(made[name]["support"]) for name in names])
        whole = {"accuracy": float(made["accuracy"])} if "accuracy" in made else {"microF1Score": float(made["micro avg"]["f1-score"])}
        return {
            **whole,
            "macroF1Score": float(made["macro avg"]["f1-score"]),
            "weightedF1Score": float(made["weighted avg"]["f1-score"]),
            "scores": {
                "figure": "matrix", "title": "Scores of classes", "values": result(values),
                "rows": list(rows), "columns": list(columns.values()),
            },
            "support": {"figure": "bars", "title": "Support of classes", "labels": names, "values": result(support)},
        }  # fmt: skip

    add = Report(cases, compute).add
    for name in ("binary probabilities", "binary probabilities, weighted", "binary logits", "binary labels", "binary grid",
                 "binary, no positives anywhere", "multiclass labels", "multiclass labels, weighted", "multiclass probabilities",
                 "multiclass logits", "multiclass label grid, weighted", "multiclass scores, absent classes in the target",
                 "multiclass all right", "multiclass all wrong", "multiclass ties", "multilabel probabilities",
                 "multilabel probabilities, weighted", "multilabel logits", "multilabel labels", "multilabel, an absent label"):  # fmt: skip
        add(name)
    for name in ("binary, no positives anywhere", "multiclass labels, absent classes", "multiclass all wrong", "multilabel, an absent label"):
        add(name, zeroDivision=1)
    add("binary probabilities", threshold=0.25, labels=["no", "yes"])
    add("multiclass labels", labels=["a", "b", "c", "d"])
    add("multilabel probabilities", labels=["x", "y", "z"])
    add("binary grid, some -1", ignoreIndex=-1)
    add("multiclass scores, some -1", ignoreIndex=-1)
    add("multiclass label grid", ignoreIndex=1)
    add("multiclass too many classes", error="LML_INVALID_ARGUMENT", reason="They are more than numClasses.")
