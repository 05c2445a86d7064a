"""Losses with a value for each element of prediction and target: by PyTorch, Keras, kornia, scikit-learn and others."""

import os
from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced

os.environ["KERAS_BACKEND"] = "torch"

Values = Callable[..., torch.Tensor]
"""The value of each element, from prediction, target and the options."""

Draw = Callable[[np.random.RandomState, tuple[int, ...]], np.ndarray]
"""Numbers of a shape."""


def normal(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    return sixty_fourths(random.standard_normal(shape) * 2)


def positive(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    return sixty_fourths(0.125 + random.exponential(2, shape))


def counts(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    return random.randint(0, 6, shape).astype(float)


def shares(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    return sixty_fourths(random.random_sample(shape))


def zero_or_one(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    return random.randint(0, 2, shape).astype(float)


def signs(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
    return random.randint(0, 2, shape) * 2.0 - 1


def elementwise(
    cases: LossCases,
    values: Values,
    variants: list[dict],
    prediction: Draw = normal,
    target: Draw = normal,
    edges: dict[str, tuple[list[float], list[float]]] | None = None,
    seed: int = 105,
) -> None:
    """Cases of usual shapes, of sample weights and of `edges`, over all reductions and some sets of options."""
    random = np.random.RandomState(seed)
    for name, shape in {"vector": (5,), "matrix": (4, 3), "image": (2, 2, 2, 1), "empty": (0, 3)}.items():
        cases.input(name, prediction=prediction(random, shape), target=target(random, shape))
    cases.input("weights", prediction=prediction(random, (4, 3)), target=target(random, (4, 3)), weight=np.array([0.5, 2, 0, 1]))
    for name, (left, right) in (edges or {}).items():
        cases.input(name, prediction=np.array(left, dtype=float), target=np.array(right, dtype=float))
    cases.input("shapes that broadcast", prediction=prediction(random, (4, 1)), target=target(random, (4,)))

    def add(input: str, title: str, options: dict, reduction: str) -> None:
        def loss(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | None = None) -> torch.Tensor:
            each = values(x, y, options)
            if weight is None:
                return reduced(each, reduction, torch.tensor(each.numel(), dtype=each.dtype))
            weight = weight.reshape(-1, *[1] * (each.ndim - 1)).expand(each.shape)
            return reduced(weight * each, reduction, weight.sum())

        cases.add(f"{input}{title}, {reduction}", input, {"reduction": reduction, **options}, loss)

    for index, options in enumerate(variants):
        title = "".join(f", {name} {value}" for name, value in options.items())
        for reduction in REDUCTIONS if index == 0 else ("mean", "none"):
            add("matrix", title, options, reduction)
        add("weights", title, options, "mean")
        for edge in edges or {}:
            add(edge, title, options, "none")
    for input in ("vector", "image"):
        add(input, "", variants[0], "mean")
    for reduction in REDUCTIONS:
        add("empty", "", variants[0], reduction)
    for reduction in ("sum", "none"):
        add("weights", "", variants[0], reduction)
    cases.add("refused: shapes that broadcast", "shapes that broadcast", {"reduction": "mean", **variants[0]},
              error="LML_SHAPE_MISMATCH", reason="Nothing broadcasts silently.")  # fmt: skip


LARGE = {"equal": ([1, -2, 0], [1, -2, 0]), "extreme": ([1e4, -(2.0**30), 0], [-1e4, 0, 2.0**-30])}


@losses.component("l1", "torch")
def l1(cases: LossCases) -> None:
    elementwise(cases, lambda x, y, _: functional.l1_loss(x, y, reduction="none"), [{}], edges=LARGE)


@losses.component("smooth-l1", "torch")
def smooth_l1(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        return functional.smooth_l1_loss(x, y, reduction="none", beta=options["beta"])

    edges = {**LARGE, "at the bend": ([1, -1, 0.5], [0, 0, 0])}
    elementwise(cases, values, [{"beta": 1}, {"beta": 0}, {"beta": 2.5}, {"beta": 0.5}], edges=edges)
    cases.add("refused: beta below 0", "vector", {"reduction": "mean", "beta": -1}, error="LML_INVALID_OPTIONS")


@losses.component("huber", "torch")
def huber(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        return functional.huber_loss(x, y, reduction="none", delta=options["delta"])

    edges = {**LARGE, "at the bend": ([1, -1, 0.5], [0, 0, 0])}
    elementwise(cases, values, [{"delta": 1}, {"delta": 0.5}, {"delta": 3}], edges=edges)
    cases.add("refused: delta 0", "vector", {"reduction": "mean", "delta": 0}, error="LML_INVALID_OPTIONS")


@losses.component("log-cosh", "keras", "torch")
def log_cosh(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        from keras.losses import log_cosh as reference

        # Keras takes the mean of the last axis: an axis of one leaves each element by itself.
        return reference(y[..., None], x[..., None])

    elementwise(cases, values, [{}], edges=LARGE)


@losses.component("charbonnier", "kornia", "torch")
def charbonnier(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        from kornia.losses import charbonnier_loss

        # Of another width: the reference's, in units of it.
        width = options["epsilon"]
        return charbonnier_loss(x / width, y / width, reduction="none") * width

    edges = {"equal": LARGE["equal"], "extreme": ([1e4, -(2.0**20), 0], [-1e4, 0, 2.0**-10])}
    elementwise(cases, values, [{"epsilon": 1}, {"epsilon": 0.25}], edges=edges)


@losses.component("cauchy", "kornia", "torch")
def cauchy(cases: LossCases) -> None:
    add_robust(cases, "cauchy_loss")


@losses.component("welsch", "kornia", "torch")
def welsch(cases: LossCases) -> None:
    add_robust(cases, "welsch_loss")


@losses.component("geman-mcclure", "kornia", "torch")
def geman_mcclure(cases: LossCases) -> None:
    add_robust(cases, "geman_mcclure_loss")


def add_robust(cases: LossCases, name: str) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        import kornia

        return getattr(kornia.losses, name)(x, y, reduction="none")

    edges = {"extreme": ([1e4, -(2.0**20), 0], [-1e4, 0, 2.0**-10]), "near": ([1, 2, -3], [1 + 2.0**-12, 2 - 2.0**-6, -3])}
    elementwise(cases, values, [{}], edges={**LARGE, **edges})


@losses.component("wing", "segmentation_models_pytorch", "torch")
def wing(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        from segmentation_models_pytorch.losses._functional import wing_loss

        return wing_loss(x, y, width=options["width"], curvature=options["curvature"], reduction="none")

    variants = [{"width": 5, "curvature": 0.5}, {"width": 1, "curvature": 2}]
    elementwise(cases, values, variants, edges={"extreme": ([1e4, -(2.0**20)], [-1e4, 0])})


@losses.component("mape", "keras", "torch")
def mape(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        from keras.losses import mean_absolute_percentage_error

        return mean_absolute_percentage_error(y[..., None], x[..., None])

    def away(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
        return positive(random, shape) * signs(random, shape)

    elementwise(cases, values, [{}], target=away, edges={"targets of 0": ([1, 0, -2], [0, 0, 0])})


@losses.component("msle", "keras", "torch")
def msle(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        from keras.losses import mean_squared_logarithmic_error

        return mean_squared_logarithmic_error(y[..., None], x[..., None])

    edges = {"below 0": ([-1, 2, -0.5], [1, -3, -2]), "extreme": ([1e6, 0.5], [0.5, 1e6])}
    elementwise(cases, values, [{}], prediction=positive, target=positive, edges=edges)


@losses.component("poisson-nll", "torch")
def poisson_nll(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        own = {"log_input": options["logInput"], "full": options["full"], "eps": options["eps"]}
        return functional.poisson_nll_loss(x, y, reduction="none", **own)

    variants = [{"logInput": True, "full": False, "eps": 1e-8}, {"logInput": True, "full": True, "eps": 1e-8}]
    variants += [{"logInput": False, "full": True, "eps": 0.125}, {"logInput": False, "full": False, "eps": 1e-8}]
    edges = {"small and large": ([0.5, 20, 2], [0, 1, 100])}
    elementwise(cases, values, variants, prediction=positive, target=counts, edges=edges)


@losses.component("tweedie-deviance", "scikit-learn", "torch")
def tweedie_deviance(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        mean = torch.exp(x) if options["logInput"] else x
        each = half_deviance(mean, y, options["power"])
        check_by_scikit_learn(each, mean, y, options["power"])
        return each

    powers = [1.5, 1, 2, 3, 0, 1.25, -1]
    variants = [{"power": power, "logInput": is_log} for power in powers for is_log in (True, False)]
    elementwise(cases, values, variants, prediction=positive, target=positive)
    cases.input("counts of 0", prediction=np.array([1.0, 0.5, 2]), target=np.array([0.0, 2, 0]))
    for power in (1, 1.5, 0):
        options = {"reduction": "none", "power": power, "logInput": True}
        cases.add(f"counts of 0, power {power}", "counts of 0", options, lambda x, y, power=power: values(x, y, {"power": power, "logInput": True}))
    cases.add("refused: power 0.5", "vector", {"reduction": "mean", "power": 0.5, "logInput": True}, error="LML_INVALID_OPTIONS")


def half_deviance(mean: torch.Tensor, y: torch.Tensor, power: float) -> torch.Tensor:
    if power == 0:
        return (y - mean) ** 2 / 2
    if power == 1:
        return torch.special.xlogy(y, y) - torch.special.xlogy(y, mean) - y + mean
    if power == 2:
        return torch.log(mean / y) + y / mean - 1
    a, b = 1 - power, 2 - power
    return torch.clamp(y, min=0) ** b / (a * b) - y * mean**a / a + mean**b / b


def check_by_scikit_learn(each: torch.Tensor, mean: torch.Tensor, y: torch.Tensor, power: float) -> None:
    """PyTorch gives the gradient; the values are those of scikit-learn's metric."""
    from sklearn.metrics import mean_tweedie_deviance

    if each.numel() == 0 or each.dtype != torch.float64:
        return
    for value, one, other in zip(each.detach().ravel(), mean.detach().ravel(), y.ravel()):
        np.testing.assert_allclose(value, mean_tweedie_deviance([other], [one], power=power) / 2, rtol=1e-9, atol=1e-12)


@losses.component("soft-margin", "torch")
def soft_margin(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        # PyTorch's own overflows from 710 on.
        is_extreme = x.numel() > 0 and x.abs().max() > 80
        return functional.softplus(-y * x) if is_extreme else functional.soft_margin_loss(x, y, reduction="none")

    edges = {"extreme": ([1000, -1000, 0, 50], [1, 1, -1, -1])}
    elementwise(cases, values, [{}], target=signs, edges=edges)


@losses.component("hinge-embedding", "torch")
def hinge_embedding(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        return functional.hinge_embedding_loss(x, y, reduction="none", margin=options["margin"])

    edges = {"targets of 0": ([0.25, 3, -1], [0, 0, 0]), "extreme": ([1e4, 1e4, -1e4], [1, -1, -1])}
    elementwise(cases, values, [{"margin": 1}, {"margin": 2.5}], target=signs, edges=edges)


@losses.component("hinge", "keras", "torch")
def hinge(cases: LossCases) -> None:
    add_hinge(cases, "hinge")


@losses.component("squared-hinge", "keras", "torch")
def squared_hinge(cases: LossCases) -> None:
    add_hinge(cases, "squared_hinge")


def add_hinge(cases: LossCases, name: str) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, _: dict) -> torch.Tensor:
        import keras

        # Keras tells 0 and 1 from -1 and 1 by all targets together; in LML each 0 is -1.
        y = torch.where(y == 0, -1.0, y)
        return getattr(keras.losses, name)(y[..., None], x[..., None])

    edges = {"targets 0 and 1": ([0.5, 2, -3], [0, 1, 0]), "extreme": ([1e4, -1e4], [-1, -1])}
    elementwise(cases, values, [{}], target=signs, edges=edges)


@losses.component("bce", "torch")
def bce(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        weight = None if options["weight"] is None else torch.tensor(options["weight"], dtype=x.dtype)
        return functional.binary_cross_entropy(x, y, weight=weight, reduction="none")

    edges = {"certain": ([0, 1, 0, 1], [1, 0, 0, 1])}
    elementwise(cases, values, [{"weight": None}], prediction=shares, target=shares, edges=edges)
    add_class_weights(cases, values, {"weight": [0.5, 2, 1.25]})
    for name in ("matrix", "weights"):
        cases.add(f"{name}, refused: weights of another length", name, {"reduction": "mean", "weight": [1, 2]}, error="LML_SHAPE_MISMATCH")


@losses.component("bce-with-logits", "torch")
def bce_with_logits(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        own = {
            name: None if options[option] is None else torch.tensor(options[option], dtype=x.dtype)
            for name, option in (("weight", "weight"), ("pos_weight", "posWeight"))
        }
        y = y * (1 - options["labelSmoothing"]) + options["labelSmoothing"] / 2
        return functional.binary_cross_entropy_with_logits(x, y, reduction="none", **own)

    plain = {"weight": None, "posWeight": None, "labelSmoothing": 0}
    edges = {"extreme": ([200, -200, 1e4, -1e4], [0, 1, 1, 0]), "undecided": ([0, 0, 0], [0, 1, 0.5])}
    variants = [plain, {**plain, "posWeight": 3}, {**plain, "labelSmoothing": 0.125}]
    elementwise(cases, values, variants, target=shares, edges=edges)
    add_class_weights(cases, values, {**plain, "weight": [0.5, 2, 1.25]})
    add_class_weights(cases, values, {"weight": [0.5, 2, 1.25], "posWeight": [3, 1, 0.5], "labelSmoothing": 0.25})
    options = {"reduction": "mean", **plain, "posWeight": [1, 2]}
    cases.add("refused: weights of another length", "matrix", options, error="LML_SHAPE_MISMATCH")


def add_class_weights(cases: LossCases, values: Values, options: dict) -> None:
    title = ", ".join(name for name, value in options.items() if value)
    for reduction in REDUCTIONS:
        loss = lambda x, y, reduction=reduction: reduced(values(x, y, options), reduction, torch.tensor(float(x.numel())))  # noqa: E731
        cases.add(f"matrix, classes: {title}, {reduction}", "matrix", {"reduction": reduction, **options}, loss)


@losses.component("kl-div", "torch")
def kl_div(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        return functional.kl_div(x, y, reduction="none", log_target=options["logTarget"])

    def below_0(random: np.random.RandomState, shape: tuple[int, ...]) -> np.ndarray:
        return -positive(random, shape)

    edges = {"impossible": ([-1, -200, -0.5], [0, 0, 1])}
    elementwise(cases, values, [{"logTarget": False}], prediction=below_0, target=shares, edges=edges)
    cases.input("logarithms", prediction=below_0(np.random.RandomState(1), (4, 3)), target=below_0(np.random.RandomState(2), (4, 3)))
    for input, is_log in (("matrix", False), ("logarithms", True)):
        for reduction in ("mean", "batchmean", "sum", "none"):
            if input == "matrix" and reduction != "batchmean":
                continue
            options = {"reduction": reduction, "logTarget": is_log}
            loss = lambda x, y, reduction=reduction, is_log=is_log: functional.kl_div(x, y, reduction=reduction, log_target=is_log)  # noqa: E731
            cases.add(f"{input}, {reduction}, logTarget {is_log}", input, options, loss)

    def weighted(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        return (weight * functional.kl_div(x, y, reduction="none").sum(1)).sum() / weight.sum()

    cases.add("weights, batchmean", "weights", {"reduction": "batchmean", "logTarget": False}, weighted)


@losses.component("pinball", "scikit-learn", "torch")
def pinball(cases: LossCases) -> None:
    def values(x: torch.Tensor, y: torch.Tensor, options: dict) -> torch.Tensor:
        from sklearn.metrics import mean_pinball_loss

        q = options["quantiles"]
        each = torch.maximum(q * (y - x), (q - 1) * (y - x))
        if each.numel() > 0 and each.dtype == torch.float64:
            expected = mean_pinball_loss(y.ravel(), x.detach().ravel(), alpha=q)
            np.testing.assert_allclose(each.detach().mean(), expected)
        return each

    variants = [{"quantiles": 0.5}, {"quantiles": 0.875}]
    elementwise(cases, values, variants, edges={"extreme": ([1e4, -(2.0**30)], [-1e4, 0])})
    quantiles = [0.125, 0.5, 0.75]
    random = np.random.RandomState(109)
    cases.input("several", prediction=normal(random, (4, 3)), target=normal(random, (4,)))
    cases.input("several, positions", prediction=normal(random, (2, 2, 3)), target=normal(random, (2, 2)), weight=np.array([1.0, 3]))
    for input in ("several", "several, positions"):
        for reduction in REDUCTIONS:

            def loss(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | None = None, reduction: str = reduction) -> torch.Tensor:
                each = torch.stack([values(x[..., at], y, {"quantiles": q}) for at, q in enumerate(quantiles)], -1).mean(-1)
                weight = torch.ones_like(each) if weight is None else weight[:, None].expand(each.shape)
                return reduced(weight * each, reduction, weight.sum())

            cases.add(f"{input}, {reduction}", input, {"reduction": reduction, "quantiles": quantiles}, loss)
    cases.add("refused: another number of quantiles", "several", {"reduction": "mean", "quantiles": [0.5, 0.75]}, error="LML_SHAPE_MISMATCH")
    cases.add("refused: a quantile of 1", "vector", {"reduction": "mean", "quantiles": 1}, error="LML_INVALID_OPTIONS")
