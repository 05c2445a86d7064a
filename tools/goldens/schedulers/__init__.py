"""Schedules of PyTorch: the hyper-numbers of the optimizer, by group of parameters, for each of a hundred updates."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.optim import SGD, Adam, Optimizer
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts, ReduceLROnPlateau

from golden_cases import Cases, Package

UPDATES, AN_EPOCH = 100, 5
BASE = {"lr": 0.1, "momentum": 0.9}
GROUPS = {**BASE, "lr@*/bias": 0.02, "momentum@*/bias": 0.5}
ADAM = {"lr": 0.1, "beta1": 0.9, "beta2": 0.999}


def losses() -> list[float]:
    """Losses that fall, with noise, and one that is none."""
    noise = np.random.RandomState(310).standard_normal(UPDATES)
    return [round(1 / (1 + step / 10) + 0.05 * noise[step], 3) if step != 40 else float("nan") for step in range(UPDATES)]


def total(updates: int) -> dict:
    return {"steps": updates, "epochs": updates // AN_EPOCH}


class SchedulerCases(Cases):
    """The cases of a scheduler."""

    def __init__(self, kind: str, component: str) -> None:
        super().__init__(kind, component)
        usual = {"length": UPDATES, "stepsPerEpoch": AN_EPOCH, "total": total(UPDATES)}
        self.input("a run", base=BASE, **usual)
        self.input("two groups", base=GROUPS, **usual)
        self.input("Adam", base=ADAM, **usual)
        self.input("a run of 50", base=GROUPS, **{**usual, "total": total(50)})
        self.input("a run without end", base=BASE, length=UPDATES)
        self.input("some losses", base=GROUPS, length=UPDATES, observed=losses())

    def add(self, name: str, input: str, options: dict, make: Callable[[Optimizer], Any], *names: str, **answer: Any) -> None:
        """Of the scheduler that `make` gives for an optimizer, the numbers in `names` are expected, by default all rates."""
        given = self.inputs[input]
        wanted = names or tuple(name for name in given["base"] if name.startswith("lr"))
        self.add_case(name, input, options, lambda: run(make, given, options.get("unit", "step"), wanted), **answer)


def run(make: Callable[[Optimizer], Any], given: dict, unit: str, names: tuple[str, ...]) -> dict:
    optimizer = optimizer_of(given["base"])
    scheduler = make(optimizer)
    found: dict[str, list[float]] = {name: [] for name in names}
    for update in range(given["length"]):
        for name in names:
            found[name].append(number_of(optimizer, name))
        optimizer.step()
        advance(scheduler, update + 1, unit, given)
    return found


def advance(scheduler: Any, updates: int, unit: str, given: dict) -> None:
    """After so many updates."""
    if isinstance(scheduler, ReduceLROnPlateau):
        scheduler.step(float(given["observed"][updates - 1]))
    elif isinstance(scheduler, CosineAnnealingWarmRestarts) and unit == "fractional-epoch":
        scheduler.step(updates / AN_EPOCH)
    elif unit == "step" or updates % AN_EPOCH == 0:
        scheduler.step()


def optimizer_of(base: dict) -> Optimizer:
    def parameter() -> torch.Tensor:
        return torch.zeros(1, dtype=torch.float64, requires_grad=True)

    if "beta1" in base:
        return Adam([parameter()], lr=base["lr"])
    groups: list[dict] = [{"params": [parameter()]}]
    if "lr@*/bias" in base:
        groups.append({"params": [parameter()], "lr": base["lr@*/bias"], "momentum": base["momentum@*/bias"]})
    return SGD(groups, lr=base["lr"], momentum=base["momentum"])


def number_of(optimizer: Optimizer, name: str) -> float:
    """PyTorch multiplies from update to update, which leaves a rest of rounding where the formula has 0."""
    own, _, group = name.partition("@")
    values = optimizer.param_groups[1 if group else 0]
    value = float(values["betas"][0] if own == "beta1" else values[own])
    return 0.0 if abs(value) < 1e-15 else value


def rates_of(optimizer: Optimizer) -> list[float]:
    return [group["lr"] for group in optimizer.param_groups]


schedulers = Package("optimizers", "scheduler", SchedulerCases)
