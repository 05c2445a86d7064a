"""Schedules, by PyTorch."""

from collections.abc import Callable
from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, LRScheduler, OneCycleLR, ReduceLROnPlateau, SequentialLR

from schedulers import SchedulerCases, epochs, schedulers


def warm(optimizer: Optimizer, start: float, warmup: int, total: int, least: float) -> LRScheduler:
    parts = [
        LinearLR(optimizer, start_factor=start, end_factor=1.0, total_iters=warmup),
        CosineAnnealingLR(optimizer, T_max=total - warmup, eta_min=least),
    ]
    return SequentialLR(optimizer, parts, milestones=[warmup])


@schedulers.component("cosine", "torch")
def cosine(cases: SchedulerCases) -> None:
    def options(**changed: Any) -> dict:
        return {"warmup": 0, "warmupStart": 0, "min": 0, "unit": "step", "numbers": ["lr"], **changed}

    cases.add("to the end of the run", "20 updates of 20", options(), lambda o: CosineAnnealingLR(o, T_max=20))
    cases.add("to a total", "20 updates of 20", options(total=40, min=0.01), lambda o: CosineAnnealingLR(o, T_max=40, eta_min=0.01))
    cases.add("warm-up", "20 updates of 20", options(warmup=5, warmupStart=0.25), lambda o: warm(o, 0.25, 5, 20, 0))
    cases.add("warm-up, least value", "20 updates of 20", options(warmup=1, warmupStart=0.5, min=1e-3), lambda o: warm(o, 0.5, 1, 20, 1e-3))
    cases.add("by epochs", "20 updates, five an epoch", options(unit="epoch"), lambda o: epochs(CosineAnnealingLR(o, T_max=4)))
    cases.add_case("unknown length", "30 updates", options(), error="LML_INVALID_ARGUMENT", message="total of the scheduler")
    cases.add_case("refused: a warm-up below 0", "30 updates", options(warmup=-1), error="LML_INVALID_OPTIONS")


@schedulers.component("one-cycle", "torch")
def one_cycle(cases: SchedulerCases) -> None:
    defaults = {
        "pctStart": 0.3,
        "annealStrategy": "cos",
        "divFactor": 25,
        "finalDivFactor": 1e4,
        "cycleMomentum": True,
        "baseMomentum": 0.85,
        "maxMomentum": 0.95,
        "threePhase": False,
    }

    def make(total: int = 20, **changed: Any) -> Callable[[Optimizer], LRScheduler]:
        return lambda optimizer: OneCycleLR(optimizer, max_lr=0.1, total_steps=total + 1, **changed)

    usual = "20 updates of 20"
    both = ("lr", "momentum")
    cases.add("defaults", usual, {**defaults, "total": 21}, make(), *both)
    cases.add("linear", usual, {**defaults, "total": 21, "annealStrategy": "linear"}, make(anneal_strategy="linear"), *both)
    cases.add("three phases", usual, {**defaults, "total": 21, "threePhase": True}, make(three_phase=True), *both)
    changed = {"pctStart": 0.45, "divFactor": 4, "finalDivFactor": 10, "baseMomentum": 0.7, "maxMomentum": 0.9}
    torch_names = {"pct_start": 0.45, "div_factor": 4, "final_div_factor": 10, "base_momentum": 0.7, "max_momentum": 0.9}
    cases.add("other factors", usual, {**defaults, "total": 21, **changed}, make(**torch_names), *both)
    cases.add("a momentum that stays", usual, {**defaults, "total": 21, "cycleMomentum": False}, make(cycle_momentum=False), *both)
    cases.add("beta1 of Adam", "20 updates of 20, of Adam", {**defaults, "total": 21}, make(), "lr", "beta1")
    cases.add("a cycle longer than what is seen", usual, {**defaults, "total": 101}, make(100), *both)
    cases.add_case("unknown length", "30 updates", defaults, error="LML_INVALID_ARGUMENT", message="total of the scheduler")
    cases.add_case("refused: a part of 1", "30 updates", {**defaults, "pctStart": 1}, error="LML_INVALID_OPTIONS")


@schedulers.component("reduce-on-plateau", "torch")
def reduce_on_plateau(cases: SchedulerCases) -> None:
    defaults = {
        "monitor": "validation/loss",
        "mode": "min",
        "factor": 0.1,
        "patience": 10,
        "threshold": 1e-4,
        "thresholdMode": "rel",
        "cooldown": 0,
        "min": 0,
        "eps": 1e-8,
        "numbers": ["lr"],
    }
    torch_names = {"thresholdMode": "threshold_mode", "min": "min_lr"}

    def add(name: str, **changed: Any) -> None:
        own = {torch_names.get(option, option): value for option, value in changed.items()}
        cases.add(name, "some losses", {**defaults, **changed}, lambda o: ReduceLROnPlateau(o, **own))

    add("defaults")
    add("patience of 1", patience=1, factor=0.5)
    add("no patience", patience=0, factor=0.5)
    add("cooldown", patience=0, factor=0.5, cooldown=3)
    add("an absolute threshold", patience=1, factor=0.5, threshold=0.15, thresholdMode="abs")
    add("a relative threshold", patience=1, factor=0.5, threshold=0.15)
    add("upwards", patience=1, factor=0.5, mode="max")
    add("upwards, an absolute threshold", patience=0, factor=0.5, mode="max", threshold=0.01, thresholdMode="abs")
    add("a least rate", patience=0, factor=0.5, min=0.01)
    add("reductions that are too small", patience=0, factor=0.5, eps=0.02)
    cases.add_case("refused: a factor of 1", "some losses", {**defaults, "factor": 1}, error="LML_INVALID_OPTIONS")


@schedulers.component("sequential", "torch")
def sequential(cases: SchedulerCases) -> None:
    def cosines(*options: dict) -> list[dict]:
        return [{"name": "cosine", **own} for own in options]

    def make(optimizer: Optimizer) -> LRScheduler:
        parts = [CosineAnnealingLR(optimizer, T_max=6), CosineAnnealingLR(optimizer, T_max=14, eta_min=0.01)]
        return SequentialLR(optimizer, parts, milestones=[6])

    options = {"schedulers": cosines({}, {"min": 0.01}), "milestones": [6], "unit": "step"}
    cases.add("two", "20 updates of 20", options, make)

    def three(optimizer: Optimizer) -> LRScheduler:
        parts = [CosineAnnealingLR(optimizer, T_max=length) for length in (3, 5, 12)]
        return SequentialLR(optimizer, parts, milestones=[3, 8])

    options = {"schedulers": cosines({}, {}, {}), "milestones": [3, 8], "unit": "step"}
    cases.add("three", "20 updates of 20", options, three)
    refused = {"schedulers": cosines({}, {}), "unit": "step"}
    for name, milestones in {"no milestone": [], "a milestone of 0": [0]}.items():
        cases.add_case(f"refused: {name}", "30 updates", {**refused, "milestones": milestones}, error="LML_INVALID_OPTIONS")
    descending = {"schedulers": cosines({}, {}, {}), "milestones": [5, 3], "unit": "step"}
    cases.add_case("refused: milestones that descend", "30 updates", descending, error="LML_INVALID_OPTIONS")
