"""TensorFlow.js's own losses: by PyTorch and Keras, with the reductions of `tf.losses` and of `LayersModel.fit`."""

import os

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import LossCases, losses
from losses.elementwise import LARGE, Draw, Values, normal, shares, zero_or_one

os.environ["KERAS_BACKEND"] = "torch"

TFJS = ("sum-by-nonzero-weights", "mean", "sum", "none")
LAYERS = ("mean", "sum", "none")

Edges = dict[str, tuple[list, list]]


def reduced(weighted: torch.Tensor, weight: torch.Tensor, reduction: str, layers: bool) -> torch.Tensor:
    if reduction == "none":
        return weighted
    if reduction == "sum":
        return weighted.sum()
    if layers:
        return weighted.sum() / torch.tensor(float(weight.numel()))
    return weighted.sum() / (weight.sum() if reduction == "mean" else (weight != 0).sum())


def add_cases(
    cases: LossCases,
    values: Values,
    variants: list[dict],
    prediction: Draw,
    target: Draw,
    edges: Edges | None = None,
    layers: bool = False,
) -> None:
    """Cases of usual shapes, of sample weights and of `edges`, over all reductions and some sets of options."""
    random = np.random.RandomState(17)
    for name, shape in {"matrix": (4, 3), "cube": (2, 3, 2), "empty": (0, 3)}.items():
        cases.input(name, prediction=prediction(random, shape), target=target(random, shape))
    cases.input("weights", prediction=prediction(random, (4, 3)), target=target(random, (4, 3)), weight=np.array([0.5, 2, 0, 1]))
    cases.input("weights of 0", prediction=prediction(random, (2, 3)), target=target(random, (2, 3)), weight=np.zeros(2))
    for name, (left, right) in (edges or {}).items():
        cases.input(name, prediction=np.array(left, dtype=float), target=np.array(right, dtype=float))
    cases.input("shapes that broadcast", prediction=prediction(random, (4, 1)), target=target(random, (4,)))
    reductions = LAYERS if layers else TFJS

    def add(input: str, options: dict, reduction: str) -> None:
        def loss(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | None = None) -> torch.Tensor:
            each = values(x, y, options)
            ones = torch.ones_like(each)
            spread = ones if weight is None else weight.reshape(-1, *[1] * (each.ndim - 1)) * ones
            return reduced(spread * each, spread.detach(), reduction, layers)

        title = "".join(f", {name} {value}" for name, value in options.items())
        cases.add(f"{input}{title}, {reduction}", input, {"reduction": reduction, **options}, loss)

    for index, options in enumerate(variants):
        for reduction in reductions if index == 0 else ("mean", "none"):
            add("matrix", options, reduction)
        add("weights", options, "mean")
        for edge in edges or {}:
            add(edge, options, "none")
    for reduction in reductions[:1] + reductions[2:] if not layers else reductions[1:]:
        add("weights", variants[0], reduction)
    if not any("labelSmoothing" in options and options["labelSmoothing"] > 0 for options in variants[:1]):
        add("cube", variants[0], reductions[0])
    for reduction in (reductions[0], "sum", "none"):
        add("empty", variants[0], reduction)
    add("weights of 0", variants[0], "sum")
    cases.add("refused: shapes that broadcast", "shapes that broadcast", {"reduction": "mean", **variants[0]},
              error="LML_SHAPE_MISMATCH", reason="Nothing broadcasts silently.")  # fmt: skip


def inner_shares(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    return np.clip(shares(random, shape), 1 / 64, 63 / 64)


def quarters(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    """Rows of probabilities: one class, or two of them a half each."""
    rows = np.eye(shape[-1])[random.randint(0, shape[-1], (2, *shape[:-1]))] if np.prod(shape) else np.zeros((2, *shape))
    return rows.mean(0)


@losses.component("tfjs/absolute-difference", "torch")
def absolute_difference(cases: LossCases) -> None:
    add_cases(cases, lambda x, y, _: functional.l1_loss(x, y, reduction="none"), [{}], normal, normal, LARGE)


@losses.component("tfjs/cosine-distance", "torch")
def cosine_distance(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        return 1 - (x * y).sum(options["axis"], keepdim=True)

    edges = {"orthogonal and equal": ([[1, 0], [0, 1]], [[0, 1], [0, 1]]), "long": ([[1e4, 0]], [[1, 2.0**-10]])}
    add_cases(cases, values, [{"axis": -1}, {"axis": 1}], normal, normal, edges)
    cases.add("refused: the axis of samples", "matrix", {"reduction": "mean", "axis": 0}, error="LML_SHAPE_MISMATCH")


@losses.component("tfjs/hinge-loss", "torch")
def hinge_loss(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        return torch.relu(1 - (2 * y - 1) * x)

    edges = {"at the margin": ([1, -1, 0], [1, 0, 1]), "extreme": ([1e4, -1e4, 1e4], [1, 1, 0])}
    add_cases(cases, values, [{}], normal, zero_or_one, edges)


@losses.component("tfjs/huber-loss", "torch")
def huber_loss(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        return functional.huber_loss(x, y, reduction="none", delta=options["delta"])

    edges = {**LARGE, "at the bend": ([1, -1, 0.5], [0, 0, 0])}
    add_cases(cases, values, [{"delta": 1}, {"delta": 0.5}], normal, normal, edges)
    cases.add("refused: delta 0", "matrix", {"reduction": "mean", "delta": 0}, error="LML_INVALID_OPTIONS")


@losses.component("tfjs/log-loss", "torch")
def log_loss(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        epsilon = options["epsilon"]
        return -y * torch.log(x + epsilon) - (1 - y) * torch.log(1 - x + epsilon)

    edges = {"quite wrong": ([0, 1], [1, 0]), "quite right": ([0.0], [0.0])}
    add_cases(cases, values, [{"epsilon": 0.0625}, {"epsilon": 0.5}], inner_shares, shares, edges)
    cases.add("refused: epsilon 0", "matrix", {"reduction": "mean", "epsilon": 0}, error="LML_INVALID_OPTIONS")


@losses.component("tfjs/mean-squared-error", "torch")
def mean_squared_error(cases: LossCases) -> None:
    add_cases(cases, lambda x, y, _: functional.mse_loss(x, y, reduction="none"), [{}], normal, normal, LARGE)


@losses.component("tfjs/sigmoid-cross-entropy", "torch")
def sigmoid_cross_entropy(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        smoothing = options["labelSmoothing"]
        return functional.binary_cross_entropy_with_logits(x, y * (1 - smoothing) + smoothing / 2, reduction="none")

    edges = {"extreme": ([1e4, -1e4, 1e4, -1e4], [1, 1, 0, 0]), "at 0": ([0, 0, 0], [0, 0.5, 1])}
    add_cases(cases, values, [{"labelSmoothing": 0}, {"labelSmoothing": 0.25}], normal, shares, edges)
    cases.add("refused: smoothing above 1", "matrix", {"reduction": "mean", "labelSmoothing": 2}, error="LML_INVALID_OPTIONS")


@losses.component("tfjs/softmax-cross-entropy", "torch")
def softmax_cross_entropy(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        classes, smoothing = x.shape[-1], options["labelSmoothing"]
        flat = functional.cross_entropy(
            x.reshape(-1, classes), y.reshape(-1, classes), label_smoothing=smoothing, reduction="none"
        )
        return flat.reshape(x.shape[:-1])

    edges = {"extreme": ([[1e4, -1e4], [1e4, -1e4]], [[1, 0], [0, 1]]), "one class": ([[3.0]], [[1.0]])}
    edges["equal"] = ([[2, 2, 2]], [[0, 1, 0]])
    add_cases(cases, values, [{"labelSmoothing": 0}, {"labelSmoothing": 0.25}], normal, quarters, edges)
    cases.input("vectors", prediction=np.zeros(3), target=np.zeros(3))
    cases.add("refused: no classes", "vectors", {"reduction": "mean"}, error="LML_SHAPE_MISMATCH")


def layers(cases: LossCases, name: str, prediction: Draw, target: Draw, edges: Edges | None = None) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        import keras

        return getattr(keras.losses, name)(y, x)

    add_cases(cases, values, [{}], prediction, target, edges, layers=True)


@losses.component("tfjs/binary-crossentropy", "keras", "torch")
def binary_crossentropy(cases: LossCases) -> None:
    # 1 − 1e-7 is another number in float32: what is clipped there is compared in the spec.
    layers(cases, "binary_crossentropy", inner_shares, shares, {"clipped": ([[0.0], [0.0]], [[1.0], [0.5]])})


@losses.component("tfjs/categorical-crossentropy", "keras", "torch")
def categorical_crossentropy(cases: LossCases) -> None:
    edges = {"quite wrong": ([[1, 0], [0.5, 0.5]], [[0, 1], [0, 1]]), "sums": ([[2, 6, 8]], [[0, 0.5, 0.5]])}
    layers(cases, "categorical_crossentropy", inner_shares, quarters, edges)


@losses.component("tfjs/cosine-proximity", "torch")
def cosine_proximity(cases: LossCases) -> None:
    def unit(x: torch.Tensor) -> torch.Tensor:
        return x / torch.sqrt(torch.clamp((x * x).sum(-1, keepdim=True), min=1e-7))

    edges = {"zeros": ([[0, 0], [1, 0]], [[1, 0], [0, 0]]), "long": ([[1e4, -1e4]], [[-(2.0**-10), 1e4]])}
    add_cases(cases, lambda x, y, _: -(unit(x) * unit(y)).sum(-1), [{}], normal, normal, edges, layers=True)


@losses.component("tfjs/mean-absolute-error", "keras", "torch")
def mean_absolute_error(cases: LossCases) -> None:
    edges = {"equal": ([[1, -2]], [[1, -2]]), "extreme": ([[1e4, -(2.0**30)]], [[-1e4, 0]])}
    layers(cases, "mean_absolute_error", normal, normal, edges)


@losses.component("tfjs/mean-absolute-percentage-error", "keras", "torch")
def mean_absolute_percentage_error(cases: LossCases) -> None:
    def away(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
        return sixty_fourths((0.125 + random.exponential(2, shape)) * (random.randint(0, 2, shape) * 2 - 1))

    layers(cases, "mean_absolute_percentage_error", normal, away, {"targets of 0": ([[1, 0], [-2, 0]], [[0, 0], [0, 0]])})
