"""Schedules that fall, by PyTorch."""

from typing import Any

from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    ExponentialLR,
    MultiStepLR,
    PolynomialLR,
    ReduceLROnPlateau,
    StepLR,
)

from schedulers import SchedulerCases, schedulers

USUAL = {"unit": "step", "numbers": ["lr"]}
BY_EPOCH = {"unit": "epoch", "numbers": ["lr"]}


@schedulers.component("step", "torch")
def step(cases: SchedulerCases) -> None:
    cases.add("defaults", "two groups", {**USUAL, "stepSize": 30, "gamma": 0.1}, lambda o: StepLR(o, 30))
    cases.add("at each step", "a run", {**USUAL, "stepSize": 1, "gamma": 0.97}, lambda o: StepLR(o, 1, gamma=0.97))
    cases.add("upwards", "a run", {**USUAL, "stepSize": 7, "gamma": 1.5}, lambda o: StepLR(o, 7, gamma=1.5))
    cases.add("by epochs", "two groups", {**BY_EPOCH, "stepSize": 3, "gamma": 0.5}, lambda o: StepLR(o, 3, gamma=0.5))
    for name, changed in {"a size of 0": {"stepSize": 0}, "half a step": {"stepSize": 1.5}, "a gamma of 0": {"gamma": 0}}.items():
        cases.add_case(f"refused: {name}", "a run", {**USUAL, "stepSize": 1, "gamma": 0.1, **changed}, error="LML_INVALID_OPTIONS")


@schedulers.component("multi-step", "torch")
def multi_step(cases: SchedulerCases) -> None:
    def add(name: str, input: str, milestones: list, gamma: float = 0.1, **usual: Any) -> None:
        options = {**USUAL, **usual, "milestones": milestones, "gamma": gamma}
        cases.add(name, input, options, lambda o: MultiStepLR(o, milestones, gamma=gamma))

    add("defaults", "two groups", [30, 60])
    add("many", "a run", [1, 2, 5, 50, 98, 99], 0.5)
    add("one beyond the end", "a run", [200])
    add("none", "a run", [])
    add("by epochs", "two groups", [2, 15], 0.25, **BY_EPOCH)
    for name, milestones in {"milestones that descend": [5, 3], "one twice": [5, 5], "a milestone of 0": [0]}.items():
        options = {**USUAL, "milestones": milestones, "gamma": 0.1}
        cases.add_case(f"refused: {name}", "a run", options, error="LML_INVALID_OPTIONS")


@schedulers.component("exponential", "torch")
def exponential(cases: SchedulerCases) -> None:
    cases.add("downwards", "two groups", {**USUAL, "gamma": 0.9}, lambda o: ExponentialLR(o, 0.9))
    cases.add("upwards", "a run", {**USUAL, "gamma": 1.05}, lambda o: ExponentialLR(o, 1.05))
    cases.add("not at all", "a run", {**USUAL, "gamma": 1}, lambda o: ExponentialLR(o, 1))
    cases.add("by epochs", "two groups", {**BY_EPOCH, "gamma": 0.5}, lambda o: ExponentialLR(o, 0.5))
    cases.add_case("refused: no gamma", "a run", USUAL, error="LML_INVALID_OPTIONS")
    cases.add_case("refused: a gamma of 0", "a run", {**USUAL, "gamma": 0}, error="LML_INVALID_OPTIONS")


@schedulers.component("polynomial", "torch")
def polynomial(cases: SchedulerCases) -> None:
    def add(name: str, input: str, own: int, power: float = 1, **options: Any) -> None:
        cases.add(name, input, {**USUAL, "power": power, "min": 0, **options}, lambda o: PolynomialLR(o, own, power))

    add("to the end of the run", "two groups", 100)
    add("to the end of a shorter run", "a run of 50", 50, 2)
    add("the total of PyTorch", "a run", 5, total=5)
    add("a power below 1", "a run", 80, 0.5, total=80)
    add("a power of 3", "a run", 100, 3)
    add("by epochs", "two groups", 20, 2, unit="epoch")
    add("a total in epochs", "a run", 7, unit="epoch", total=7)
    options = {**USUAL, "power": 1, "min": 0}
    cases.add_case("unknown length", "a run without end", options, error="LML_INVALID_ARGUMENT", message="total of the scheduler")
    cases.add_case("refused: a power of 0", "a run", {**options, "power": 0}, error="LML_INVALID_OPTIONS")
    cases.add_case("refused: a total of 0", "a run", {**options, "total": 0}, error="LML_INVALID_OPTIONS")


@schedulers.component("cosine-annealing", "torch")
def cosine_annealing(cases: SchedulerCases) -> None:
    def add(name: str, input: str, own: int, least: float = 0, **options: Any) -> None:
        cases.add(name, input, {**USUAL, "min": least, **options}, lambda o: CosineAnnealingLR(o, own, eta_min=least))

    add("to the end of the run", "two groups", 100)
    add("rising again after a shorter run", "a run of 50", 50)
    add("a total", "a run", 30, 0.01, total=30)
    add("a total of 1", "a run", 1, total=1)
    add("a total beyond the run", "a run", 400, 0.05, total=400)
    add("a least value above the first", "a run", 100, 0.3)
    add("by epochs", "two groups", 20, 0.001, unit="epoch")
    add("a total in epochs", "a run", 7, unit="epoch", total=7)
    options = {**USUAL, "min": 0}
    cases.add_case("unknown length", "a run without end", options, error="LML_INVALID_ARGUMENT", message="total of the scheduler")
    cases.add_case("refused: a total of 0", "a run", {**options, "total": 0}, error="LML_INVALID_OPTIONS")
    cases.add_case("refused: a least value below 0", "a run", {**options, "min": -1}, error="LML_INVALID_OPTIONS")


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
    add("no patience", patience=0, factor=0.9)
    add("cooldown", patience=0, factor=0.5, cooldown=3)
    add("an absolute threshold", patience=1, factor=0.5, threshold=0.15, thresholdMode="abs")
    add("a relative threshold", patience=1, factor=0.5, threshold=0.15)
    add("upwards", patience=1, factor=0.9, mode="max")
    add("upwards, an absolute threshold", patience=5, factor=0.5, mode="max", threshold=0.01, thresholdMode="abs")
    add("a least rate", patience=0, factor=0.5, min=0.01)
    add("reductions that are too small", patience=0, factor=0.5, eps=0.02)
    cases.add_case("refused: a factor of 1", "some losses", {**defaults, "factor": 1}, error="LML_INVALID_OPTIONS")
