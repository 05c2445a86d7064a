"""Losses of scores against classes, by PyTorch."""

from typing import Any

import numpy as np
import torch
from torch.nn import functional

from golden_file import channels_last, sixty_fourths
from losses import INFINITY, REDUCTIONS, LossCases, losses, reduced

WEIGHTS = {1: [2.0], 3: [0.5, 2.0, 1.25], 4: [0.5, 2.0, 1.25, 0.75]}


@losses.component("cross-entropy", "torch")
def cross_entropy(cases: LossCases) -> None:
    add_inputs(cases)

    def add(name: str, title: str, options: dict, reductions: tuple[str, ...] = REDUCTIONS, **answer: Any) -> None:
        for reduction in reductions:
            full = {"reduction": reduction, "weight": None, "ignoreIndex": -100, "labelSmoothing": 0, **options}
            cases.add(f"{name}: {title}, {reduction}", name, full, torch_cross_entropy(full), **answer)

    def add_usual(name: str, extra: dict, reductions: tuple[str, ...] = REDUCTIONS, suffix: str = "", **answer: Any) -> None:
        weight = {"weight": WEIGHTS[cases.arrays[name]["prediction"].shape[-1]]}
        smoothing = {"labelSmoothing": 0.125}
        for title, options in [
            ("plain", {}), ("weights", weight), ("smoothing", smoothing), ("weights and smoothing", {**weight, **smoothing})
        ]:  # fmt: skip
            add(name, f"{title}{suffix}", {**options, **extra}, reductions, **answer)

    for name in ("classes", "classes, some ignored", "classes, no batch axis", "classes, one axis", "classes, two axes",
                 "classes, two axes, some ignored", "probabilities", "probabilities, one axis"):  # fmt: skip
        add_usual(name, {})
    add_usual("probabilities, no batch axis", {}, error="LML_SHAPE_MISMATCH",
              reason="One output a sample is taken for a mistake, not for one sample's logits.")  # fmt: skip
    for name in ("classes, three axes", "classes, a single class", "classes, an empty batch", "classes, all ignored",
                 "classes, one row ignored alone", "classes, no batch axis, ignored", "probabilities, two axes"):  # fmt: skip
        add(name, "plain", {})
        add(name, "smoothing", {"labelSmoothing": 0.125}, ("mean", "sum"))
    add_usual("classes, some -1", {"ignoreIndex": -1}, ("mean", "none"))
    add_usual("classes, one axis, some 255", {"ignoreIndex": 255}, ("mean", "none"))
    for name in ("classes", "classes, two axes"):
        add_usual(name, {"ignoreIndex": 1}, ("mean",), suffix=", class 1 ignored")

    add("classes", "smoothing of 1", {"labelSmoothing": 1.0})
    add("classes", "a class with weight 0", {"weight": [1.0, 0.0, 2.0, 0.5]})
    add("classes", "a class with weight 0, smoothing", {"weight": [1.0, 0.0, 2.0, 0.5], "labelSmoothing": 0.25})
    add("classes", "all weights 0", {"weight": [0.0, 0.0, 0.0, 0.0]}, ("sum", "none"))
    add("classes", "all weights 0", {"weight": [0.0, 0.0, 0.0, 0.0]}, ("mean",),
        expected={"value": float("nan"), "gradient": np.zeros((6, 4))},
        reason="PyTorch's gradient is NaN like the loss; samples without weight get none here.")  # fmt: skip
    add("classes, all ignored", "weights", {"weight": WEIGHTS[4]}, ("mean", "sum"))
    for name in ("probabilities, one-hot", "probabilities that sum to less or more than 1", "probabilities, an empty batch"):
        classes = cases.arrays[name]["prediction"].shape[1]
        add(name, "plain", {})
        add(name, "weights and smoothing", {"weight": WEIGHTS[classes], "labelSmoothing": 0.25})
    add("probabilities", "smoothing of 1", {"labelSmoothing": 1.0})
    for name in ("extreme logits", "infinite logits, the target finite", "infinite logits, the target infinite",
                 "a logit of NaN", "extreme logits, probabilities"):  # fmt: skip
        add(name, "plain", {})
    add("extreme logits", "weights", {"weight": WEIGHTS[3]})
    add("infinite logits, the target finite", "smoothing", {"labelSmoothing": 0.125})

    mean = ("mean",)
    for name in ("a target out of range", "a target below zero"):
        nothing = {"value": float("nan"), "gradient": np.full((2, 3), np.nan)}
        add(name, "NaN", {}, mean, expected=nothing, reason="A value on the device cannot be refused.")
    for name in ("a target of another length", "probabilities of another shape"):
        add(name, "refused", {}, mean, error="LML_SHAPE_MISMATCH")
    add("classes", "refused: smoothing above 1", {"labelSmoothing": 1.5}, mean, error="LML_INVALID_OPTIONS")
    add("classes", "refused: smoothing below 0", {"labelSmoothing": -0.5}, mean, error="LML_INVALID_OPTIONS",
        reason="In PyTorch it has no effect.")  # fmt: skip
    add("classes", "refused: weights of another length", {"weight": [1.0, 2.0]}, mean, error="LML_SHAPE_MISMATCH")
    add("classes", "refused: unknown reduction", {}, ("median",), error="LML_INVALID_OPTIONS")
    add("probabilities", "refused: an ignored class", {"ignoreIndex": 1}, mean, error="LML_INVALID_ARGUMENT")
    add("probabilities", "an ignored index below zero has no effect", {"ignoreIndex": -1}, mean)
    add_weighted(cases)


def add_weighted(cases: LossCases) -> None:
    """With a weight for each sample, which PyTorch has not: its values are multiplied."""
    random = np.random.RandomState(104)
    classes = np.array([2, 0, 1])

    def logits(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape) * 2)

    weight = np.array([0.5, 2, 1])
    shares = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125], [0.25, 0.5, 0.25]])
    cases.input("weights", prediction=logits(3, 3), target=classes, weight=weight)
    cases.input("weights of positions", prediction=logits(2, 3, 3), target=np.stack([classes, classes]), weight=np.array([2, 0.5]))
    cases.input("weights of probabilities", prediction=logits(3, 3), target=shares, weight=weight)

    def add(name: str, title: str, options: dict, of: tuple[str, ...] = ("prediction",)) -> None:
        for reduction in REDUCTIONS:
            full = {"reduction": reduction, "weight": None, "ignoreIndex": -100, "labelSmoothing": 0, **options}

            def weighted(prediction: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
                values = torch_cross_entropy({**full, "reduction": "none"})(prediction, target)
                weight = weight.reshape(-1, *[1] * (values.ndim - 1)).expand(values.shape)
                total = weight
                if not target.is_floating_point():
                    of_class = torch.tensor(full["weight"] or [1.0] * 3, dtype=prediction.dtype)
                    total = weight * of_class[target] * (target != full["ignoreIndex"])
                return reduced(weight * values, reduction, total.sum())

            cases.add(f"{name}: {title}, {reduction}", name, full, weighted, of=of)

    everything = {"weight": [1, 0.5, 2], "labelSmoothing": 0.25}
    add("weights", "plain", {})
    add("weights", "everything", {**everything, "ignoreIndex": 0})
    add("weights of positions", "plain", {})
    add("weights of positions", "weights of classes", {"weight": [1, 0.5, 2]})
    add("weights of probabilities", "plain", {}, ("prediction", "target"))
    add("weights of probabilities", "everything", everything, ("prediction", "target"))


def torch_cross_entropy(options: dict) -> Any:
    def loss(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        weight = options["weight"]
        return functional.cross_entropy(
            channels_second(prediction),
            channels_second(target) if target.is_floating_point() else target,
            weight=None if weight is None else torch.tensor(weight, dtype=prediction.dtype),
            ignore_index=options["ignoreIndex"],
            reduction=options["reduction"],
            label_smoothing=options["labelSmoothing"],
        )

    return loss


def channels_second(values: torch.Tensor) -> torch.Tensor:
    return values.movedim(-1, 1) if values.ndim > 2 else values


def add_inputs(cases: LossCases) -> None:
    random = np.random.RandomState(101)

    def logits(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape) * 2)

    def probabilities(*shape: int) -> np.ndarray:
        """Multiples of 1/64 that sum to 1 over axis 1."""
        weights = random.random_sample(shape)
        shares = np.floor(weights / weights.sum(1, keepdims=True) * 64) / 64
        shares[:, :1] += 1 - shares.sum(1, keepdims=True)
        return shares

    def classes(high: int, *shape: int) -> np.ndarray:
        return random.randint(0, high, size=shape)

    def some(target: np.ndarray, value: int) -> np.ndarray:
        """Every third entry replaced."""
        changed = target.copy()
        changed.ravel()[1::3] = value
        return changed

    def add(name: str, prediction: np.ndarray, target: np.ndarray) -> None:
        """From PyTorch's layout."""
        has_channels = prediction.ndim > 2
        cases.input(
            name,
            prediction=channels_last(prediction) if has_channels else prediction,
            target=channels_last(target) if has_channels and target.ndim == prediction.ndim else target,
        )

    batch, target = logits(6, 4), np.array([2, 0, 3, 1, 1, 2])
    add("classes", batch, target)
    add("classes, some ignored", batch, some(target, -100))
    add("classes, some -1", batch, some(target, -1))
    add("classes, all ignored", batch, np.full(6, -100))
    add("classes, one row ignored alone", logits(1, 4), np.array([-100]))
    add("classes, no batch axis", logits(4), np.array(2))
    add("classes, no batch axis, ignored", logits(4), np.array(-100))
    add("classes, one axis", logits(2, 3, 4), classes(3, 2, 4))
    add("classes, one axis, some 255", logits(2, 3, 4), some(classes(3, 2, 4), 255))
    add("classes, two axes", logits(2, 3, 2, 2), classes(3, 2, 2, 2))
    add("classes, two axes, some ignored", logits(2, 3, 2, 3), some(classes(3, 2, 2, 3), -100))
    add("classes, three axes", logits(1, 3, 2, 1, 2), classes(3, 1, 2, 1, 2))
    add("classes, a single class", logits(3, 1), np.array([0, 0, 0]))
    add("classes, an empty batch", logits(0, 3), np.zeros(0, dtype=np.int64))
    add("probabilities", batch, probabilities(6, 4))
    add("probabilities, one-hot", batch, np.eye(4)[target])
    add("probabilities that sum to less or more than 1", logits(3, 3), sixty_fourths(random.random_sample((3, 3)) * 1.5))
    add("probabilities, no batch axis", logits(4), probabilities(1, 4)[0])
    add("probabilities, one axis", logits(2, 3, 4), probabilities(2, 3, 4))
    add("probabilities, two axes", logits(2, 3, 2, 2), probabilities(2, 3, 2, 2))
    add("probabilities, an empty batch", logits(0, 3), np.zeros((0, 3)))
    add(
        "extreme logits",
        np.array([[200, -200, 0], [-200, 200, 0], [10000, 9999, -10000], [-(2.0**99), 2.0**99, 0], [500, 500, 500]]),
        np.array([0, 0, 1, 1, 2]),
    )
    add("infinite logits, the target finite", np.array([[1, -INFINITY, 2], [-INFINITY, 0, -INFINITY]]), np.array([2, 1]))
    add("infinite logits, the target infinite", np.array([[1, -INFINITY, 2], [0, 1, 2]]), np.array([1, 0]))
    add("a logit of NaN", np.array([[1, np.nan, 2], [0, 1, 2]]), np.array([0, 0]))
    add("extreme logits, probabilities", np.array([[200.0, -200, 0], [10000, 9999, -10000]]),
        np.array([[0.5, 0.25, 0.25], [0, 1, 0]]))  # fmt: skip
    add("a target out of range", logits(2, 3), np.array([0, 3]))
    add("a target below zero", logits(2, 3), np.array([0, -1]))
    add("a target of another length", logits(2, 3), np.array([0, 1, 2]))
    add("probabilities of another shape", logits(2, 3), np.full((2, 4), 0.25))
