"""Metrics by torchmetrics: the value after each update, and of each batch alone.

Mean and mean squared error run in float64. Accuracy and F1 count in integers and divide in float32, which is how
their values are written.
"""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import torch
from torchmetrics import Accuracy, F1Score, MeanMetric, MeanSquaredError, Metric
from torchmetrics.classification import (
    BinaryAccuracy,
    BinaryF1Score,
    MulticlassAccuracy,
    MulticlassF1Score,
    MultilabelAccuracy,
    MultilabelF1Score,
)

from golden_file import channels_last, input_tensor, outcome, result, sixty_fourths, source, tensor, write

Batches = list[dict[str, np.ndarray]]
Inputs = dict[str, Batches]

AVERAGES = ("micro", "macro", "weighted", "none")
OPTION_NAMES = {
    "task": "task",
    "numClasses": "num_classes",
    "numLabels": "num_labels",
    "average": "average",
    "topK": "top_k",
    "threshold": "threshold",
    "ignoreIndex": "ignore_index",
    "multidimAverage": "multidim_average",
    "zeroDivision": "zero_division",
    "squared": "squared",
    "numOutputs": "num_outputs",
    "nanStrategy": "nan_strategy",
}
NAMES: dict[tuple[type, str], type] = {
    (Accuracy, "binary"): BinaryAccuracy,
    (Accuracy, "multiclass"): MulticlassAccuracy,
    (Accuracy, "multilabel"): MultilabelAccuracy,
    (F1Score, "binary"): BinaryF1Score,
    (F1Score, "multiclass"): MulticlassF1Score,
    (F1Score, "multilabel"): MultilabelF1Score,
}


def torch_options(options: dict) -> dict:
    return {OPTION_NAMES[name]: value for name, value in options.items()}


def to_torch(values: np.ndarray, dtype: torch.dtype) -> torch.Tensor:
    return torch.from_numpy(np.array(values)).to(torch.int64 if np.issubdtype(values.dtype, np.integer) else dtype)


def encode(values: np.ndarray) -> dict:
    return tensor(values) if np.issubdtype(values.dtype, np.integer) else input_tensor(values)


def encode_inputs(inputs: Inputs, with_channels: Callable[[str, dict], tuple[str, ...]] = lambda *_: ()) -> dict:
    """The batches of each input; `with_channels` names the parts whose axis 1 is the last one in LML."""
    encoded = {}
    for name, batches in inputs.items():
        encoded[name] = []
        for batch in batches:
            entry = {part: encode(values) for part, values in batch.items()}
            for part in with_channels(name, batch):
                entry[f"{part}ChannelsLast"] = encode(channels_last(batch[part]))
            encoded[name].append(entry)
    return encoded


def run(make: Callable[[], Metric], batches: Batches, dtype: torch.dtype) -> dict:
    """`values`: after each update; `batchValues`: of each batch alone; `value`: at the end."""

    def update(metric: Metric, batch: dict[str, np.ndarray]) -> None:
        metric.update(*(to_torch(values, dtype) for values in batch.values()))

    metric, values, batch_values = make().set_dtype(dtype), [], []
    for batch in batches:
        update(metric, batch)
        values.append(result(metric.compute()))
        alone = make().set_dtype(dtype)
        update(alone, batch)
        batch_values.append(result(alone.compute()))
    return {"values": values, "batchValues": batch_values, "value": result(metric.compute())}


# Accuracy and F1


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
        "multiclass score image": scores([(2, 4, 2, 2), (1, 4, 2, 2)], -3, 3),
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


def channel_parts(name: str, batch: dict[str, np.ndarray]) -> tuple[str, ...]:
    if batch["prediction"].ndim < 3:
        return ()
    return ("prediction", "target") if name.startswith("multilabel") else ("prediction",)


class CaseList:
    """Collects the cases of one metric, and which inputs they use."""

    def __init__(self, facade: type, inputs: Inputs) -> None:
        self.facade, self.inputs, self.cases = facade, inputs, []

    def add(self, name: str, task: str, **options: Any) -> None:
        """Every option is written out, also those that have their default value."""
        defaults = {
            "binary": {"threshold": 0.5},
            "multiclass": {"numClasses": 4, "average": "macro", "topK": 1},
            "multilabel": {"numLabels": 3, "average": "macro", "threshold": 0.5},
        }[task]
        common = {"ignoreIndex": None, "multidimAverage": "global"}
        if self.facade is F1Score:
            common["zeroDivision"] = 0
        full = {**defaults, **common, **options}
        metric = NAMES[self.facade, task]
        entry = outcome(lambda: run(lambda: metric(**torch_options(full)), self.inputs[name], torch.float32))
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults of the class"
        self.cases.append({
            "name": f"{name}: {title}", "class": metric.__name__, "input": name, "options": {"task": task, **full}, **entry,
        })  # fmt: skip

    def add_facade(self, name: str, **options: Any) -> None:
        """The façade, whose average is micro by default, with just the options given."""
        entry = outcome(lambda: run(lambda: self.facade(**torch_options(options)), self.inputs[name], torch.float32))
        self.cases.append({
            "name": f"{name}: defaults of the façade", "class": self.facade.__name__, "input": name, "options": options, **entry,
        })  # fmt: skip


def binary_cases(cases: CaseList) -> None:
    plain = ("binary probabilities", "binary logits", "binary labels", "binary probabilities, then logits",
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
    if cases.facade is F1Score:
        for name in ("binary, no positives anywhere", "binary probabilities"):
            cases.add(name, "binary", zeroDivision=1)
        cases.add("binary grid", "binary", multidimAverage="samplewise", zeroDivision=1, ignoreIndex=1)
    for name in ("binary target of 2", "binary shapes that differ"):
        cases.add(name, "binary")
    cases.add("binary probabilities", "binary", multidimAverage="samplewise")
    cases.add("binary probabilities", "binary", threshold=1.5)


def multiclass_cases(cases: CaseList) -> None:
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
    if cases.facade is F1Score:
        for name, average in product(("multiclass labels, absent classes", "multiclass all wrong"), AVERAGES):
            cases.add(name, "multiclass", average=average, zeroDivision=1)
        cases.add("multiclass label grid", "multiclass", multidimAverage="samplewise", average="none", zeroDivision=1)
    for name in ("multiclass scores of another width", "multiclass shapes that differ", "multiclass too many classes"):
        cases.add(name, "multiclass")
    cases.add("multiclass labels", "multiclass", numClasses=None)
    cases.add("multiclass labels", "multiclass", numClasses=1)
    cases.add("multiclass labels", "multiclass", topK=2)
    cases.add("multiclass probabilities", "multiclass", topK=5)
    cases.add("multiclass probabilities", "multiclass", multidimAverage="samplewise")
    cases.add("multiclass probabilities", "multiclass", average="median")


def multilabel_cases(cases: CaseList) -> None:
    for name, average in product(("multilabel probabilities", "multilabel logits", "multilabel labels",
                                  "multilabel, an absent label", "multilabel volume"), AVERAGES):  # fmt: skip
        cases.add(name, "multilabel", average=average)
    for average in AVERAGES:
        cases.add("multilabel probabilities", "multilabel", average=average, threshold=0.25)
        cases.add("multilabel probabilities, some -1", "multilabel", average=average, ignoreIndex=-1)
        cases.add("multilabel probabilities", "multilabel", average=average, ignoreIndex=0)
        cases.add("multilabel volume", "multilabel", average=average, multidimAverage="samplewise")
        cases.add("multilabel volume, some -1", "multilabel", average=average, multidimAverage="samplewise", ignoreIndex=-1)
    cases.add_facade("multilabel probabilities", task="multilabel", numLabels=3)
    if cases.facade is F1Score:
        for average in AVERAGES:
            cases.add("multilabel, an absent label", "multilabel", average=average, zeroDivision=1)
    cases.add("multilabel of another width", "multilabel")
    cases.add("multilabel probabilities", "multilabel", multidimAverage="samplewise")


def write_stat_scores(facade: type, file: str) -> None:
    inputs = {**binary_inputs(), **multiclass_inputs(), **multilabel_inputs()}
    cases = CaseList(facade, inputs)
    binary_cases(cases)
    multiclass_cases(cases)
    multilabel_cases(cases)
    write_metric(file, encode_inputs(inputs, channel_parts), cases.cases)


# Mean squared error and mean


def mean_squared_error_inputs() -> Inputs:
    random = np.random.RandomState(204)

    def batches(*shapes: tuple) -> Batches:
        return [{part: sixty_fourths(random.standard_normal(shape) * 3) for part in ("prediction", "target")} for shape in shapes]

    equal = sixty_fourths(random.standard_normal(4))
    return {
        "vectors": batches((5,), (3,), (1,)),
        "columns": batches((4, 1), (2, 1)),
        "matrices": batches((4, 3), (2, 3), (1, 3)),
        "images": batches((2, 2, 3, 1), (1, 2, 3, 1)),
        "no updates": [],
        "no error": [{"prediction": equal, "target": equal}],
        "NaN in one batch": [*batches((2,)), {"prediction": np.array([np.nan, 1]), "target": np.array([0.0, 1])}, *batches((2,))],
        "shapes that differ": [{"prediction": np.zeros((3, 1)), "target": np.zeros(3)}],
    }


def mean_squared_error_cases(inputs: Inputs) -> list[dict]:
    cases = []
    for name, batches in inputs.items():
        widths = [1, 3] if name == "matrices" else [1]
        for outputs, squared in product(widths, (True, False)):
            options = {"squared": squared, "numOutputs": outputs}
            entry = outcome(lambda: run(lambda: MeanSquaredError(**torch_options(options)), batches, torch.float64))
            title = f"{name}: {'mean square' if squared else 'root'}, numOutputs {outputs}"
            cases.append({"name": title, "class": "MeanSquaredError", "input": name, "options": options, **entry})
    for outputs in (0, 2):
        options = {"squared": True, "numOutputs": outputs}
        entry = outcome(lambda: run(lambda: MeanSquaredError(**torch_options(options)), inputs["matrices"], torch.float64))
        title = f"matrices: refused, numOutputs {outputs}"
        cases.append({"name": title, "class": "MeanSquaredError", "input": "matrices", "options": options, **entry})
    return cases


def mean_inputs() -> Inputs:
    nan, infinity = np.nan, np.inf

    def batch(value: Any, weight: Any = None) -> dict[str, np.ndarray]:
        made = {"value": np.array(value, dtype=np.float64)}
        return made if weight is None else {**made, "weight": np.array(weight, dtype=np.float64)}

    return {
        "scalars": [batch(1.5), batch(-4), batch(2.25)],
        "vectors": [batch([1, 2, 3.5]), batch([-1]), batch([0.25, 8])],
        "matrices": [batch([[1, 2], [3, 5]]), batch([[-1, 0.5]])],
        "weighted scalars": [batch(1.5, 2), batch(-4, 0.5), batch(2.25, 1)],
        "weighted vectors": [batch([1, 2, 3.5], [1, 0, 2]), batch([4, 8], [0.25, 0.5])],
        "one weight for a vector": [batch([1, 2, 3.5], 32), batch([4, 8], 8)],
        "weights for the columns": [batch([[1, 2], [3, 5]], [1, 3]), batch([[1, 2], [3, 5]], [[1], [3]])],
        "some weighted": [batch([1, 2]), batch([5], [3])],
        "weights of 0": [batch([1, 2], [0, 0]), batch([3], [0])],
        "negative weights": [batch([1, 2], [3, -1])],
        "no updates": [],
        "an empty batch": [batch([]), batch([1, 2]), batch([])],
        "infinite": [batch([1, infinity]), batch([2, -infinity])],
        "NaN": [batch([1, nan, 3]), batch([nan]), batch([4])],
        "NaN only": [batch([nan, nan])],
        "NaN with weights": [batch([1, nan, 3], [2, 5, 1]), batch([4], [2])],
        "NaN among the weights": [batch([1, 2, 3], [2, nan, 1])],
        "a scalar NaN": [batch(2), batch(nan), batch(4)],
        "weights of another length": [batch([1, 2, 3], [1, 2])],
    }


def mean_cases(inputs: Inputs) -> list[dict]:
    cases = []

    def add(name: str, strategy: Any) -> None:
        options = {"nanStrategy": strategy}
        entry = outcome(lambda: run(lambda: MeanMetric(**torch_options(options)), inputs[name], torch.float64))
        cases.append({
            "name": f"{name}: nanStrategy {strategy}", "class": "MeanMetric", "input": name, "options": options, **entry,
        })  # fmt: skip

    for name in inputs:
        has_nan = "NaN" in name
        for strategy in ("warn", "error", "ignore", "disable", 0.0, -1.5) if has_nan else ("warn",):
            add(name, strategy)
    add("vectors", "disable")
    add("weighted vectors", "disable")
    add("vectors", "drop")
    return cases


def write_metric(file: str, inputs: dict, cases: list[dict]) -> None:
    write(
        f"packages/metrics/src/goldens/{file}.json",
        source=source("torchmetrics", "torch"),
        script="metrics.py",
        inputs=inputs,
        cases=cases,
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    write_stat_scores(Accuracy, "accuracy")
    write_stat_scores(F1Score, "f1-score")
    regression = mean_squared_error_inputs()
    write_metric("mean-squared-error", encode_inputs(regression), mean_squared_error_cases(regression))
    values = mean_inputs()
    write_metric("mean", encode_inputs(values), mean_cases(values))
