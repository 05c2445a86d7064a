"""Schedules of PyTorch: the hyper-numbers of the optimizer for each of some updates."""

from collections.abc import Callable
from typing import Any

import torch
from torch.optim import SGD, Adam, Optimizer
from torch.optim.lr_scheduler import LRScheduler, ReduceLROnPlateau

from golden_cases import Cases, Package

BASE = {"lr": 0.1, "momentum": 0.9}
LOSSES = [1, 0.9, 0.89995, 0.9, 0.95, 0.7, 0.7, 0.7, float("nan"), 0.7, 0.69, 0.69, 0.69, 0.69, 0.69, 0.69]


class SchedulerCases(Cases):
    """The cases of a scheduler."""

    def __init__(self, kind: str, component: str) -> None:
        super().__init__(kind, component)
        self.input("30 updates", base=BASE, length=30)
        self.input("30 updates of 20", base=BASE, length=30, total={"steps": 20, "epochs": 20})
        self.input("20 updates of 20", base=BASE, length=20, total={"steps": 20, "epochs": 5}, stepsPerEpoch=4)
        self.input("20 updates of 20, of Adam", base={"lr": 0.1, "beta1": 0.9, "beta2": 0.999}, length=20, total={"steps": 20})
        self.input("20 updates, five an epoch", base=BASE, length=20, stepsPerEpoch=5, total={"steps": 20, "epochs": 4})
        self.input("some losses", base=BASE, length=len(LOSSES) + 1, observed=LOSSES)

    def add(self, name: str, input: str, options: dict, make: Callable[[Optimizer], Any], *names: str, **answer: Any) -> None:
        """Of the scheduler that `make` gives for an optimizer, the numbers in `names` are expected, by default the rate."""
        self.add_case(name, input, options, lambda: run(make, self.inputs[input], names or ("lr",)), **answer)


def run(make: Callable[[Optimizer], Any], given: dict, names: tuple[str, ...]) -> dict:
    weight = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    base = given["base"]
    is_adam = "beta1" in base
    optimizer = Adam([weight], lr=base["lr"]) if is_adam else SGD([weight], lr=base["lr"], momentum=base["momentum"])
    scheduler = make(optimizer)
    found: dict[str, list[float]] = {name: [] for name in names}
    for step in range(given["length"]):
        group = optimizer.param_groups[0]
        for name in names:
            found[name].append(float(group["betas"][0] if name == "beta1" else group[name]))
        optimizer.step()
        if isinstance(scheduler, ReduceLROnPlateau):
            if step < len(LOSSES):
                scheduler.step(LOSSES[step])
        elif (step + 1) % given.get("stepsPerEpoch", 1) == 0 or not by_epoch(scheduler):
            scheduler.step()
    return found


def by_epoch(scheduler: LRScheduler) -> bool:
    return getattr(scheduler, "by_epoch", False)


def epochs(scheduler: LRScheduler) -> LRScheduler:
    scheduler.by_epoch = True
    return scheduler


schedulers = Package("optimizers", "scheduler", SchedulerCases)
