"""Losses of numbers against numbers, by PyTorch."""

import numpy as np
import torch
from torch.nn import functional

from golden_file import sixty_fourths
from losses import INFINITY, REDUCTIONS, LossCases, losses, reduced


@losses.component("mse", "torch")
def mse(cases: LossCases) -> None:
    random = np.random.RandomState(102)

    def pair(*shape: int) -> dict[str, np.ndarray]:
        return {part: sixty_fourths(random.standard_normal(shape) * 3) for part in ("prediction", "target")}

    same = sixty_fourths(random.standard_normal((3, 2)))
    cases.input("scalar", **pair())
    cases.input("vector", **pair(5))
    cases.input("one value", **pair(1))
    cases.input("matrix", **pair(4, 3))
    cases.input("image", **pair(2, 3, 3, 1))
    cases.input("empty", **pair(0, 3))
    cases.input("equal", prediction=same, target=same)
    cases.input(
        "extreme",
        prediction=np.array([2.0**40, -(2.0**40), 2.0**-40, 0]),
        target=np.array([0, 2.0**40, 0, 2.0**-60]),
    )
    cases.input("infinite", prediction=np.array([INFINITY, 1, 2]), target=np.array([1, 1, -INFINITY]))
    cases.input("infinite on both sides", prediction=np.array([INFINITY, 1]), target=np.array([INFINITY, 1]))
    cases.input("NaN", prediction=np.array([np.nan, 1, 2]), target=np.array([1, 0, 2.0]))
    valid = list(cases.arrays)
    cases.input("shapes that broadcast", prediction=pair(4, 1)["prediction"], target=pair(4)["target"])
    cases.input("shapes that differ", prediction=pair(4)["prediction"], target=pair(3)["target"])

    def add(name: str, reduction: str, **answer: str) -> None:
        loss = lambda prediction, target: functional.mse_loss(prediction, target, reduction=reduction)  # noqa: E731
        cases.add(f"{name}, {reduction}", name, {"reduction": reduction}, loss, **answer)

    for name in valid:
        for reduction in REDUCTIONS:
            add(name, reduction)
    for reduction in REDUCTIONS:
        add("shapes that broadcast", reduction, error="LML_SHAPE_MISMATCH", reason="Nothing broadcasts silently; PyTorch warns.")
    add("shapes that differ", "mean", error="LML_SHAPE_MISMATCH")

    cases.input("weights", **pair(4, 3), weight=np.array([0.5, 2, 0, 1]))
    for reduction in REDUCTIONS:

        def weighted(prediction: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
            values = weight[:, None] * functional.mse_loss(prediction, target, reduction="none")
            return reduced(values, reduction, 3 * weight.sum())

        cases.add(f"weights, {reduction}", "weights", {"reduction": reduction}, weighted, of=("prediction", "target"))
