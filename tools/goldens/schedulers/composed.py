"""Schedules that are put together, by PyTorch."""

from collections.abc import Callable
from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    ExponentialLR,
    LinearLR,
    LRScheduler,
    MultiStepLR,
    SequentialLR,
    StepLR,
)
from torch.optim.swa_utils import SWALR

from schedulers import SchedulerCases, rates_of, schedulers

Make = Callable[[Optimizer], LRScheduler]


@schedulers.component("sequential", "torch")
def sequential(cases: SchedulerCases) -> None:
    def add(name: str, input: str, parts: list[tuple[dict, Make]], milestones: list[int], unit: str = "step") -> None:
        written = [{"unit": unit, **own} for own, _ in parts]
        options = {"schedulers": written, "milestones": milestones, "unit": unit}
        cases.add(name, input, options, lambda o: SequentialLR(o, [make(o) for _, make in parts], milestones=milestones))

    constant = ({"name": "constant", "factor": 0.1, "total": 20}, lambda o: ConstantLR(o, factor=0.1, total_iters=20))
    exponential = ({"name": "exponential", "gamma": 0.9}, lambda o: ExponentialLR(o, 0.9))
    linear = ({"name": "linear", "startFactor": 0.1, "total": 4}, lambda o: LinearLR(o, 0.1, total_iters=4))

    def cosine(total: int, least: float = 0) -> tuple[dict, Make]:
        return {"name": "cosine-annealing", "min": least}, lambda o: CosineAnnealingLR(o, total, eta_min=least)

    add("a constant, then a power", "two groups", [constant, exponential], [20])
    add("cosines, each to the next milestone", "a run", [cosine(30), cosine(70, 0.01)], [30])
    add("three", "a run of 50", [linear, cosine(16), cosine(30)], [4, 20])
    add("by epochs", "two groups", [linear, cosine(16, 0.001)], [4], "epoch")
    refused = {"schedulers": [{"name": "cosine-annealing"}] * 2, "unit": "step"}
    for name, milestones in {"no milestone": [], "a milestone of 0": [0]}.items():
        cases.add_case(f"refused: {name}", "a run", {**refused, "milestones": milestones}, error="LML_INVALID_OPTIONS")
    descending = {"schedulers": [{"name": "cosine-annealing"}] * 3, "milestones": [5, 3], "unit": "step"}
    cases.add_case("refused: milestones that descend", "a run", descending, error="LML_INVALID_OPTIONS")


@schedulers.component("chained", "torch")
def chained(cases: SchedulerCases) -> None:
    def add(name: str, input: str, *parts: tuple[dict, Make], **answer: Any) -> None:
        options = {"schedulers": [own for own, _ in parts]}
        cases.add(name, input, options, lambda o: ChainedScheduler([make(o) for _, make in parts]), **answer)

    constant = ({"name": "constant", "factor": 0.1, "total": 20}, lambda o: ConstantLR(o, factor=0.1, total_iters=20))
    exponential = ({"name": "exponential", "gamma": 0.95}, lambda o: ExponentialLR(o, 0.95))
    linear = ({"name": "linear", "startFactor": 0.01, "total": 10}, lambda o: LinearLR(o, 0.01, total_iters=10))
    steps = ({"name": "step", "stepSize": 25, "gamma": 0.5}, lambda o: StepLR(o, 25, gamma=0.5))
    milestones = ({"name": "multi-step", "milestones": [7, 60]}, lambda o: MultiStepLR(o, [7, 60]))
    cosine = ({"name": "cosine-annealing"}, lambda o: CosineAnnealingLR(o, 100))
    add("a constant and a power", "two groups", constant, exponential)
    add("a warm-up and steps", "a run", linear, steps)
    add("a warm-up and a cosine", "two groups", linear, cosine)
    add("three", "a run", milestones, exponential, linear)
    add("one", "a run", exponential)
    cases.add_case("refused: none", "a run", {"schedulers": []}, error="LML_INVALID_OPTIONS")


class Averaged:
    """One schedule after another, as PyTorch's guide uses SWALR: what averages goes on from the rate that it finds."""

    def __init__(self, before: LRScheduler | None, averaging: SWALR, start: int) -> None:
        self.before, self.averaging, self.start, self.steps = before, averaging, start, 0

    def step(self) -> None:
        self.steps += 1
        if self.steps > self.start:
            self.averaging.step()
        elif self.before is not None:
            self.before.step()


@schedulers.component("swa-lr", "torch")
def swa_lr(cases: SchedulerCases) -> None:
    def add(name: str, input: str, start: int, factor: float, before: tuple[dict, Make] | None = None, **changed: Any) -> None:
        own = {"annealing": 10, "annealStrategy": "cos", "unit": "step", **changed}
        options = {"start": start, "factor": factor, "numbers": ["lr"], **own}

        def make(optimizer: Optimizer) -> Any:
            rates = [factor * rate for rate in rates_of(optimizer)]
            first = None if before is None else before[1](optimizer)
            averaging = SWALR(optimizer, rates, anneal_epochs=own["annealing"], anneal_strategy=own["annealStrategy"])
            return Averaged(first, averaging, start)

        scheduler = None if before is None else {"unit": own["unit"], **before[0]}
        cases.add(name, input, {**options, "scheduler": scheduler}, make)

    exponential = ({"name": "exponential", "gamma": 0.95}, lambda o: ExponentialLR(o, 0.95))
    cosine = ({"name": "cosine-annealing", "total": 60}, lambda o: CosineAnnealingLR(o, 60))
    add("nothing before", "two groups", 30, 0.5)
    add("a power before", "a run", 50, 0.5, exponential)
    add("a cosine before, linear", "two groups", 40, 0.2, cosine, annealing=25, annealStrategy="linear")
    add("from the beginning", "a run", 0, 0.1, annealing=40)
    add("upwards", "a run", 10, 2, annealing=5)
    add("by epochs", "two groups", 8, 0.3, exponential, annealing=4, unit="epoch")
    for name, changed in {"a start below 0": {"start": -1}, "a factor below 0": {"factor": -1}}.items():
        options = {"start": 5, "factor": 0.5, "unit": "step", "numbers": ["lr"], **changed}
        cases.add_case(f"refused: {name}", "a run", options, error="LML_INVALID_OPTIONS")
