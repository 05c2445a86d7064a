"""Losses with a value for each row of prediction and target: vectors, boxes, lists. By PyTorch, torchvision and Keras."""

import os
from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced
from losses.elementwise import Draw, elementwise, normal, shares, zero_or_one

os.environ["KERAS_BACKEND"] = "torch"


def rowwise(
    cases: LossCases,
    values: Callable[[torch.Tensor, torch.Tensor, dict], torch.Tensor],
    variants: list[dict],
    width: int = 3,
    prediction: Draw = normal,
    target: Draw = normal,
    edges: dict[str, tuple[list, list]] | None = None,
    seed: int = 107,
) -> None:
    """Cases of usual shapes, of sample weights and of `edges`, over all reductions and some sets of options."""
    random = np.random.RandomState(seed)
    for name, shape in {"rows": (5,), "positions": (2, 3), "empty": (0,)}.items():
        cases.input(name, prediction=prediction(random, (*shape, width)), target=target(random, (*shape, width)))
    cases.input("weights", prediction=prediction(random, (4, width)), target=target(random, (4, width)), weight=np.array([0.5, 2, 0, 1]))
    for name, (left, right) in (edges or {}).items():
        cases.input(name, prediction=np.array(left, dtype=float), target=np.array(right, dtype=float))
    cases.input("shapes that broadcast", prediction=prediction(random, (4, width)), target=target(random, (1, width)))

    def add(input: str, options: dict, reduction: str) -> None:
        def loss(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | None = None) -> torch.Tensor:
            each = values(x, y.to(x.dtype), options)
            total = torch.ones_like(each) if weight is None else weight
            return reduced(each if weight is None else weight * each, reduction, total.sum())

        title = "".join(f", {name} {value}" for name, value in options.items())
        cases.add(f"{input}{title}, {reduction}", input, {"reduction": reduction, **options}, loss)

    for index, options in enumerate(variants):
        for reduction in REDUCTIONS if index == 0 else ("mean", "none"):
            add("rows", options, reduction)
        for edge in edges or {}:
            add(edge, options, "none")
        add("weights", options, "mean")
    for input in ("positions", "empty"):
        for reduction in ("mean", "none"):
            add(input, variants[0], reduction)
    cases.add("refused: shapes that broadcast", "shapes that broadcast", {"reduction": "mean", **variants[0]},
              error="LML_SHAPE_MISMATCH", reason="Nothing broadcasts silently.")  # fmt: skip


@losses.component("cosine-similarity", "keras", "torch")
def cosine_similarity(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        from keras.losses import cosine_similarity as reference

        return reference(y, x)

    edges = {"of any length": ([[1e4, 0, 0], [2.0**-10, 0, 0]], [[2.0**-8, 2.0**-8, 0], [0, 3, 4]])}
    rowwise(cases, values, [{}], edges=edges)


def boxes(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    corner = sixty_fourths(random.random_sample((*shape[:-1], 2)) * 3)
    return np.concatenate([corner, corner + sixty_fourths(0.25 + random.random_sample(corner.shape) * 3)], -1)


def add_boxes(cases: LossCases, name: str, epsilons: tuple[float, ...] = (1e-7, 0.125)) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        import torchvision

        return getattr(torchvision.ops, name)(x, y, reduction="none", eps=options["eps"])

    edges = {"apart, equal, inside": ([[0, 0, 1, 1], [1, 2, 3, 5], [0, 0, 4, 4]], [[5, 5, 7, 6], [1, 2, 3, 5], [1, 1, 2, 3]])}
    rowwise(cases, values, [{"eps": eps} for eps in epsilons], width=4, prediction=boxes, target=boxes, edges=edges)
    cases.input("no boxes", prediction=np.zeros((2, 3)), target=np.zeros((2, 3)))
    cases.add("refused: rows of another width", "no boxes", {"reduction": "mean", "eps": 1e-7}, error="LML_SHAPE_MISMATCH")


@losses.component("giou", "torchvision", "torch")
def giou(cases: LossCases) -> None:
    add_boxes(cases, "generalized_box_iou_loss")


@losses.component("diou", "torchvision", "torch")
def diou(cases: LossCases) -> None:
    add_boxes(cases, "distance_box_iou_loss")


@losses.component("ciou", "torchvision", "torch")
def ciou(cases: LossCases) -> None:
    # torchvision does not hand other epsilons on to all of its parts.
    add_boxes(cases, "complete_box_iou_loss", (1e-7,))


@losses.component("multi-label-soft-margin", "torch")
def multi_label_soft_margin(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        weight = None if options["weight"] is None else torch.tensor(options["weight"], dtype=x.dtype)
        return functional.multilabel_soft_margin_loss(x, y, weight=weight, reduction="none")

    variants = [{"weight": None}, {"weight": [0.5, 2, 1.25]}]
    rowwise(cases, values, variants, target=zero_or_one, edges={"extreme": ([[200, -200, 0]], [[0, 1, 1]])})


@losses.component("multi-label-margin", "torch")
def multi_label_margin(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        rows = x.reshape(-1, x.shape[-1])
        each = functional.multilabel_margin_loss(rows, y.to(torch.int64).reshape(rows.shape), reduction="none")
        return each.reshape(x.shape[:-1])

    def labels(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
        drawn = np.full((int(np.prod(shape[:-1])), shape[-1]), -1)
        for row in drawn:
            some = random.permutation(shape[-1])[: random.randint(0, shape[-1] + 1)]
            row[: len(some)] = some
        return drawn.reshape(shape)

    edges = {"after the end": ([[0.5, 1, -1, 2], [3, 1, 0, 0]], [[1, -1, 3, 0], [-1, 0, 1, 2]])}
    rowwise(cases, values, [{}], width=4, target=labels, edges=edges)


@losses.component("ranking-softmax", "torch")
def ranking_softmax(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        # As optax.losses.ranking_softmax_loss.
        return -(y * functional.log_softmax(x, -1)).sum(-1)

    rowwise(cases, values, [{}], target=shares, edges={"extreme": ([[200, -200, 0]], [[1, 0, 2]])})


@losses.component("sigmoid-focal", "torchvision", "torch")
def sigmoid_focal(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        from torchvision.ops import sigmoid_focal_loss

        alpha = -1 if options["alpha"] is False else options["alpha"]
        return sigmoid_focal_loss(x, y, alpha=alpha, gamma=options["gamma"], reduction="none")

    variants = [{"alpha": 0.25, "gamma": 2}, {"alpha": False, "gamma": 2}, {"alpha": 0.5, "gamma": 0}, {"alpha": 0, "gamma": 1.5}]
    elementwise(cases, values, variants, target=zero_or_one, edges={"extreme": ([50, -50, 80], [0, 1, 1])})
