"""Losses of embeddings, by PyTorch metric learning."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from pytorch_metric_learning.distances import CosineSimilarity, DotProductSimilarity
from pytorch_metric_learning.losses import NTXentLoss, SelfSupervisedLoss
from pytorch_metric_learning.reducers import DoNothingReducer, MeanReducer, SumReducer

from golden_file import number, sixty_fourths
from losses import LossCases, differentiate, losses, reduced

REDUCERS = {"mean": MeanReducer, "sum": SumReducer, "none": DoNothingReducer}
DISTANCES = {"cosine": CosineSimilarity, "dot": lambda: DotProductSimilarity(normalize_embeddings=False)}
VIEWS = ("prediction", "target")


@losses.component("nt-xent", "pytorch-metric-learning", "torch")
def nt_xent(cases: LossCases) -> None:
    random = np.random.RandomState(103)

    def embeddings(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape))

    def views(labels: list[int], rows: np.ndarray) -> dict[str, np.ndarray]:
        """The first and the second row of each label."""
        first = [labels.index(label) for label in dict.fromkeys(labels)]
        second = [len(labels) - 1 - labels[::-1].index(labels[row]) for row in first]
        return {"prediction": rows[first], "target": rows[second]}

    zero_row, equal_rows = embeddings(4, 4), embeddings(4, 4)
    zero_row[2] = 0
    equal_rows[1] = equal_rows[0]
    cases.input("pairs", **views([0, 1, 2, 3, 0, 1, 2, 3], embeddings(8, 5)))
    for name, labels, dimensions in [
        ("several positives", [0, 0, 1, 0, 1, 2, 2], 4),
        ("some rows without positives", [0, 1, 0, 2, 3], 4),
        ("no positives", [0, 1, 2, 3], 4),
        ("no negatives", [4, 4, 4], 4),
        ("one pair and one negative", [0, 0, 1], 2),
    ]:
        cases.input(name, prediction=embeddings(len(labels), dimensions), target=np.array(labels))
    by_labels = list(cases.arrays)[1:]
    cases.input("a row of zeros", **views([0, 1, 0, 1], zero_row))
    cases.input("equal rows", **views([0, 0, 1, 1], equal_rows))
    for name, shape in [("views", (4, 4)), ("two views of two rows", (2, 3)), ("two views of one row", (1, 4))]:
        view = embeddings(*shape)
        cases.input(name, prediction=view, target=sixty_fourths(view + embeddings(*shape) / 2))

    def add(name: str, **chosen: Any) -> None:
        options = {"temperature": 0.07, "similarity": "cosine", "reduction": "mean", **chosen}
        title = ", ".join(f"{option} {number(value) if isinstance(value, float) else value}" for option, value in options.items())
        answer: dict = {}
        if name == "equal rows" and options["temperature"] == 0.07:
            answer = {"tolerance": 2e-5, "reason": "A gradient of 1e-6 is left of terms of the order of 1, as float32 rounds them."}
        if name == "a row of zeros":
            answer = without_huge_gradients(cases.arrays[name], options)
        if name == "two views of one row" and options["reduction"] == "none":
            answer = nothing(2 if options["symmetric"] else 1)
        # The package's float32 run ends at -ln(tiny) = 87.3 for a pair; a log-sum-exp does not.
        right = options["temperature"] > 0.05
        cases.add(f"{name}: {title}", name, options, nt_xent_loss(options), of=VIEWS, right_in_float32=right, **answer)

    for name in by_labels:
        cases.add(f"{name}: refused", name, {}, error="LML_SHAPE_MISMATCH", reason="Positives by labels are not offered.")
    for name in [name for name in cases.arrays if name not in by_labels]:
        for kind in [{"symmetric": True}, {"symmetric": False}] if "views" in name else [{}]:
            for temperature in (0.07, 0.5, 1.0):
                add(name, temperature=temperature, **kind)
            for reduction in ("sum", "none"):
                add(name, temperature=0.5, reduction=reduction, **kind)
    for name, kind in [("pairs", {}), ("views", {"symmetric": True})]:
        add(name, similarity="dot", temperature=0.5, **kind)
        add(name, temperature=0.01, **kind)

    rows = embeddings(3, 4)
    cases.input("weights", prediction=rows, target=sixty_fourths(rows + embeddings(3, 4) / 2), weight=np.array([0.5, 2, 1]))
    for kind in [{"symmetric": True}, {"symmetric": False}, {"similarity": "dot"}]:
        for reduction in REDUCERS:
            options = {"temperature": 0.5, "reduction": reduction, **kind}
            title = ", ".join(f"{option} {value}" for option, value in options.items())
            cases.add(f"weights: {title}", "weights", options, weighted_nt_xent(options), of=VIEWS)


def nt_xent_loss(options: dict) -> Callable[..., torch.Tensor]:
    reduction = options["reduction"]
    base = NTXentLoss(
        temperature=options["temperature"], distance=DISTANCES[options["similarity"]](), reducer=REDUCERS[reduction]()
    )
    paired = SelfSupervisedLoss(base, symmetric=options.get("symmetric", True))

    def loss(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        found = paired(prediction, target)
        return found["loss"]["losses"][torch.argsort(found["loss"]["indices"][0])] if reduction == "none" else found

    return loss


def weighted_nt_xent(options: dict) -> Callable[..., torch.Tensor]:
    """With a weight for each sample, which the package has not: its values are multiplied."""
    loss = nt_xent_loss({"similarity": "cosine", **options, "reduction": "none"})

    def weighted(prediction: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        values = loss(prediction, target)
        weights = weight.repeat(len(values) // len(weight))
        return reduced(weights * values, options["reduction"], weights.sum())

    return weighted


def without_huge_gradients(arrays: dict[str, np.ndarray], options: dict) -> dict:
    value, *gradients = differentiate(nt_xent_loss(options), arrays, VIEWS, torch.float64)
    parts = [np.where(np.abs(gradient) > 1e9, 0, gradient) for gradient in gradients]
    expected = {"value": value, "gradient": parts[0], "targetGradient": parts[1]}
    return {"expected": expected, "reason": "A row without a length gets no gradient; the reference's is of the order of 1e12."}


def nothing(rows: int) -> dict:
    zeros = np.zeros((1, 4))
    expected = {"value": np.zeros(rows), "gradient": zeros, "targetGradient": zeros}
    return {"expected": expected, "reason": "A lone pair has no negatives: the reference gives no value, LML 0."}
