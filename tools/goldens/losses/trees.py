"""Losses of lists and records of tensors, by PyTorch. The tensors of a prediction lie along a first axis."""

from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced
from losses.elementwise import Draw, normal, positive, signs

Values = Callable[[torch.Tensor, torch.Tensor | None, dict], torch.Tensor]
"""The values from the parts of a prediction, the target and the options."""


def of_parts(
    cases: LossCases,
    values: Values,
    variants: list[dict],
    parts: list[str] | int,
    draws: list[Draw],
    features: tuple[int, ...] = (3,),
    target: Draw | None = None,
    target_has_features: bool = False,
    edges: dict[str, tuple] | None = None,
    seed: int = 108,
) -> None:
    random = np.random.RandomState(seed)

    def add_input(name: str, batch: tuple[int, ...], weight: np.ndarray | None = None) -> None:
        prediction = np.stack([draw(random, (*batch, *features)) for draw in draws])
        shape = (*batch, *features) if target_has_features else batch
        cases.input(name, prediction=prediction, target=None if target is None else target(random, shape), weight=weight, parts=parts)

    add_input("rows", (5,))
    add_input("positions", (2, 3))
    add_input("weights", (4,), np.array([0.5, 2, 0, 1]))
    for name, (prediction, *rest) in (edges or {}).items():
        cases.input(name, prediction=np.array(prediction, dtype=float), target=np.array(rest[0], dtype=float) if rest else None, parts=parts)

    def add(input: str, options: dict, reduction: str) -> None:
        def loss(x: torch.Tensor, *rest: torch.Tensor) -> torch.Tensor:
            y = rest[0] if target is not None else None
            weight = rest[-1] if len(rest) > (target is not None) else None
            each = values(x, y, options)
            if weight is None:
                return reduced(each, reduction, torch.tensor(float(each.numel())))
            weight = weight.reshape(-1, *[1] * (each.ndim - 1)).expand(each.shape)
            return reduced(weight * each, reduction, weight.sum())

        title = "".join(f", {name} {value}" for name, value in options.items())
        cases.add(f"{input}{title}, {reduction}", input, {"reduction": reduction, **options}, loss)

    for index, options in enumerate(variants):
        for reduction in REDUCTIONS if index == 0 else ("mean", "none"):
            add("rows", options, reduction)
        for edge in edges or {}:
            add(edge, options, "none")
        add("weights", options, "mean")
    for reduction in ("mean", "none"):
        add("positions", variants[0], reduction)


@losses.component("triplet-margin", "torch")
def triplet_margin(cases: LossCases) -> None:
    def values(x: torch.Tensor, _: torch.Tensor | None, options: dict) -> torch.Tensor:
        rows = [part.reshape(-1, part.shape[-1]) for part in x]
        each = functional.triplet_margin_loss(*rows, **options, reduction="none")
        return each.reshape(x.shape[1:-1])

    plain = {"margin": 1, "p": 2, "eps": 1e-6, "swap": False}
    variants = [plain, {**plain, "swap": True}, {**plain, "margin": 0.5, "p": 1}, {**plain, "p": 3}, {**plain, "eps": 0.125}]
    edges = {"equal ones": ([[[1, 2, 3]], [[1, 2, 3]], [[4, 5, 6]]],)}
    of_parts(cases, values, variants, ["anchor", "positive", "negative"], [normal] * 3, edges=edges)


@losses.component("triplet-margin-with-distance", "torch")
def triplet_margin_with_distance(cases: LossCases) -> None:
    distances = {
        "euclidean": None,
        "squared-euclidean": lambda x, y: (x - y).square().sum(-1),
        "manhattan": lambda x, y: (x - y).abs().sum(-1),
        "chebyshev": lambda x, y: (x - y).abs().amax(-1),
        "cosine": lambda x, y: 1 - functional.cosine_similarity(x, y),
    }

    def values(x: torch.Tensor, _: torch.Tensor | None, options: dict) -> torch.Tensor:
        rows = [part.reshape(-1, part.shape[-1]) for part in x]
        others = {**options, "distance_function": distances[options["distance"]], "reduction": "none"}
        del others["distance"]
        return functional.triplet_margin_with_distance_loss(*rows, **others).reshape(x.shape[1:-1])

    variants = [{"distance": distance, "margin": 1, "swap": swap} for distance in distances for swap in (False, True)]
    variants[1]["margin"] = 0.5
    edges = {"equal ones": ([[[1, 2, 3]], [[1, 2, 3]], [[4, 5, 6]]],)}
    of_parts(cases, values, variants[:2], ["anchor", "positive", "negative"], [normal] * 3, edges=edges)
    for options in variants[2:]:
        for reduction in ("mean", "none"):
            title = f"{options['distance']}, swap {options['swap']}, {reduction}"
            loss = lambda x, options=options, reduction=reduction: reduced(values(x, None, options), reduction, torch.tensor(float(x.shape[1])))
            cases.add(title, "rows", {"reduction": reduction, **options}, loss)


@losses.component("cosine-embedding", "torch")
def cosine_embedding(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor | None, options: dict) -> torch.Tensor:
        rows = [part.reshape(-1, part.shape[-1]) for part in x]
        each = functional.cosine_embedding_loss(*rows, y.reshape(-1), margin=options["margin"], reduction="none")
        return each.reshape(y.shape)

    edges = {"of any length": ([[[1e4, 0], [2.0**-10, 0], [0, 3]], [[2.0**-8, 2.0**-8], [0, 3], [0, 1]]], [1, -1, -1])}
    of_parts(cases, values, [{"margin": 0}, {"margin": 0.5}, {"margin": -0.5}], 2, [normal] * 2, target=signs, edges=edges)


@losses.component("margin-ranking", "torch")
def margin_ranking(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor | None, options: dict) -> torch.Tensor:
        return functional.margin_ranking_loss(x[0], x[1], y, margin=options["margin"], reduction="none")

    edges = {"ties": ([[1, 2], [1, 2]], [1, -1])}
    of_parts(cases, values, [{"margin": 0}, {"margin": 0.5}], 2, [normal] * 2, (), signs, edges=edges)


@losses.component("gaussian-nll", "torch")
def gaussian_nll(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor | None, options: dict) -> torch.Tensor:
        return functional.gaussian_nll_loss(x[0], y, x[1], full=options["full"], eps=options["eps"], reduction="none")

    variants = [{"full": False, "eps": 1e-6}, {"full": True, "eps": 0.5}]
    edges = {"small variances": ([[1, 2], [0, 2.0**-24]], [1, 3])}
    of_parts(cases, values, variants, ["mean", "variance"], [normal, positive], (2,), normal, True, edges)
