"""Schedules that rise and fall, by PyTorch."""

from collections.abc import Callable
from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts, CyclicLR, LRScheduler, OneCycleLR

from schedulers import SchedulerCases, rates_of, schedulers

USUAL = {"unit": "step", "numbers": ["lr"]}
BOTH = ("lr", "momentum")
ALL = ("lr", "lr@*/bias", "momentum", "momentum@*/bias")


@schedulers.component("cosine-warm-restarts", "torch")
def cosine_warm_restarts(cases: SchedulerCases) -> None:
    def add(name: str, input: str, period: int, factor: int = 1, least: float = 0, **options: Any) -> None:
        written = {**USUAL, "period": period, "periodFactor": factor, "min": least, **options}
        cases.add(name, input, written, lambda o: CosineAnnealingWarmRestarts(o, period, T_mult=factor, eta_min=least))

    add("defaults", "two groups", 10)
    add("each twice as long", "a run", 3, 2)
    add("each three times as long", "two groups", 2, 3, 0.01)
    add("cycles of 1", "a run", 1)
    add("beyond the run", "a run", 300, 2)
    add("by epochs", "two groups", 3, 2, unit="epoch")
    add("by fractions of epochs", "two groups", 3, 1, 0.001, unit="fractional-epoch")
    add("by fractions of epochs, each twice as long", "a run", 2, 2, unit="fractional-epoch")
    options = {**USUAL, "period": 5, "periodFactor": 1, "min": 0}
    fractional = {**options, "unit": "fractional-epoch"}
    cases.add_case("an epoch of unknown length", "a run without end", fractional, error="LML_INVALID_ARGUMENT", message="unit of")
    cases.add_case("refused: a period of 0", "a run", {**options, "period": 0}, error="LML_INVALID_OPTIONS")
    cases.add_case("refused: a factor of 1.5", "a run", {**options, "periodFactor": 1.5}, error="LML_INVALID_OPTIONS")


@schedulers.component("cyclic", "torch")
def cyclic(cases: SchedulerCases) -> None:
    defaults = {
        **USUAL,
        "divFactor": 4,
        "stepSizeUp": 2000,
        "mode": "triangular",
        "gamma": 1,
        "cycleMomentum": True,
        "baseMomentum": 0.8,
        "maxMomentum": 0.9,
    }
    torch_names = {
        "stepSizeUp": "step_size_up",
        "stepSizeDown": "step_size_down",
        "cycleMomentum": "cycle_momentum",
        "baseMomentum": "base_momentum",
        "maxMomentum": "max_momentum",
    }

    def make(divisor: float, changed: dict) -> Callable[[Optimizer], LRScheduler]:
        own = {torch_names.get(option, option): value for option, value in changed.items() if option != "unit"}
        own["mode"] = own.get("mode", "triangular").replace("-", "_")

        def scheduler(optimizer: Optimizer) -> LRScheduler:
            rates = rates_of(optimizer)
            return CyclicLR(optimizer, base_lr=[rate / divisor for rate in rates], max_lr=rates, **own)

        return scheduler

    def add(name: str, input: str, *names: str, divisor: float = 4, **changed: Any) -> None:
        cases.add(name, input, {**defaults, "divFactor": divisor, **changed}, make(divisor, changed), *names)

    add("defaults", "a run", *BOTH)
    add("short cycles", "two groups", *ALL, stepSizeUp=8)
    add("another way down", "a run", *BOTH, stepSizeUp=5, stepSizeDown=12, divisor=10)
    add("each half as high", "a run", *BOTH, stepSizeUp=7, mode="triangular2")
    add("by a power", "a run", *BOTH, stepSizeUp=7, stepSizeDown=4, mode="exp-range", gamma=0.97)
    add("other momenta", "a run", *BOTH, stepSizeUp=10, baseMomentum=0.5, maxMomentum=0.95)
    add("a momentum that stays", "a run", *BOTH, stepSizeUp=10, cycleMomentum=False)
    add("beta1 of Adam", "Adam", "lr", "beta1", stepSizeUp=10)
    add("by epochs", "two groups", *ALL, stepSizeUp=3, mode="triangular2", unit="epoch")
    for name, changed in {
        "a length of 0": {"stepSizeUp": 0},
        "a momentum that moves both ways": {"numbers": ["lr", "momentum"]},
        "a lowest rate above the highest": {"divFactor": 0.5},
    }.items():
        cases.add_case(f"refused: {name}", "a run", {**defaults, **changed}, error="LML_INVALID_OPTIONS")


@schedulers.component("one-cycle", "torch")
def one_cycle(cases: SchedulerCases) -> None:
    defaults = {
        **USUAL,
        "pctStart": 0.3,
        "annealStrategy": "cos",
        "divFactor": 25,
        "finalDivFactor": 1e4,
        "cycleMomentum": True,
        "baseMomentum": 0.85,
        "maxMomentum": 0.95,
        "threePhase": False,
    }

    def make(total: int = 101, **changed: Any) -> Callable[[Optimizer], LRScheduler]:
        return lambda optimizer: OneCycleLR(optimizer, max_lr=rates_of(optimizer), total_steps=total, **changed)

    usual = {**defaults, "total": 101}
    cases.add("to the end of the run", "two groups", defaults, make(100), *ALL)
    cases.add("linear", "a run", {**usual, "annealStrategy": "linear"}, make(anneal_strategy="linear"), *BOTH)
    cases.add("three phases", "a run", {**usual, "threePhase": True}, make(three_phase=True), *BOTH)
    changed = {"pctStart": 0.45, "divFactor": 4, "finalDivFactor": 10, "baseMomentum": 0.7, "maxMomentum": 0.9}
    torch_names = {"pct_start": 0.45, "div_factor": 4, "final_div_factor": 10, "base_momentum": 0.7, "max_momentum": 0.9}
    cases.add("other factors", "a run", {**usual, **changed}, make(**torch_names), *BOTH)
    cases.add("a momentum that stays", "a run", {**usual, "cycleMomentum": False}, make(cycle_momentum=False), *BOTH)
    cases.add("beta1 of Adam", "Adam", usual, make(), "lr", "beta1")
    cases.add("a cycle longer than what is seen", "a run", {**usual, "total": 501}, make(501), *BOTH)
    cases.add("by epochs", "two groups", {**defaults, "unit": "epoch", "total": 21}, make(21), *ALL)
    cases.add_case("unknown length", "a run without end", defaults, error="LML_INVALID_ARGUMENT", message="total of the scheduler")
    for name, refused in {"a part of 1": {"pctStart": 1}, "a momentum that moves both ways": {"numbers": ["beta1"]}}.items():
        cases.add_case(f"refused: {name}", "a run", {**defaults, **refused}, error="LML_INVALID_OPTIONS")
