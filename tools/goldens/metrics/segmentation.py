"""Metrics of classes of pixels, by torchmetrics."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from scipy import ndimage
from torchmetrics.segmentation import DiceScore, GeneralizedDiceScore, HausdorffDistance, MeanIoU

from golden_file import result, sixty_fourths
from metrics import Batches, MetricCases, metrics
from metrics.detection import values_of

WEIGHTS = "torchmetrics gives a class that a target lacks the largest weight within the batch, of another class than it means; here it is the largest of the image."
NEITHER = "torchmetrics fails where a class is on neither side; here it does not count."
SQUARE = "torchmetrics takes the number of rows for that of columns, and so is right for square images only; the value is that of SciPy's distances."


def blobs(random: np.random.RandomState, shape: tuple[int, ...], classes: list[int]) -> np.ndarray:
    """Images of some boxes of classes."""
    made = np.full(shape, classes[0])
    for image in made:
        for _ in range(5):
            at = tuple(slice(start := random.randint(0, side), start + random.randint(1, side + 1)) for side in image.shape)
            image[at] = random.choice(classes)
    return made


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    return np.moveaxis(np.eye(classes, dtype=np.int64)[labels], -1, 1)


class Pixels:
    """Draws images, as the metrics take them."""

    def __init__(self, seed: int, classes: int = 3) -> None:
        self.random = np.random.RandomState(seed)
        self.classes = classes

    def pair(self, shape: tuple[int, ...], there: list[int], found: list[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        target = blobs(self.random, shape, there)
        prediction = np.where(self.random.random_sample(shape) < 0.25, self.random.choice(found or there, shape), np.roll(target, 1, axis=-1))
        return prediction, target

    def scores(self, labels: np.ndarray) -> np.ndarray:
        return sixty_fourths(one_hot(labels, self.classes) * 2.0 + self.random.random_sample(one_hot(labels, self.classes).shape) * 1.75)

    def batches(self, sizes: list[int], shape: tuple[int, ...], there: list[int], form: str, found: list[int] | None = None) -> Batches:
        made = []
        for size in sizes:
            prediction, target = self.pair((size, *shape), there, found)
            sides = {
                "index": lambda: (prediction, target),
                "one-hot": lambda: (one_hot(prediction, self.classes), one_hot(target, self.classes)),
                "scores": lambda: (self.scores(prediction), self.scores(target)),
                "mixed": lambda: (self.scores(prediction), target),
                "turned": lambda: (prediction, one_hot(target, self.classes)),
                "overlapping": lambda: tuple((self.random.random_sample(one_hot(one, self.classes).shape) < 0.5).astype(np.int64) for one in (prediction, target)),
            }[form]()
            made.append({"prediction": sides[0], "target": sides[1]})
        return made


def add_inputs(cases: MetricCases, seed: int, side: tuple[int, int] = (6, 5)) -> None:
    pixels = Pixels(seed)
    every = [0, 1, 2]
    channels = {"index": (), "one-hot": ("prediction", "target"), "scores": ("prediction", "target"), "mixed": ("prediction",),
                "turned": ("target",), "overlapping": ("prediction", "target")}  # fmt: skip

    def input(name: str, form: str, sizes: list[int], shape: tuple[int, ...] = side, there: list[int] = every, found: list[int] | None = None) -> None:
        cases.input(name, pixels.batches(sizes, shape, there, form, found), channels[form])

    input("scores and classes", "mixed", [3, 1, 2])
    input("classes", "index", [2, 3])
    input("masks", "one-hot", [2, 1])
    input("masks that overlap", "overlapping", [2, 2])
    input("scores on both sides", "scores", [2, 1])
    input("classes and masks", "turned", [2, 1])
    input("absent classes", "index", [2, 1], there=[0, 1], found=[0, 1])
    input("a class that is found only", "index", [2, 2], there=[0, 1], found=[0, 1, 2])
    input("background only", "index", [2], there=[0])
    input("no updates", "index", [])
    cases.input("no class", [{"prediction": np.full((1, 4, 4), 3), "target": np.zeros((1, 4, 4), np.int64)}])
    cases.input("shapes that differ", [{"prediction": np.zeros((1, 4, 4), np.int64), "target": np.zeros((1, 4, 5), np.int64)}])


FORMS = {"scores and classes": "mixed", "masks": "one-hot", "masks that overlap": "one-hot", "scores on both sides": "one-hot", "classes and masks": "mixed"}


def title_of(name: str, options: dict) -> str:
    shown = ", ".join(f"{option} {value}" for option, value in options.items() if option not in ("numClasses", "inputFormat"))
    return f"{name}: {shown or 'defaults'}"


def full(name: str, options: dict) -> dict:
    return {"numClasses": 3, "inputFormat": FORMS.get(name, "index"), **options}


@metrics.component("mean-iou", "torchmetrics", "torch")
def mean_iou(cases: MetricCases) -> None:
    add_inputs(cases, 461)
    cases.input("volumes", Pixels(462).batches([2, 1], (3, 4, 3), [0, 1, 2], "index"))
    cases.input("rows of masks", Pixels(463).batches([2, 1], (9,), [0, 1, 2], "one-hot"), ("prediction", "target"))

    def add(name: str, error: str | None = None, tell: bool = True, **options: Any) -> None:
        made = full(name, options) if name != "rows of masks" else {"numClasses": 3, "inputFormat": "one-hot", **options}
        if not tell:
            made = options
        per_class = options.get("perClass", False)
        make = lambda: MeanIoU(3, options.get("includeBackground", True), per_class, full(name, {})["inputFormat"] if name != "rows of masks" else "one-hot")  # noqa: E731
        undefined = lambda value: result(torch.where(value == -1, torch.nan, value)) if per_class else result(value)  # noqa: E731
        answer = {"error": error} if error else {}
        if name == "no updates":
            nothing = np.full(3, np.nan) if per_class else np.nan
            answer = {"expected": {"values": [], "batchValues": [], "value": nothing}, "reason": "torchmetrics gives -1 for classes that are nowhere."}
        suffix = "" if tell else ", as the shapes tell"
        cases.add(title_of(name, options) + suffix, name, made, make, convert=undefined, **answer)

    for name in ("scores and classes", "classes", "masks", "masks that overlap", "scores on both sides", "classes and masks", "absent classes",
                 "a class that is found only", "background only", "volumes", "rows of masks", "no updates"):  # fmt: skip
        add(name)
    for name in ("scores and classes", "masks that overlap", "absent classes", "a class that is found only", "no updates"):
        add(name, perClass=True)
    for name in ("scores and classes", "absent classes", "background only"):
        add(name, includeBackground=False)
    add("a class that is found only", includeBackground=False, perClass=True)
    add("scores and classes", tell=False)
    add("no class", error="LML_INVALID_ARGUMENT")
    add("shapes that differ", error="LML_SHAPE_MISMATCH")


@metrics.component("dice-score", "torchmetrics", "torch")
def dice_score(cases: MetricCases) -> None:
    add_inputs(cases, 464)

    def add(name: str, error: str | None = None, **options: Any) -> None:
        made = full(name, options)
        average, level = options.get("average", "macro"), options.get("aggregationLevel", "samplewise")
        make = lambda: DiceScore(3, options.get("includeBackground", True), average, level, made["inputFormat"])  # noqa: E731
        answer = {"error": error} if error else {}
        if name == "no updates":
            nothing = np.full(3, np.nan) if average == "none" else np.nan
            answer = {"expected": {"values": [], "batchValues": [], "value": nothing}}
        cases.add(title_of(name, options), name, made, make, **answer)

    for name in ("scores and classes", "classes", "masks", "masks that overlap", "scores on both sides", "classes and masks", "absent classes", "background only", "no updates"):
        add(name)
    for average in ("micro", "weighted", "none"):
        for name in ("scores and classes", "a class that is found only"):
            add(name, average=average)
    for average in ("micro", "macro", "weighted", "none"):
        for name in ("scores and classes", "absent classes"):
            add(name, average=average, aggregationLevel="global")
    for average in ("macro", "weighted", "none"):
        add("background only", average=average, includeBackground=False)
        add("a class that is found only", average=average, includeBackground=False, aggregationLevel="global")
    add("no updates", average="none")
    add("no class", error="LML_INVALID_ARGUMENT")
    add("shapes that differ", error="LML_SHAPE_MISMATCH")


def generalized_dice(batches: Batches, options: dict, form: str) -> Any:
    """The mean over images, with the heaviest weight of an image for classes that its target lacks."""
    def masks(values: np.ndarray, rank: int) -> np.ndarray:
        if values.ndim == rank:
            return one_hot(values, 3)
        return one_hot(values.argmax(1), 3) if values.dtype == np.float64 else values

    scores = []
    for batch in batches:
        rank = min(batch["prediction"].ndim, batch["target"].ndim) - (1 if form == "one-hot" else 0)
        found, right = (masks(batch[side], rank).reshape(len(batch[side]), 3, -1)[:, 0 if options.get("includeBackground", True) else 1 :] for side in ("prediction", "target"))
        both, sizes, there = (found * right).sum(-1), found.sum(-1) + right.sum(-1), right.sum(-1).astype(float)
        power = {"square": 2, "simple": 1, "linear": 0}[options.get("weightType", "square")]
        weights = np.where(there > 0, 1 / np.maximum(there, 1) ** power, 0) if power else np.ones_like(there)
        weights = np.where((there > 0) | (power == 0), weights, weights.max(-1, keepdims=True))
        numerator, denominator = 2 * both * weights, sizes * weights
        if not options.get("perClass"):
            numerator, denominator = numerator.sum(-1), denominator.sum(-1)
        scores.append(np.where(denominator > 0, numerator / np.where(denominator > 0, denominator, 1), 0))
    return np.concatenate(scores).mean(0)


@metrics.component("generalized-dice-score", "torchmetrics", "torch")
def generalized_dice_score(cases: MetricCases) -> None:
    add_inputs(cases, 465)

    def add(name: str, error: str | None = None, reason: str | None = None, **options: Any) -> None:
        made = full(name, options)
        per_class = options.get("perClass", False)
        make = lambda: GeneralizedDiceScore(3, options.get("includeBackground", True), per_class, options.get("weightType", "square"), made["inputFormat"])  # noqa: E731
        convert = lambda value: result(value if per_class else value.reshape(()))  # noqa: E731
        answer = {"error": error} if error else {}
        if name == "no updates":
            answer = {"expected": {"values": [], "batchValues": [], "value": np.full(3, np.nan) if per_class else np.nan}}
            reason = reason or "torchmetrics divides 0 by 0 too."
        elif not error and reason is not None:
            answer = {"expected": values_of(lambda some: generalized_dice(some, options, made["inputFormat"]), cases.batches[name])}
        cases.add(title_of(name, options), name, made, make, convert=convert, reason=reason, **answer)

    for name in ("scores and classes", "classes", "masks", "masks that overlap", "scores on both sides", "classes and masks"):
        for weight in ("square", "simple", "linear"):
            lacks = any((one_hot(batch["target"], 3) if batch["target"].ndim == 3 else batch["target"]).sum((2, 3)).min() == 0 for batch in cases.batches[name])
            add(name, reason=WEIGHTS if lacks and weight != "linear" else None, **({} if weight == "square" else {"weightType": weight}))
    for weight in ("square", "simple"):
        add("a class that is found only", reason=WEIGHTS, weightType=weight)
    add("a class that is found only", weightType="linear")
    add("absent classes", weightType="linear", perClass=True)
    add("classes", weightType="linear", perClass=True)
    add("a class that is found only", weightType="linear", includeBackground=False)
    add("background only", weightType="linear", includeBackground=False)
    add("no updates")
    add("no updates", perClass=True)
    add("no class", error="LML_INVALID_ARGUMENT")
    add("shapes that differ", error="LML_SHAPE_MISMATCH")


def exact_hausdorff(batches: Batches, options: dict) -> float:
    """By SciPy's distances, over classes that are on a side."""
    spacing = options.get("spacing", [1, 1])
    kind = options.get("distanceMetric", "euclidean")

    def distances(mask: np.ndarray) -> np.ndarray:
        if not mask.any():
            return np.full(mask.shape, np.inf)
        if kind == "euclidean":
            return ndimage.distance_transform_edt(~mask, spacing)
        places = np.argwhere(mask)
        grid = np.moveaxis(np.indices(mask.shape), 0, -1)[:, :, None]
        apart = np.abs(grid - places) * np.array(spacing)
        return (apart.max(-1) if kind == "chessboard" else apart.sum(-1)).min(-1)

    sums: list[float] = []
    for batch in batches:
        for found, right in zip(batch["prediction"], batch["target"]):
            for label in range(0 if options.get("includeBackground") else 1, 3):
                edges = []
                for side in (found == label, right == label):
                    padded = np.pad(side, 1)
                    edges.append((padded & ~ndimage.binary_erosion(padded))[1:-1, 1:-1])
                if not edges[0].any() and not edges[1].any():
                    continue
                if not edges[0].any() or not edges[1].any():
                    sums.append(np.inf)
                    continue
                there, back = distances(edges[1])[edges[0]].max(), distances(edges[0])[edges[1]].max()
                sums.append(there if options.get("directed") else max(there, back))
    return float(np.mean(sums)) if sums else np.nan


@metrics.component("hausdorff-distance", "torchmetrics", "torch", "scipy")
def hausdorff_distance(cases: MetricCases) -> None:
    add_inputs(cases, 466, side=(9, 9))
    pixels = Pixels(467)
    cases.input("images that are not square", pixels.batches([2, 1], (7, 12), [0, 1, 2], "index"))

    def add(name: str, error: str | None = None, reason: str | None = None, **options: Any) -> None:
        made = full(name, options)
        names = {"distanceMetric": "distance_metric", "includeBackground": "include_background"}
        torch_options = {names.get(option, option): value for option, value in options.items()}
        make: Callable[[], Any] = lambda: HausdorffDistance(3, input_format=made["inputFormat"], **torch_options)
        answer: dict = {"error": error} if error else {}
        if name == "no updates":
            answer = {"expected": {"values": [], "batchValues": [], "value": np.nan}}
        elif not error and reason is not None:
            answer = {"expected": values_of(lambda some: exact_hausdorff(some, options), cases.batches[name])}
        cases.add(title_of(name, options), name, made, make, convert=lambda value: float(value), reason=reason, **answer)

    for name in ("scores and classes", "classes", "masks", "masks that overlap", "scores on both sides", "classes and masks"):
        add(name)
    for metric in ("chessboard", "taxicab"):
        add("classes", distanceMetric=metric)
        add("classes", distanceMetric=metric, spacing=[2.0, 0.5])
    add("classes", spacing=[0.5, 1.5])
    add("classes", directed=True)
    add("scores and classes", directed=True, includeBackground=True, distanceMetric="taxicab")
    add("masks", includeBackground=True)
    add("a class that is found only")
    add("a class that is found only", directed=True)
    for options in ({}, {"distanceMetric": "taxicab"}, {"distanceMetric": "chessboard", "spacing": [1.5, 0.5]}, {"directed": True, "includeBackground": True}):
        add("images that are not square", reason=SQUARE, **options)
    for name in ("absent classes", "background only"):
        add(name, reason=NEITHER)
    add("absent classes", reason=NEITHER, includeBackground=True, directed=True)
    add("no updates", reason="Nothing was counted.")
    add("no class", error="LML_INVALID_ARGUMENT")
    add("shapes that differ", error="LML_SHAPE_MISMATCH")
