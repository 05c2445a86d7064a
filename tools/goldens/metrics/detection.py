"""Metrics of objects in images, by torchmetrics and pycocotools.

Thresholds of COCO are float64 there and float32 in torchmetrics, so that it is given those of COCO. The mean average precision is computed by pycocotools too; where
the two differ, a case has the answer of pycocotools, and the reason.
"""

import contextlib
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pycocotools.mask as masks_of_coco
import torch
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from torchmetrics.detection import MeanAveragePrecision

from golden_file import sixty_fourths
from metrics import MetricCases, metrics

Image = dict[str, Any]
Batch = tuple[list[Image], list[Image]]

IOU_THRESHOLDS = np.linspace(0.5, 0.95, 10).tolist()
REC_THRESHOLDS = np.linspace(0, 1, 101).tolist()


class Scene:
    """Draws images: objects, and what was found of them."""

    def __init__(self, seed: int, classes: int = 3, side: float = 200.0) -> None:
        self.random = np.random.RandomState(seed)
        self.classes, self.side = classes, side
        self.scores = iter(self.random.permutation(np.arange(1, 1024)) / 1024)

    def image(self, there: int, found: int, **more: Any) -> tuple[Image, Image]:
        random = self.random
        corners = random.random_sample((there, 2)) * self.side
        # From some pixels to half of the image, so that all areas occur.
        sizes = 4 + self.side / 2 * random.random_sample((there, 2)) ** 2
        right = {
            "boxes": sixty_fourths(np.concatenate([corners, corners + sizes], axis=1)).reshape(there, 4),
            "labels": random.randint(0, self.classes, there),
        }
        rows = random.randint(0, max(there, 1), found)
        near = right["boxes"][rows] + 6 * random.standard_normal((found, 4)) if there else random.random_sample((found, 4)) * self.side
        near = np.concatenate([np.minimum(near[:, :2], near[:, 2:]), np.maximum(near[:, :2], near[:, 2:]) + 1], axis=1)
        labels = right["labels"][rows] if there else random.randint(0, self.classes, found)
        other = random.random_sample(found) < 0.2
        prediction = {
            "boxes": sixty_fourths(near).reshape(found, 4),
            "scores": np.array([next(self.scores) for _ in range(found)], dtype=np.float64),
            "labels": np.where(other, random.randint(0, self.classes, found), labels),
        }
        return prediction, {**right, **{name: value(there) if callable(value) else value for name, value in more.items()}}

    def batches(self, *sizes: list[tuple[int, int]], **more: Any) -> list[Batch]:
        made = []
        for size in sizes:
            pairs = [self.image(there, found, **more) for there, found in size]
            made.append(([pair[0] for pair in pairs], [pair[1] for pair in pairs]))
        return made


def with_masks(batches: list[Batch], height: int, width: int, seed: int) -> list[Batch]:
    """The same with masks: the ellipse in each box, some with a corner cut off, as pixels."""
    random = np.random.RandomState(seed)
    rows, columns = np.mgrid[:height, :width] + 0.5

    def masked(image: Image, found: bool) -> Image:
        masks = np.zeros((len(image["labels"]), height, width), np.uint8)
        for at, (left, top, right, bottom) in enumerate(image["boxes"]):
            x, y = (columns - (left + right) / 2) / max((right - left) / 2, 0.5), (rows - (top + bottom) / 2) / max((bottom - top) / 2, 0.5)
            masks[at] = (x**2 + y**2 <= 1) & ((x + y < 0.9) if found and random.random_sample() < 0.5 else True)
        return {**image, "masks": masks}

    return [([masked(image, True) for image in found], [masked(image, False) for image in right]) for found, right in batches]


def to_torch(image: Image) -> dict[str, torch.Tensor]:
    dtypes = {"boxes": torch.float32, "scores": torch.float32, "labels": torch.int64, "masks": torch.uint8, "iscrowd": torch.int64, "area": torch.float32}
    return {name: torch.tensor(np.array(values), dtype=dtypes[name]) for name, values in image.items()}


def as_written(image: Image, how: str) -> Image:
    """As it stands in the file: masks as pixels, or as COCO's files have them."""
    if "masks" not in image or how == "pixels":
        return image
    codes = [masks_of_coco.encode(np.asfortranarray(mask)) for mask in image["masks"]]
    if how == "text":
        masks: list = [{"size": list(mask["size"]), "counts": mask["counts"].decode()} for mask in codes]
    else:
        masks = [{"size": list(mask.shape), "counts": runs(mask)} for mask in image["masks"]]
    return {**image, "masks": masks}


def runs(mask: np.ndarray) -> list[int]:
    flat = np.concatenate([[0], mask.flatten(order="F")])
    changes = np.flatnonzero(np.diff(flat)) if len(flat) > 1 else np.array([], int)
    return np.diff([0, *changes, mask.size]).tolist()


class Coco:
    """The mean average precision by pycocotools alone."""

    def __init__(self, options: dict) -> None:
        self.options = options
        self.iou = options.get("iouThresholds") or IOU_THRESHOLDS
        self.recalls = options.get("recThresholds") or REC_THRESHOLDS
        self.most = sorted(options.get("maxDetectionThresholds") or [1, 10, 100])

    def xywh(self, boxes: np.ndarray) -> np.ndarray:
        a, b = boxes[:, :2], boxes[:, 2:]
        kind = self.options.get("boxFormat", "xyxy")
        return np.concatenate({"xyxy": [a, b - a], "xywh": [a, b], "cxcywh": [a - b / 2, b]}[kind], axis=1)

    def side(self, images: list[Image], kind: str, as_one: bool, is_right: bool, categories: list[int]) -> COCO:
        annotations, listed, segm = [], [], self.options.get("iouType") in ("segm", "both")
        for number, image in enumerate(images):
            listed.append({"id": number, "height": 1, "width": 1})
            boxes = self.xywh(image["boxes"]) if "boxes" in image else np.zeros((len(image["labels"]), 4))
            for at, label in enumerate(image["labels"]):
                code = masks_of_coco.encode(np.asfortranarray(image["masks"][at])) if segm else None
                by_mask = segm if is_right else kind == "segm"
                area = float(masks_of_coco.area(code)) if by_mask else float(boxes[at][2] * boxes[at][3])
                if is_right and "area" in image and image["area"][at] > 0:
                    area = float(image["area"][at])
                annotations.append({
                    "id": len(annotations) + 1, "image_id": number, "category_id": 0 if as_one else int(label), "bbox": boxes[at].tolist(), "area": area,
                    "segmentation": code, "iscrowd": int(image.get("iscrowd", np.zeros(99))[at]), "score": float(image["scores"][at]) if "scores" in image else 0,
                })  # fmt: skip
        coco = COCO()
        coco.dataset = {"images": listed, "annotations": annotations, "categories": [{"id": one} for one in categories], "info": {}}
        coco.createIndex()
        return coco

    def evaluate(self, found: list[Image], right: list[Image], kind: str, as_one: bool) -> COCOeval:
        labels = sorted({0} if as_one else {int(label) for image in [*found, *right] for label in image["labels"]})
        evaluation = COCOeval(self.side(right, kind, as_one, True, labels), self.side(found, kind, as_one, False, labels), iouType=kind)
        evaluation.params.iouThrs, evaluation.params.recThrs = np.array(self.iou), np.array(self.recalls)
        evaluation.params.maxDets = self.most
        evaluation.evaluate()
        evaluation.accumulate()
        return evaluation

    def summary(self, found: list[Image], right: list[Image], kind: str) -> dict:
        evaluation = self.evaluate(found, right, kind, self.options.get("average") == "micro")
        precision, recall = evaluation.eval["precision"], evaluation.eval["recall"]

        def mean(values: np.ndarray) -> float:
            known = values[values > -1]
            return float(np.mean(known)) if len(known) else np.nan

        def level(threshold: float) -> list[int]:
            return [at for at, one in enumerate(self.iou) if one == threshold]

        summary = {
            "map": mean(precision[:, :, :, 0, -1]),
            "map50": mean(precision[level(0.5)][:, :, :, 0, -1]),
            "map75": mean(precision[level(0.75)][:, :, :, 0, -1]),
            **{f"map{name}": mean(precision[:, :, :, area, -1]) for area, name in ((1, "Small"), (2, "Medium"), (3, "Large"))},
            **{f"mar{most}": mean(recall[:, :, 0, at]) for at, most in enumerate(self.most)},
            **{f"mar{name}": mean(recall[:, :, area, -1]) for area, name in ((1, "Small"), (2, "Medium"), (3, "Large"))},
        }
        if self.options.get("classMetrics"):
            classes = self.evaluate(found, right, kind, False).eval
            count = classes["precision"].shape[2]
            summary["mapPerClass"] = np.array([mean(classes["precision"][:, :, at, 0, -1]) for at in range(count)])
            summary[f"mar{self.most[-1]}PerClass"] = np.array([mean(classes["recall"][:, at, 0, -1]) for at in range(count)])
        if self.options.get("extendedSummary"):
            undefined = lambda values: np.where(values > -1, values, np.nan)  # noqa: E731
            summary |= {"precision": undefined(precision), "recall": undefined(recall), "scores": undefined(evaluation.eval["scores"])}
            # Without COCO's copy for each call: the last one's overlaps are those of the same images.
            summary["ious"] = {f"{image}/{label}": np.asarray(values) for (image, label), values in evaluation.ious.items() if len(values)}
            with np.errstate(all="ignore"):
                heights = np.array([[mean(precision[level, point, :, 0, -1]) for point in range(len(self.recalls))] for level in range(len(self.iou))])
            summary["curve"] = {
                "figure": "curve", "title": "Precision and recall of objects", "xTitle": "recall", "yTitle": "precision",
                "lines": [{"name": f"IoU {threshold:g}", "x": np.array(self.recalls), "y": heights[at]} for at, threshold in enumerate(self.iou)],
            }  # fmt: skip
        return summary

    def value(self, batches: list[Batch]) -> dict:
        found, right = [image for batch in batches for image in batch[0]], [image for batch in batches for image in batch[1]]
        classes = np.array(sorted({int(label) for image in [*found, *right] for label in image["labels"]}), dtype=np.int64)
        kind = self.options.get("iouType", "bbox")
        if kind == "both":
            return {one: self.summary(found, right, one) for one in ("bbox", "segm")} | {"classes": classes}
        return {**self.summary(found, right, kind), "classes": classes}


def by_torchmetrics(options: dict, batches: list[Batch]) -> dict:
    kind = options.get("iouType", "bbox")
    most = sorted(options.get("maxDetectionThresholds") or [1, 10, 100])
    metric = MeanAveragePrecision(
        box_format=options.get("boxFormat", "xyxy"),
        iou_type=("bbox", "segm") if kind == "both" else kind,
        iou_thresholds=options.get("iouThresholds") or IOU_THRESHOLDS,
        rec_thresholds=options.get("recThresholds") or REC_THRESHOLDS,
        max_detection_thresholds=most,
        class_metrics=options.get("classMetrics", False),
        average=options.get("average", "macro"),
    )
    for found, right in batches:
        metric.update([to_torch(image) for image in found], [to_torch(image) for image in right])
    answer = metric.compute()

    def part(prefix: str) -> dict:
        names = ["map", "map_50", "map_75", "map_small", "map_medium", "map_large", *(f"mar_{one}" for one in most), "mar_small", "mar_medium", "mar_large"]
        if options.get("classMetrics"):
            names += ["map_per_class", f"mar_{most[-1]}_per_class"]
        camel = lambda name: "".join(word if at == 0 else word[:1].upper() + word[1:] for at, word in enumerate(name.split("_")))  # noqa: E731
        values = {camel(name).replace("PerClass", "PerClass"): answer[prefix + name].double().numpy() for name in names}
        undefined = lambda value: np.where(value == -1, np.nan, value)  # noqa: E731
        return {name: (undefined(np.atleast_1d(value)) if "PerClass" in name else float(undefined(value))) for name, value in values.items()}

    classes = np.atleast_1d(answer["classes"].numpy())
    return ({"bbox": part("bbox_"), "segm": part("segm_")} if kind == "both" else part("")) | {"classes": classes}


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return all(alike(one[name], other[name]) for name in one)
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-6, atol=0, equal_nan=True)


def quietly(function: Callable[[], Any]) -> Any:
    with contextlib.redirect_stdout(io.StringIO()):
        return function()


def values_of(value: Callable[[list[Batch]], dict], batches: list[Batch]) -> dict:
    values = [value(batches[: end + 1]) for end in range(len(batches))]
    return {"values": values, "batchValues": [value([batch]) for batch in batches], "value": value(batches)}


@metrics.component("mean-average-precision", "torchmetrics", "pycocotools")
def mean_average_precision(cases: MetricCases) -> None:
    inputs: dict[str, list[Batch]] = {}

    def input(name: str, batches: list[Batch], how: str = "pixels") -> None:
        inputs[name] = batches
        written = [{"prediction": [as_written(image, how) for image in found], "target": [as_written(image, how) for image in right]} for found, right in batches]
        super(MetricCases, cases).input(name, batches=written)

    def add(name: str, reason: str | None = None, **options: Any) -> None:
        batches = inputs[name]
        title = ", ".join(f"{option} {value}" for option, value in options.items())
        exact = quietly(lambda: values_of(Coco(options).value, batches))
        theirs = quietly(lambda: values_of(lambda some: by_torchmetrics(options, some), batches)) if batches else None
        same = theirs is not None and all(alike(one, other) for one, other in zip(theirs["values"] + theirs["batchValues"], exact["values"] + exact["batchValues"]))
        if theirs is not None and same and reason is not None:
            raise ValueError(f"{name}, {title}: both say the same.")
        if theirs is not None and not same and reason is None:
            raise ValueError(f"{name}, {title}: pycocotools says\n{exact['value']}\ntorchmetrics\n{theirs['value']}")
        cases.add_case(f"{name}: {title or 'defaults'}", name, options, expected=exact, reason=reason)

    scene = Scene(401)
    input("objects over batches", scene.batches([(4, 7), (2, 3), (5, 9)], [(3, 4)], [(1, 2), (6, 12)]))
    input("one class", Scene(402, classes=1).batches([(3, 6), (2, 4)], [(4, 8)]))
    input("empty on either side", Scene(403).batches([(0, 3), (2, 0), (0, 0)], [(3, 5)], [(0, 0)]))
    input("nothing found", Scene(404).batches([(3, 0), (2, 0)]))
    input("nothing there", Scene(405).batches([(0, 3), (0, 2)]))
    input("no objects at all", Scene(406).batches([(0, 0), (0, 0)]))
    tied = Scene(407).batches([(4, 8), (3, 6)], [(4, 9)])
    for found, _ in tied:
        for image in found:
            image["scores"] = np.floor(image["scores"] * 4) / 4
    input("ties in score", tied)
    crowd = Scene(408)
    input("crowds", crowd.batches([(5, 9), (4, 7)], [(6, 12)], iscrowd=lambda count: crowd.random.randint(0, 2, count)))
    area = Scene(409)
    input("given areas", area.batches([(5, 9), (4, 7)], [(6, 12)], area=lambda count: sixty_fourths(area.random.randint(0, 3, count) * 2000.0)))
    input("large and small ones", Scene(410, side=900.0).batches([(8, 14), (6, 9)], [(7, 12)]))
    exact = [({"boxes": np.array([[0.0, 0, 8, 4], [0, 10, 8, 16], [20, 0, 28, 8]]), "scores": np.array([0.5, 0.75, 0.25]), "labels": np.array([1, 1, 7])},
              {"boxes": np.array([[0.0, 0, 8, 8], [0, 10, 8, 18], [20, 0, 28, 8]]), "labels": np.array([1, 1, 7])})]  # fmt: skip
    input("overlaps on thresholds", [([one], [other]) for one, other in exact])
    absent = Scene(411).batches([(3, 5)], [(2, 4)])
    absent[0][0][0]["labels"][:2] = 9
    absent[1][1][0]["labels"][:1] = 5
    input("classes of one side only", absent)
    for name, kind in (("xywh", "xywh"), ("cxcywh", "cxcywh")):
        other = Scene(412).batches([(4, 7), (2, 3)], [(3, 5)])
        for sides in other:
            for image in [*sides[0], *sides[1]]:
                a, b = image["boxes"][:, :2], image["boxes"][:, 2:]
                image["boxes"] = np.concatenate([a if kind == "xywh" else sixty_fourths((a + b) / 2), b - a], axis=1)
        input(f"boxes {name}", other)
    small = Scene(413, classes=2, side=24.0)
    pictures = with_masks(small.batches([(3, 5), (2, 3)], [(2, 4)], iscrowd=lambda count: small.random.randint(0, 2, count)), 28, 36, 1)
    input("masks of pixels", pictures)
    input("masks in texts", pictures, "text")
    input("masks by run lengths", pictures, "runs")
    hollow = with_masks(Scene(414, classes=2, side=24.0).batches([(0, 2), (3, 4)], [(2, 0)]), 28, 36, 2)
    input("images without masks", hollow, "text")
    wide = with_masks(Scene(415, classes=2, side=120.0).batches([(3, 5), (4, 6)], [(3, 5)]), 150, 170, 3)
    input("masks of all sizes", wide, "text")
    input("no updates", [])

    quarter = "torchmetrics gives -1 for map, as pycocotools' summary does, where the largest number of detections is not 100."
    listed = "torchmetrics leaves out images without a mask that is right, and so what was found there."
    for name in ("objects over batches", "one class", "empty on either side", "nothing found", "nothing there", "no objects at all", "ties in score", "crowds",
                 "given areas", "large and small ones", "overlaps on thresholds", "classes of one side only", "no updates"):  # fmt: skip
        add(name)
    add("boxes xywh", boxFormat="xywh")
    add("boxes cxcywh", boxFormat="cxcywh")
    for name in ("objects over batches", "crowds", "classes of one side only", "ties in score"):
        add(name, average="micro")
    for name in ("classes of one side only", "empty on either side"):
        add(name, classMetrics=True)
    add("objects over batches", average="micro", classMetrics=True)
    add("objects over batches", iouThresholds=[0.75, 0.5, 0.3])
    add("ties in score", iouThresholds=[0.6], recThresholds=[0.0, 0.25, 0.5, 1.0])
    add("objects over batches", quarter, maxDetectionThresholds=[3, 1, 2])
    add("crowds", quarter, maxDetectionThresholds=[1, 10, 200])
    add("crowds", iouThresholds=[0.5, 0.75], recThresholds=[0.0, 0.5, 1.0], extendedSummary=True)
    add("empty on either side", iouThresholds=[0.5], recThresholds=[0.0, 0.5, 1.0], extendedSummary=True, average="micro", classMetrics=True)
    for name in ("masks of pixels", "masks in texts", "masks by run lengths", "masks of all sizes"):
        add(name, iouType="segm")
    add("images without masks", listed, iouType="segm")
    add("masks in texts", iouType="both", classMetrics=True)
    add("masks of all sizes", iouType="both", average="micro")
