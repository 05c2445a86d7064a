"""Losses with weights of their own, by PyTorch."""

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced


def normal(random: np.random.RandomState, *shape: int) -> np.ndarray:
    return sixty_fourths(random.standard_normal(shape))


@losses.component("linear-cross-entropy", "torch")
def linear_cross_entropy(cases: LossCases) -> None:
    random = np.random.RandomState(401)
    kernels = {"kernel": normal(random, 4, 3)}
    both = {**kernels, "bias": normal(random, 3)}
    shares = np.array([[0.5, 0.25, 0.25], [0, 1, 0], [0.125, 0.125, 0.75]])
    for suffix, state in {"": kernels, ", bias": both}.items():
        cases.input(f"classes{suffix}", prediction=normal(random, 5, 4), target=np.array([2, 0, 1, -100, 1]), state=state)
        cases.input(f"probabilities{suffix}", prediction=normal(random, 3, 4), target=shares, state=state)
        cases.input(f"positions{suffix}", prediction=normal(random, 2, 3, 4), target=np.array([[0, 1, 2], [2, 2, 0]]), state=state)
    cases.input("weights", prediction=normal(random, 3, 4), target=np.array([2, 0, 1]), weight=np.array([0.5, 2, 1]), state=both)
    cases.input("all ignored", prediction=normal(random, 2, 4), target=np.array([-100, -100]), state=kernels)
    cases.input("extreme", prediction=normal(random, 2, 4) * 4096, target=np.array([0, 2]), state=kernels)

    def add(name: str, reduction: str, weight: list[float] | None = None, smoothing: float = 0) -> None:
        def loss(x: torch.Tensor, y: torch.Tensor, w: torch.Tensor | None = None, *, state: dict[str, torch.Tensor]) -> torch.Tensor:
            of_class = None if weight is None else torch.tensor(weight, dtype=x.dtype)
            rows, target = x.reshape(-1, x.shape[-1]), y if y.is_floating_point() else y.reshape(-1)

            def reference(how: str) -> torch.Tensor:
                module = torch.nn.LinearCrossEntropyLoss(
                    4, 3, bias="bias" in state, weight=of_class, reduction=how, label_smoothing=smoothing, options=None, dtype=x.dtype
                )
                named = {"linear.weight": state["kernel"].T, **({"linear.bias": state["bias"]} if "bias" in state else {})}
                return torch.func.functional_call(module, named, (rows, target))

            if w is None:
                value = reference(reduction)
                return value.reshape(x.shape[:-1]) if reduction == "none" else value
            total = w * (1 if of_class is None else of_class[y])
            return reduced(w * reference("none"), reduction, total.sum())

        options = {"inFeatures": 4, "numClasses": 3, "bias": "bias" in cases.arrays[name]["state"], "weight": weight, "labelSmoothing": smoothing}
        title = "".join(f", {option} {value}" for option, value in (("weight", weight), ("smoothing", smoothing)) if value)
        cases.add(f"{name}{title}, {reduction}", name, {"reduction": reduction, **options}, loss)

    for suffix in ("", ", bias"):
        for reduction in REDUCTIONS:
            add(f"classes{suffix}", reduction)
            add(f"probabilities{suffix}", reduction, [0.5, 2, 1.25], 0.125)
        add(f"positions{suffix}", "mean", [0.5, 2, 1.25])
        add(f"positions{suffix}", "none", smoothing=0.25)
        add(f"classes{suffix}", "mean", [0.5, 2, 1.25], 0.25)
    for reduction in REDUCTIONS:
        add("weights", reduction, [0.5, 2, 1.25])
    for name in ("all ignored", "extreme"):
        add(name, "none")
    add("all ignored", "mean")
    cases.add("refused: other features", "classes", {"inFeatures": 5, "numClasses": 3}, error="LML_SHAPE_MISMATCH",
              reason="The weights that are loaded are of another shape.")  # fmt: skip


@losses.component("adaptive-log-softmax", "torch")
def adaptive_log_softmax(cases: LossCases) -> None:
    random = np.random.RandomState(402)

    def add_input(name: str, shape: tuple[int, ...], target: list, cutoffs: list[int], classes: int, div: float = 4, bias: bool = False,
                  scale: float = 1, **more: np.ndarray) -> None:  # fmt: skip
        features, ends = shape[-1], [*cutoffs[1:], classes]
        state = {"head/kernel": normal(random, features, cutoffs[0] + len(cutoffs))}
        if bias:
            state["head/bias"] = normal(random, cutoffs[0] + len(cutoffs))
        for index, (begin, end) in enumerate(zip(cutoffs, ends)):
            size = int(features // div ** (index + 1))
            state |= {f"tail_{index}/projection": normal(random, features, size), f"tail_{index}/kernel": normal(random, size, end - begin)}
        cases.input(name, prediction=normal(random, *shape) * scale, target=np.array(target), state=state, **more)
        variants[name] = {"inFeatures": features, "numClasses": classes, "cutoffs": cutoffs, "divValue": div, "headBias": bias}

    variants: dict[str, dict] = {}
    add_input("two clusters", (7, 16), [0, 1, 2, 3, 5, 9, 8], [2, 5], 10)
    add_input("one cluster, bias", (5, 8), [0, 4, 3, 2, 2], [2], 5, bias=True)
    add_input("three clusters", (6, 9), [0, 1, 2, 3, 4, 5], [1, 2, 4], 6, div=2)
    add_input("frequent ones alone", (3, 4), [0, 1, 0], [2], 4, div=2)
    add_input("rare ones alone", (3, 4), [3, 2, 3], [2], 4, div=2)
    add_input("positions", (2, 3, 4), [[0, 1, 3], [2, 2, 0]], [2], 4, div=2)
    add_input("weights", (4, 4), [0, 3, 1, 2], [2], 4, div=2, weight=np.array([0.5, 2, 0, 1]))
    add_input("extreme", (3, 4), [0, 3, 1], [2], 4, div=2, scale=4096)
    add_input("a class out of range", (2, 4), [4, 0], [2], 4, div=2)

    def add(name: str, reduction: str) -> None:
        own = variants[name]

        def loss(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | None = None, *, state: dict[str, torch.Tensor]) -> torch.Tensor:
            module = torch.nn.AdaptiveLogSoftmaxWithLoss(
                own["inFeatures"], own["numClasses"], own["cutoffs"], own["divValue"], own["headBias"], dtype=x.dtype
            )
            named = {"head.weight": state["head/kernel"].T}
            if own["headBias"]:
                named["head.bias"] = state["head/bias"]
            for index in range(len(own["cutoffs"])):
                named |= {f"tail.{index}.0.weight": state[f"tail_{index}/projection"].T, f"tail.{index}.1.weight": state[f"tail_{index}/kernel"].T}
            found = torch.func.functional_call(module, named, (x.reshape(-1, x.shape[-1]), y.reshape(-1)))
            each = -found.output.reshape(y.shape)
            if weight is None and reduction == "mean":
                return found.loss
            weight = torch.ones_like(each) if weight is None else weight
            return reduced(weight * each, reduction, weight.sum())

        cases.add(f"{name}, {reduction}", name, {"reduction": reduction, **own}, loss)

    for name in list(variants)[:-1]:
        for reduction in REDUCTIONS if name in ("two clusters", "weights") else ("mean", "none"):
            add(name, reduction)
    out = variants["a class out of range"]
    cases.add("a class out of range", "a class out of range", out, expected={"value": np.array(np.nan)},
              reason="The reference refuses it; no value is read back in LML.")  # fmt: skip
    wrong = {"cutoffs that fall": [3, 2], "equal cutoffs": [2, 2], "a cutoff beyond the classes": [2, 4], "no cutoffs": [], "a cutoff at 0": [0, 2]}
    for title, cutoffs in wrong.items():
        cases.add(f"refused: {title}", "weights", {**variants["weights"], "cutoffs": cutoffs}, error="LML_INVALID_OPTIONS")


@losses.component("multi-head", "torch")
def multi_head(cases: LossCases) -> None:
    random = np.random.RandomState(403)
    for name, size in {"two": 2, "three": 3}.items():
        state = {"logVariances": sixty_fourths(random.standard_normal(size))}
        target = [normal(random, 4, 2) for _ in range(size)]
        for suffix, own in {"": state, ", from the beginning": {"logVariances": np.zeros(size)}}.items():
            cases.input(f"{name} heads{suffix}", prediction=normal(random, size, 4, 2), target=target, parts=size, state=own)
    kinds = [("mse", functional.mse_loss), ("l1", functional.l1_loss), ("smooth-l1", functional.smooth_l1_loss)]

    def learnt(x: torch.Tensor, targets: list[torch.Tensor], *, state: dict[str, torch.Tensor]) -> torch.Tensor:
        """Kendall, Gal, Cipolla 2017, with twice its factors."""
        terms = [loss(output, target) for (_, loss), output, target in zip(kinds, x, targets)]
        return sum(torch.exp(-s) * term + s for s, term in zip(state["logVariances"], terms))

    for name, arrays in cases.arrays.items():
        losses_by_name = {str(index): {"name": kind} for index, (kind, _) in enumerate(kinds[: len(arrays["target"])])}
        cases.add(f"{name}, learnt weights", name, {"losses": losses_by_name, "weights": "learnt"}, learnt)
    summed = {"losses": {"0": {"name": "mse", "reduction": "sum"}, "1": {"name": "mse"}}, "weights": "learnt"}
    cases.add("refused: sums with learnt weights", "two heads", summed, error="LML_INVALID_OPTIONS", message="losses.0")
