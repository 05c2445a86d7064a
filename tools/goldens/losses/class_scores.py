"""Losses of scores for classes that exclude each other, by PyTorch, and formulas of optax and Keras."""

from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced
from losses.classification import WEIGHTS

Values = Callable[[torch.Tensor, torch.Tensor, dict], torch.Tensor]
"""The value of each class at each position if it were the right one, `[batch, …, classes]`."""

PLAIN = {"weight": None, "ignoreIndex": -100}


def class_scores(
    cases: LossCases,
    values: Callable[[torch.Tensor, dict], torch.Tensor],
    variants: list[dict],
    of_logits: bool = True,
    probabilities: bool = True,
    over_samples: bool = False,
    seed: int = 106,
) -> None:
    """Cases of indices and probabilities, class and sample weights, ignored samples and extremes."""
    random = np.random.RandomState(seed)

    def scores(*shape: int) -> np.ndarray:
        drawn = random.standard_normal(shape) * 2
        return sixty_fourths(drawn if of_logits else -np.abs(drawn) - 0.125)

    def shares(*shape: int) -> np.ndarray:
        drawn = random.random_sample(shape)
        rounded = np.floor(drawn / drawn.sum(-1, keepdims=True) * 64) / 64
        rounded[..., :1] += 1 - rounded.sum(-1, keepdims=True)
        return rounded

    target = np.array([2, 0, 3, 1, 1])
    cases.input("classes", prediction=scores(5, 4), target=target)
    cases.input("some ignored", prediction=scores(5, 4), target=np.array([2, -100, 3, 1, -100]))
    cases.input("positions", prediction=scores(2, 3, 3), target=random.randint(0, 3, (2, 3)))
    cases.input("all ignored", prediction=scores(2, 3), target=np.array([-100, -100]))
    cases.input("an empty batch", prediction=scores(0, 3), target=np.zeros(0, dtype=np.int64))
    cases.input("weights", prediction=scores(3, 4), target=np.array([2, 0, 1]), weight=np.array([0.5, 2, 1]))
    extreme = [[200, -200, 0], [-1e4, 1e4, 0], [0, 1e4, 1e4]] if of_logits else [[0, -200, -1e4], [-1e4, 0, -50], [-1, -1, -0.5]]
    cases.input("extreme", prediction=np.array(extreme, dtype=float), target=np.array([0, 0, 1]))
    if probabilities:
        cases.input("probabilities", prediction=scores(4, 3), target=shares(4, 3))

    def add(input: str, options: dict, reduction: str) -> None:
        def loss(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | None = None) -> torch.Tensor:
            each = values(x, options)
            of_class = torch.tensor(options["weight"] or [1.0] * x.shape[-1], dtype=x.dtype)
            if y.is_floating_point():
                rows, total = y * of_class, torch.ones(y.shape[:-1], dtype=x.dtype)
            else:
                counts = (y != options["ignoreIndex"]).to(x.dtype)
                index = torch.where(y == options["ignoreIndex"], 0, y)
                rows = functional.one_hot(index, x.shape[-1]).to(x.dtype) * of_class * counts[..., None]
                total = counts if over_samples else counts * of_class[index]
            if weight is not None:
                rows, total = rows * weight[:, None], total * weight
            return reduced(torch.where(rows == 0, torch.zeros_like(each), rows * each).sum(-1), reduction, total.sum())

        cases.add(f"{input}{title(options)}, {reduction}", input, {"reduction": reduction, **options}, loss)

    def title(options: dict) -> str:
        return "".join(f", {name} {value}" for name, value in options.items() if PLAIN.get(name, 0) != value)

    for index, variant in enumerate(variants):
        options = {**PLAIN, **variant}
        for reduction in REDUCTIONS if index == 0 else ("mean", "none"):
            add("classes", options, reduction)
        add("extreme", options, "none")
        add("positions", {**options, "weight": WEIGHTS[3]}, "mean")
    first = {**PLAIN, **variants[0]}
    for input in ("some ignored", "all ignored", "an empty batch", "weights"):
        for reduction in ("mean", "none"):
            add(input, first, reduction)
    add("weights", {**first, "weight": WEIGHTS[4]}, "mean")
    if probabilities:
        for weight in (None, WEIGHTS[3]):
            add("probabilities", {**first, "weight": weight}, "mean")
    cases.add("refused: weights of another length", "classes", {"reduction": "mean", **first, "weight": [1, 2]}, error="LML_SHAPE_MISMATCH")


def check(each: torch.Tensor, reference: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """The value of each class, compared with what the reference gives where that class is the right one."""
    for index in range(x.shape[-1]):
        rows = x.detach().reshape(-1, x.shape[-1])
        if len(rows) == 0:
            continue
        expected = reference(rows, torch.full((len(rows),), index))
        np.testing.assert_allclose(each.detach().reshape(rows.shape)[:, index], expected, rtol=1e-5, atol=1e-6)
    return each


@losses.component("nll", "torch")
def nll(cases: LossCases) -> None:
    def values(x: torch.Tensor, _: dict) -> torch.Tensor:
        return check(-x, lambda rows, y: functional.nll_loss(rows, y, reduction="none"), x)

    class_scores(cases, values, [{}], of_logits=False)


@losses.component("poly-1", "torch")
def poly_1(cases: LossCases) -> None:
    def values(x: torch.Tensor, options: dict) -> torch.Tensor:
        # As optax.losses.poly_loss_cross_entropy.
        return -functional.log_softmax(x, -1) + options["epsilon"] * (1 - functional.softmax(x, -1))

    class_scores(cases, values, [{"epsilon": 2}, {"epsilon": -0.5}])


@losses.component("generalised-cross-entropy", "keras", "torch")
def generalised_cross_entropy(cases: LossCases) -> None:
    def values(x: torch.Tensor, options: dict) -> torch.Tensor:
        from keras.losses import categorical_generalized_cross_entropy

        each = (1 - torch.exp(options["q"] * functional.log_softmax(x, -1))) / options["q"]
        if x.abs().max() > 80 if x.numel() else True:
            return each
        return check(each, lambda rows, y: categorical_generalized_cross_entropy(y, rows.softmax(-1), q=options["q"]), x)

    class_scores(cases, values, [{"q": 0.5}, {"q": 1}])


@losses.component("softmax-focal", "keras", "torch")
def softmax_focal(cases: LossCases) -> None:
    def values(x: torch.Tensor, options: dict) -> torch.Tensor:
        from keras.losses import categorical_focal_crossentropy

        logarithms = functional.log_softmax(x, -1)
        each = -torch.clamp(-torch.expm1(logarithms), min=1e-12) ** options["gamma"] * logarithms
        if x.abs().max() > 80 if x.numel() else True:
            return each

        def reference(rows: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            right = functional.one_hot(y, rows.shape[-1]).to(rows.dtype)
            return categorical_focal_crossentropy(right, rows, alpha=1, gamma=options["gamma"], from_logits=True)

        return check(each, reference, x)

    class_scores(cases, values, [{"gamma": 2}, {"gamma": 0}, {"gamma": 1.5}])


@losses.component("multi-margin", "torch")
def multi_margin(cases: LossCases) -> None:
    def values(x: torch.Tensor, options: dict) -> torch.Tensor:
        own = {"p": options["p"], "margin": options["margin"]}
        rows = x.reshape(-1, x.shape[-1])
        if len(rows) == 0:
            return x * 0
        # The value of each class if it were the right one; with class weights of its own PyTorch multiplies it.
        each = [functional.multi_margin_loss(rows, torch.full((len(rows),), index), reduction="none", **own) for index in range(x.shape[-1])]
        return torch.stack(each, -1).reshape(x.shape)

    variants = [{"p": 1, "margin": 1}, {"p": 2, "margin": 0.5}, {"p": 1, "margin": 0}]
    class_scores(cases, values, variants, probabilities=False, over_samples=True)

    for reduction in REDUCTIONS:
        options = {"reduction": reduction, **PLAIN, "weight": WEIGHTS[4], "p": 2, "margin": 1}

        def loss(x: torch.Tensor, y: torch.Tensor, reduction: str = reduction) -> torch.Tensor:
            weight = torch.tensor(WEIGHTS[4], dtype=x.dtype)
            return functional.multi_margin_loss(x, y, p=2, margin=1, weight=weight, reduction=reduction)

        cases.add(f"classes, weights by PyTorch, {reduction}", "classes", options, loss)


@losses.component("categorical-hinge", "keras", "torch")
def categorical_hinge(cases: LossCases) -> None:
    def values(x: torch.Tensor, _: dict) -> torch.Tensor:
        from keras.losses import categorical_hinge as reference

        if x.numel() == 0:
            return x * 0
        right = torch.eye(x.shape[-1], dtype=x.dtype).expand(*x.shape, x.shape[-1])
        return reference(right, x[..., None, :].expand(right.shape))

    class_scores(cases, values, [{}], probabilities=False)

    shares = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125], [1, 0, 0]])
    cases.input("probabilities", prediction=np.array([[1, -0.5, 2], [0.25, 0.75, -3], [-1, -2, -0.5]]), target=shares)
    for reduction in REDUCTIONS:

        def loss(x: torch.Tensor, y: torch.Tensor, reduction: str = reduction) -> torch.Tensor:
            from keras.losses import categorical_hinge as reference

            return reduced(reference(y, x), reduction, torch.tensor(3.0))

        cases.add(f"probabilities, {reduction}", "probabilities", {"reduction": reduction, **PLAIN}, loss)


@losses.component("sparsemax", "optax", "torch")
def sparsemax(cases: LossCases) -> None:
    def values(x: torch.Tensor, _: dict) -> torch.Tensor:
        ordered = x.sort(-1, descending=True).values
        ranks = torch.arange(1, x.shape[-1] + 1, dtype=x.dtype)
        size = (1 + ranks * ordered > ordered.cumsum(-1)).sum(-1, keepdim=True)
        threshold = (torch.gather(ordered.cumsum(-1), -1, (size - 1).clamp(min=0)) - 1) / size
        probabilities = torch.relu(x - threshold)
        spread = (1 - (probabilities**2).sum(-1, keepdim=True)) / 2
        each = (probabilities * x).sum(-1, keepdim=True) - x + spread
        is_extreme = x.numel() == 0 or x.abs().max() > 80
        return each if is_extreme else check(each, reference, x)

    def reference(rows: torch.Tensor, y: torch.Tensor) -> np.ndarray:
        """optax's value, by JAX in float32."""
        import jax.numpy as jnp
        from optax.losses import multiclass_sparsemax_loss

        return np.array(multiclass_sparsemax_loss(jnp.asarray(rows.numpy(), dtype=jnp.float32), jnp.asarray(y.numpy())))

    class_scores(cases, values, [{}])
    cases.input("ties", prediction=np.array([[0, 0, 0], [2, 2, 1], [1.0, 0, 0]]), target=np.array([1, 2, 0]))

    def loss(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return values(x, {})[torch.arange(3), y]

    cases.add("ties", "ties", {"reduction": "none", **PLAIN}, loss)


@losses.component("distillation", "torch")
def distillation(cases: LossCases) -> None:
    random = np.random.RandomState(109)

    def scores(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape) * 2)

    def add_input(name: str, shape: tuple[int, ...], labels: list | np.ndarray | None, **more: np.ndarray) -> None:
        target = {"teacher": scores(*shape), **({} if labels is None else {"labels": np.array(labels)})}
        cases.input(name, prediction=scores(*shape), target=target, **more)

    add_input("classes", (5, 4), [2, 0, 3, 1, 1])
    add_input("some unknown", (3, 4), [2, -100, 1])
    add_input("probabilities", (3, 3), [[0.5, 0.25, 0.25], [0, 1, 0], [0.125, 0.125, 0.75]])
    add_input("positions", (2, 3, 3), [[0, 1, 2], [2, 2, 0]])
    add_input("one class", (2, 1), [0, 0])
    add_input("an empty batch", (0, 3), np.zeros(0, dtype=np.int64))
    add_input("weights", (3, 4), [2, 0, 1], weight=np.array([0.5, 2, 0]))
    extreme = {"teacher": np.array([[-200, 200, 0], [1e4, -1e4, 0]]), "labels": np.array([0, 0])}
    cases.input("extreme", prediction=np.array([[200, -200, 0], [-1e4, 1e4, 0]]), target=extreme)
    add_input("no labels", (3, 4), None)

    def add(name: str, temperature: float, alpha: float, reduction: str) -> None:
        def loss(x: torch.Tensor, target: dict[str, torch.Tensor], weight: torch.Tensor | None = None) -> torch.Tensor:
            rows = x.reshape(-1, x.shape[-1])
            wanted = (target["teacher"] / temperature).log_softmax(-1).reshape(rows.shape)
            apart = functional.kl_div((rows / temperature).log_softmax(-1), wanted, reduction="none", log_target=True).sum(-1)
            each = alpha * temperature**2 * apart
            if alpha < 1:
                labels = target["labels"]
                labels = labels.reshape(rows.shape) if labels.is_floating_point() else labels.reshape(-1)
                each = each + (1 - alpha) * functional.cross_entropy(rows, labels, reduction="none")
            each = each.reshape(x.shape[:-1])
            weight = torch.ones_like(each) if weight is None else weight
            return reduced(weight * each, reduction, weight.sum())

        options = {"temperature": temperature, "alpha": alpha, "reduction": reduction}
        cases.add(f"{name}, temperature {temperature}, alpha {alpha}, {reduction}", name, options, loss)

    for name in list(cases.arrays)[:-1]:
        for reduction in ("mean", "none"):
            add(name, 2, 0.5, reduction)
    for temperature, alpha in [(1, 0.5), (4, 0.25), (0.5, 0.75), (2, 0), (2, 1)]:
        for name in ("classes", "extreme"):
            add(name, temperature, alpha, "mean" if name == "classes" else "none")
    for reduction in REDUCTIONS:
        add("no labels", 4, 1, reduction)
    add("weights", 2, 0.5, "sum")
    cases.add("refused: no labels", "no labels", {"alpha": 0.5}, error="LML_INVALID_ARGUMENT", message="{ teacher, labels }")
    cases.input("a teacher of other classes", prediction=scores(2, 3), target={"teacher": scores(2, 4), "labels": np.array([0, 1])})
    cases.add("refused: a teacher of other classes", "a teacher of other classes", {}, error="LML_SHAPE_MISMATCH")
    cases.add("refused: temperature 0", "classes", {"temperature": 0}, error="LML_INVALID_OPTIONS")
    cases.add("refused: alpha above 1", "classes", {"alpha": 1.5}, error="LML_INVALID_OPTIONS")
