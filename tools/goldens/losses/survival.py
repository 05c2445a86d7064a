"""Losses of times until an event, by pycox; Efron's ties by their formula, event by event."""

from collections.abc import Callable

import numpy as np
import torch

from golden_file import sixty_fourths
from losses import REDUCTIONS, LossCases, losses, reduced


def normal(random: np.random.RandomState, *shape: int) -> np.ndarray:
    return sixty_fourths(random.standard_normal(shape))


@losses.component("cox", "pycox", "torch")
def cox(cases: LossCases) -> None:
    random = np.random.RandomState(301)

    def add_input(name: str, prediction: np.ndarray, time: list[float], event: list[float], **more: np.ndarray) -> None:
        cases.input(name, prediction=prediction, target={"time": np.array(time, dtype=float), "event": np.array(event, dtype=float)}, **more)

    add_input("no ties", normal(random, 6), [3, 1, 4, 1.5, 5, 9], [1, 1, 0, 1, 1, 0])
    add_input("ties", normal(random, 7), [2, 1, 2, 2, 3, 1, 2], [1, 1, 1, 0, 1, 1, 1])
    add_input("one time", normal(random, 4), [2, 2, 2, 2], [1, 1, 0, 1])
    add_input("all censored", normal(random, 3), [1, 2, 3], [0, 0, 0])
    add_input("one sample", normal(random, 1), [1], [1])
    add_input("extreme", np.array([1e4, -1e4, 200, 0, -200, 1e4]), [1, 2, 3, 3, 4, 5], [1, 1, 1, 1, 1, 1])
    add_input("weights", normal(random, 6), [3, 1, 2, 2, 5, 2], [1, 1, 1, 1, 0, 0], weight=np.array([0.5, 2, 1, 1, 0.25, 3]))
    add_input("weights of ties", normal(random, 5), [2, 1, 2, 2, 3], [1, 1, 1, 0, 1], weight=np.array([0.5, 2, 1.5, 1, 0.25]))
    cases.input("columns", prediction=normal(random, 4, 1),
                target={"time": np.array([[3.0], [1], [2], [2]]), "event": np.array([[1.0], [1], [0], [1]])})  # fmt: skip

    def by_pycox(x: torch.Tensor, target: dict[str, torch.Tensor]) -> torch.Tensor:
        from pycox.models.loss import cox_ph_loss

        # Without the 1e-7 that it adds to sums by default.
        return cox_ph_loss(x, target["time"], target["event"], eps=0)

    for name in ("no ties", "one sample"):
        cases.add(f"{name}, pycox", name, {}, by_pycox)

    def add(name: str, ties: str, reduction: str) -> None:
        def loss(x: torch.Tensor, target: dict[str, torch.Tensor], weight: torch.Tensor | None = None) -> torch.Tensor:
            time, event = target["time"].reshape(-1), target["event"].reshape(-1)
            weight = torch.ones_like(event) if weight is None else weight
            each = values(x.reshape(-1), time, event, weight, ties)
            return reduced(each, reduction, (weight * event).sum())

        cases.add(f"{name}, {ties}, {reduction}", name, {"ties": ties, "reduction": reduction}, loss, right_in_float32=name != "extreme")

    for ties in ("breslow", "efron"):
        for name in ("no ties", "ties", "one time", "weights", "weights of ties"):
            for reduction in REDUCTIONS:
                add(name, ties, reduction)
        for name in ("extreme", "columns"):
            add(name, ties, "none")
        for reduction in ("sum", "none"):
            add("all censored", ties, reduction)
        cases.add(f"all censored, {ties}, mean", "all censored", {"ties": ties}, expected={"value": np.array(np.nan)})
    cases.input("no times", prediction=normal(random, 3), target={"event": np.array([1.0, 0, 1])})
    cases.add("refused: no times", "no times", {}, error="LML_INVALID_ARGUMENT", message="time")
    add_input("other lengths", normal(random, 3), [1, 2], [1, 1])
    cases.input("a row", prediction=normal(random, 3, 2), target={"time": np.ones((3, 2)), "event": np.ones((3, 2))})
    for name in ("other lengths", "a row"):
        cases.add(f"refused: {name}", name, {}, error="LML_SHAPE_MISMATCH")
    cases.add("refused: other ties", "ties", {"ties": "exact"}, error="LML_INVALID_OPTIONS")


def values(x: torch.Tensor, time: torch.Tensor, event: torch.Tensor, weight: torch.Tensor, ties: str) -> torch.Tensor:
    """What each event adds, one after the other."""
    each = []
    for i in range(len(x)):
        if event[i] == 0:
            each.append(x[i] * 0)
            continue
        at_risk = time >= time[i]
        tied = (time == time[i]) & (event == 1)
        counts, of_logarithm = weight * at_risk, weight[i]
        if ties == "efron":
            before = int(tied[:i].sum())
            counts = counts - before / tied.sum() * weight * tied
            of_logarithm = weight[tied].mean()
        total = torch.logsumexp(torch.where(counts > 0, x + torch.log(counts), -torch.inf), 0)
        each.append(of_logarithm * total - weight[i] * x[i])
    return torch.stack(each)


@losses.component("discrete-hazard", "pycox", "torch")
def discrete_hazard(cases: LossCases) -> None:
    random = np.random.RandomState(302)

    def add_input(name: str, prediction: np.ndarray, index: np.ndarray, event: np.ndarray, **more: np.ndarray) -> None:
        cases.input(name, prediction=prediction, target={"index": np.array(index), "event": np.array(event, dtype=float)}, **more)

    add_input("samples", normal(random, 6, 4), [0, 1, 2, 3, 1, 3], [1, 1, 0, 0, 1, 1])
    add_input("one interval", normal(random, 3, 1), [0, 0, 0], [1, 0, 1])
    add_input("all censored", normal(random, 3, 4), [0, 2, 3], [0, 0, 0])
    add_input("positions", normal(random, 2, 3, 3), [[0, 1, 2], [2, 1, 0]], [[1, 0, 1], [0, 1, 1]])
    add_input("extreme", np.array([[200, -200, 1e4], [-1e4, -200, 1e4], [0, 80, -80]]), [1, 2, 2], [1, 0, 1])
    add_input("an empty batch", np.zeros((0, 3)), np.zeros(0, dtype=np.int64), np.zeros(0))
    add_input("weights", normal(random, 4, 3), [0, 1, 2, 1], [1, 0, 1, 1], weight=np.array([0.5, 2, 0, 1]))

    def loss_of(reduction: str) -> Callable[..., torch.Tensor]:
        def loss(x: torch.Tensor, target: dict[str, torch.Tensor], weight: torch.Tensor | None = None) -> torch.Tensor:
            from pycox.models.loss import NLLLogistiHazardLoss

            shape = x.shape[:-1]
            if x.numel() == 0:
                return reduced(x.sum(-1), reduction, torch.tensor(0.0))
            rows = x.reshape(-1, x.shape[-1])
            each = NLLLogistiHazardLoss("none")(rows, target["index"].reshape(-1), target["event"].reshape(-1)).reshape(shape)
            weight = torch.ones(shape, dtype=x.dtype) if weight is None else weight
            return reduced(weight * each, reduction, weight.sum())

        return loss

    for name in cases.arrays:
        for reduction in REDUCTIONS:
            cases.add(f"{name}, {reduction}", name, {"reduction": reduction}, loss_of(reduction))
    add_input("an index out of range", normal(random, 2, 3), [3, 1], [1, 1])
    cases.add("an index out of range", "an index out of range", {}, expected={"value": np.array(np.nan)},
              reason="The reference refuses it; no value is read back in LML.")  # fmt: skip
    add_input("indices of another length", normal(random, 2, 3), [1, 1, 1], [1, 1, 1])
    cases.add("refused: indices of another length", "indices of another length", {}, error="LML_SHAPE_MISMATCH")
    cases.input("no events", prediction=normal(random, 2, 3), target={"index": np.array([1, 1])})
    cases.add("refused: no events", "no events", {}, error="LML_INVALID_ARGUMENT", message="event")

