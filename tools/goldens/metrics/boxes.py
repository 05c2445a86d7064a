"""Metrics of pairs of boxes in images, and panoptic ones, by torchmetrics."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torchmetrics.detection import (
    CompleteIntersectionOverUnion,
    DistanceIntersectionOverUnion,
    GeneralizedIntersectionOverUnion,
    IntersectionOverUnion,
    ModifiedPanopticQuality,
    PanopticQuality,
)

from metrics import MetricCases, metrics
from metrics.detection import Batch, Scene, values_of

NOTHING = "Nothing was counted; torchmetrics gives 0."
SQUARE = "Without boxes on one side, torchmetrics counts each of n boxes n times where labels do not matter; here once."
ALONE = "torchmetrics fails on images without right boxes where it looks at classes; they count as 0 for the class that was found."


def pairs(cases: MetricCases, name: str, make: Callable[..., Any]) -> None:
    inputs: dict[str, list[Batch]] = {}

    def input(title: str, batches: list[Batch]) -> None:
        inputs[title] = [([{part: image[part] for part in ("boxes", "labels")} for image in found], right) for found, right in batches]
        written = [{"prediction": found, "target": right} for found, right in inputs[title]]
        super(MetricCases, cases).input(title, batches=written)

    def value(options: dict, batches: list[Batch]) -> Any:
        metric = make(
            box_format=options.get("boxFormat", "xyxy"),
            iou_threshold=options.get("iouThreshold"),
            class_metrics=options.get("classMetrics", False),
            respect_labels=options.get("respectLabels", True),
        )
        for sides in batches:
            boxes = [[{"boxes": torch.tensor(image["boxes"]), "labels": torch.tensor(image["labels"])} for image in side] for side in sides]
            metric.update(*boxes)
        answer = {part: float(number) for part, number in metric.compute().items()}
        labels = np.array(sorted({int(label) for sides in batches for side in sides for image in side for label in image["labels"]}), dtype=np.int64)
        mean = answer[name] if len(labels) else np.nan
        if not options.get("classMetrics"):
            return mean
        return {"value": mean, "perClass": np.array([answer[f"{name}/cl_{label}"] for label in labels]), "classes": labels}

    def add(title: str, expected: dict | None = None, reason: str | None = None, **options: Any) -> None:
        shown = ", ".join(f"{option} {setting}" for option, setting in options.items())
        answer = expected if expected is not None else values_of(lambda some: value(options, some), inputs[title])
        cases.add_case(f"{title}: {shown or 'defaults'}", title, options, expected=answer, reason=reason)

    input("objects over batches", Scene(421).batches([(4, 7), (2, 3), (5, 9)], [(3, 4)], [(1, 2), (6, 12)]))
    input("one class", Scene(422, classes=1).batches([(3, 6), (2, 4)], [(4, 8)]))
    input("far apart", Scene(423, side=4000.0).batches([(4, 5)], [(3, 6)]))
    input("empty on either side", Scene(424).batches([(0, 3), (2, 0), (0, 0)], [(3, 5)]))
    input("nothing found", Scene(425).batches([(3, 0), (2, 0)], [(1, 0)]))
    input("no objects at all", Scene(426).batches([(0, 0), (0, 0)]))
    strangers = Scene(427).batches([(2, 3)], [(2, 2)])
    for found, right in strangers:
        for image in found:
            image["labels"] = image["labels"] + 5
    input("no class on both sides", strangers)
    formats = Scene(428).batches([(3, 5)], [(2, 4)])
    for sides in formats:
        for image in [*sides[0], *sides[1]]:
            image["boxes"] = np.concatenate([image["boxes"][:, :2], image["boxes"][:, 2:] - image["boxes"][:, :2]], axis=1)
    input("boxes with sizes", formats)
    input("no updates", [])

    for title in ("objects over batches", "one class", "far apart", "empty on either side", "nothing found", "no class on both sides"):
        add(title)
    add("no objects at all", reason=NOTHING)
    add("no updates", expected={"values": [], "batchValues": [], "value": np.nan}, reason=NOTHING)
    for threshold in (0.25, 0.75):
        add("objects over batches", iouThreshold=threshold)
    add("objects over batches", classMetrics=True)
    add("nothing found", classMetrics=True)
    add("no class on both sides", classMetrics=True)
    add("objects over batches", respectLabels=False)
    add("far apart", respectLabels=False, classMetrics=True, iouThreshold=0.1)
    add("boxes with sizes", boxFormat="xywh")
    add("boxes with sizes", boxFormat="cxcywh")
    add("nothing found", expected={"values": [0, 0], "batchValues": [0, 0], "value": 0}, reason=SQUARE, respectLabels=False)
    one = [batch for batch in inputs["empty on either side"]][1:]
    classes = value({"classMetrics": True}, one)
    labels = lambda side: [int(label) for image in side for label in image["labels"]]  # noqa: E731
    first = inputs["empty on either side"][0]
    counted = sorted({*labels(first[0]), *labels(first[1])})
    empty = {"value": 0, "perClass": np.zeros(len(counted)), "classes": np.array(counted)}
    # The second batch's sums, with a pair of 0 for each box of the first one.
    numbers = matched_pairs(make, one)
    alone = labels(first[0]) + labels(first[1])
    every = sorted({*counted, *classes["classes"].tolist()})
    mean = lambda values: float(np.mean(values)) if values else 0.0  # noqa: E731
    per_class = np.array([mean(numbers.get(label, []) + [0.0] * alone.count(label)) for label in every])
    total = mean([number for values in numbers.values() for number in values] + [0.0] * len(alone))
    last = {"value": total, "perClass": per_class, "classes": np.array(every)}
    add("empty on either side", {"values": [empty, last], "batchValues": [empty, classes], "value": last}, ALONE, classMetrics=True)


def matched_pairs(make: Callable[..., Any], batches: list[Batch]) -> dict[int, list[float]]:
    """The numbers of all pairs of one class."""
    numbers: dict[int, list[float]] = {}
    for found, right in batches:
        for one, other in zip(found, right):
            for at, label in enumerate(other["labels"]):
                for row in np.flatnonzero(one["labels"] == label):
                    metric = make()
                    pair = [[{"boxes": torch.tensor(image["boxes"][[place]]), "labels": torch.tensor([1])}] for image, place in ((one, row), (other, at))]
                    metric.update(*pair)
                    numbers.setdefault(int(label), []).append(float(next(iter(metric.compute().values()))))
    return numbers


@metrics.component("intersection-over-union", "torchmetrics", "torchvision")
def intersection_over_union(cases: MetricCases) -> None:
    pairs(cases, "iou", IntersectionOverUnion)


@metrics.component("generalized-intersection-over-union", "torchmetrics", "torchvision")
def generalized_intersection_over_union(cases: MetricCases) -> None:
    pairs(cases, "giou", GeneralizedIntersectionOverUnion)


@metrics.component("distance-intersection-over-union", "torchmetrics", "torchvision")
def distance_intersection_over_union(cases: MetricCases) -> None:
    pairs(cases, "diou", DistanceIntersectionOverUnion)


@metrics.component("complete-intersection-over-union", "torchmetrics", "torchvision")
def complete_intersection_over_union(cases: MetricCases) -> None:
    pairs(cases, "ciou", CompleteIntersectionOverUnion)


def panoptic_inputs(cases: MetricCases) -> dict[str, list[dict[str, np.ndarray]]]:
    random = np.random.RandomState(431)

    def image(shape: tuple[int, ...], categories: list[int], instances: int) -> np.ndarray:
        made = np.zeros((*shape, 2), dtype=np.int64)
        made[..., 0] = random.choice(categories)
        for _ in range(8):
            at = tuple(slice(start := random.randint(0, side), start + random.randint(1, side + 1)) for side in shape)
            made[at] = [random.choice(categories), random.randint(0, instances)]
        return made

    def near(target: np.ndarray, categories: list[int], shift: int = 1) -> np.ndarray:
        moved = np.roll(target, shift, axis=0)
        moved[..., 1] += 3
        noise = random.random_sample(target.shape[:-1]) < 0.1
        moved[noise] = [random.choice(categories), 4]
        return moved

    def batches(*sizes: int, shape: tuple[int, ...] = (9, 11), there: list[int], found: list[int], instances: int = 3) -> list[dict[str, np.ndarray]]:
        made = []
        for size in sizes:
            target = np.stack([image(shape, there, instances) for _ in range(size)])
            made.append({"prediction": np.stack([near(one, found) for one in target]), "target": target})
        return made

    known = [0, 1, 6, 7]
    inputs = {
        "images over batches": batches(3, 1, 2, there=known, found=known),
        "rows of points": batches(2, 3, shape=(40,), there=known, found=known),
        "volumes": batches(2, 1, shape=(4, 5, 6), there=known, found=known),
        "things only": batches(2, there=[0, 1], found=[0, 1]),
        "stuffs only": batches(2, 1, there=[6, 7], found=[6, 7]),
        "targets of no category": batches(2, 2, there=[*known, 9, 12], found=known),
        "predictions of no category": batches(2, 2, there=known, found=[*known, 5]),
        "nothing known": batches(1, there=[9], found=[6]),
        "categories of one side only": batches(2, there=[0, 6], found=[1, 7]),
        "no updates": [],
        "shapes that differ": [{"prediction": np.zeros((1, 4, 2), np.int64), "target": np.zeros((1, 5, 2), np.int64)}],
        "no instances": [{"prediction": np.zeros((1, 4, 3), np.int64), "target": np.zeros((1, 4, 3), np.int64)}],
    }
    for batch in inputs["targets of no category"]:
        batch["prediction"][~np.isin(batch["prediction"][..., 0], known)] = [6, 0]
    for batch in inputs["nothing known"]:
        batch["prediction"][...] = batch["target"]
    for name, made in inputs.items():
        cases.input(name, made)
    return inputs


def panoptic(cases: MetricCases, make: Callable[..., Any], variants: list[dict]) -> None:
    inputs = panoptic_inputs(cases)

    def value(options: dict, batches: list[dict[str, np.ndarray]]) -> Any:
        names = {"returnSqAndRq": "return_sq_and_rq", "returnPerClass": "return_per_class"}
        returned = {names[name]: setting for name, setting in options.items() if name in names}
        unknown = options.get("allowUnknownPredsCategory", False)
        metric = make(things=options["things"], stuffs=options["stuffs"], allow_unknown_preds_category=unknown, **returned)
        for batch in batches:
            metric.update(*(torch.tensor(batch[side]) for side in ("prediction", "target")))
        answer = metric.compute().double().numpy()
        weights = (metric.true_positives + 0.5 * metric.false_positives + 0.5 * metric.false_negatives).numpy()
        if returned.get("return_per_class"):
            answer = np.where((weights > 0)[:, None], answer.reshape(len(weights), -1), np.nan)
        if returned.get("return_sq_and_rq"):
            return {name: part if part.ndim else float(part) for name, part in zip(("pq", "sq", "rq"), np.moveaxis(answer, -1, 0))}
        return answer[:, 0] if returned.get("return_per_class") else float(answer)

    def add(name: str, error: str | None = None, **options: Any) -> None:
        options = {"things": [0, 1], "stuffs": [6, 7], **options}
        title = ", ".join(f"{option} {setting}" for option, setting in options.items() if option not in ("things", "stuffs"))
        compute = lambda: values_of(lambda some: value(options, some), inputs[name])  # noqa: E731
        cases.add_case(f"{name}: {title or 'defaults'}, of {options['things']} and {options['stuffs']}", name, options, compute, error=error)

    for name in inputs:
        bad = {"shapes that differ": "LML_SHAPE_MISMATCH", "no instances": "LML_INVALID_ARGUMENT", "predictions of no category": "LML_INVALID_ARGUMENT"}
        if name == "nothing known":
            add(name, allowUnknownPredsCategory=True)
        else:
            add(name, error=bad.get(name))
    add("predictions of no category", allowUnknownPredsCategory=True)
    add("targets of no category", allowUnknownPredsCategory=True, things=[1], stuffs=[7, 6])
    add("images over batches", error="LML_INVALID_OPTIONS", things=[0, 6])
    for variant in variants:
        for name in ("images over batches", "categories of one side only", "stuffs only"):
            add(name, **variant)
    add("images over batches", things=[1, 0], stuffs=[7, 6], **(variants[0] if variants else {}))


@metrics.component("panoptic-quality", "torchmetrics", "torch")
def panoptic_quality(cases: MetricCases) -> None:
    panoptic(cases, PanopticQuality, [
        {"returnPerClass": True}, {"returnSqAndRq": True}, {"returnPerClass": True, "returnSqAndRq": True},
    ])  # fmt: skip


@metrics.component("modified-panoptic-quality", "torchmetrics", "torch")
def modified_panoptic_quality(cases: MetricCases) -> None:
    panoptic(cases, ModifiedPanopticQuality, [])
