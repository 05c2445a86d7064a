"""Optimizers whose averages are used: by schedulefree, and Lookahead by PyTorch optimizer."""

from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import torch
from pytorch_optimizer.optimizer.lookahead import Lookahead
from schedulefree import AdamWScheduleFreeReference, SGDScheduleFreeReference
from torch.optim import SGD, Adam

from optimizers import PROBLEM_STEPS, STEPS, OptimizerCases, Tensors, camel_case, optimizers


class ScheduleFree:
    """A reference of schedulefree as it trains."""

    def __init__(self, make: type, groups: list[dict], **options: Any) -> None:
        self.optimizer = make(groups, **options)
        with redirect_stdout(None):
            self.optimizer.train()
        self.param_groups = self.optimizer.param_groups

    def step(self) -> None:
        self.optimizer.step()

    def used(self, parameters: Tensors) -> dict:
        return {name: self.optimizer.state[parameter]["x"] for name, parameter in parameters.items()}

    def slots(self, parameters: Tensors) -> dict:
        slots = {}
        for name, parameter in parameters.items():
            for slot, value in self.optimizer.state[parameter].items():
                if slot in ("z", "exp_avg_sq"):
                    slots[f"{camel_case(slot)}/{name}"] = value
        for group in self.param_groups:
            at = f"@{group['match']}" if "match" in group else ""
            slots |= {f"{camel_case(name)}{at}": torch.tensor(float(group[name])) for name in ("lr_max", "weight_sum")}
        return slots


def add_schedule_free_cases(cases: OptimizerCases, optimizer: type, defaults: dict, lr: float, betas: list[dict]) -> None:
    make: Callable = lambda groups, **options: ScheduleFree(optimizer, groups, **options)  # noqa: E731

    def add(name: str, input: str = "usual", rates: list[float] | None = None, **options: Any) -> None:
        cases.add(name, make, {**defaults, "lr": lr, **options}, input, rates)

    cases.add("defaults", make, defaults)
    add("another learning rate")
    add("a learning rate of 0", lr=0.0)
    add("weight decay", weightDecay=0.25)
    add("warm-up", warmupSteps=5)
    add("a warm-up that does not end", warmupSteps=20, weightDecay=0.125)
    add("late updates count more", r=1.5)
    add("rates count linearly", weightLrPower=1.0, warmupSteps=5)
    add("rates do not count", weightLrPower=0.0, warmupSteps=5)
    add("a falling learning rate", rates=[lr / (step + 1) for step in range(STEPS)])
    add("a rising learning rate", rates=[lr * (step + 1) / STEPS for step in range(STEPS)], weightLrPower=1.0)
    for number, beta in enumerate(betas):
        add(f"another beta, {number + 1}", **beta)
    add("the first step without a gradient", "all zero in every third step")
    add("sparse gradients", "mostly zero", weightDecay=0.125)
    add("decaying gradients", "decaying")
    add("all options", "decaying", weightDecay=0.25, warmupSteps=3, r=0.5, weightLrPower=1.5, **betas[0])
    groups = [{"match": "weight", "weightDecay": 0.125, "warmupSteps": 4}, {"match": "bias", "lr": lr / 4, "r": 1.0}]
    cases.add_groups("groups", make, {**defaults, "lr": lr}, groups)
    cases.add_problems(make, {**defaults, "lr": lr / 2}, {**defaults, "lr": lr / 4, "warmupSteps": 10, "weightDecay": 0.125, "r": 0.5})
    cases.add_refused("a weight decay below 0", make, {**defaults, "weightDecay": -0.1}, reason="schedulefree takes it in part.")


@optimizers.component("schedule-free-adamw", "schedulefree", "torch")
def schedule_free_adamw(cases: OptimizerCases) -> None:
    defaults = {"lr": 0.0025, "betas": [0.9, 0.999], "eps": 1e-8, "weightDecay": 0, "warmupSteps": 0, "r": 0, "weightLrPower": 2}
    betas = [{"betas": [0.5, 0.9]}, {"betas": [0.95, 0.5], "eps": 0.125}]
    add_schedule_free_cases(cases, AdamWScheduleFreeReference, defaults, 0.0625, betas)
    reason = "The average cannot be told from the iterate."
    cases.add_refused("a first beta of 0", None, {**defaults, "betas": [0.0, 0.9]}, reason=reason)


@optimizers.component("schedule-free-sgd", "schedulefree", "torch")
def schedule_free_sgd(cases: OptimizerCases) -> None:
    defaults = {"lr": 1.0, "momentum": 0.9, "weightDecay": 0, "warmupSteps": 0, "r": 0, "weightLrPower": 2}
    add_schedule_free_cases(cases, SGDScheduleFreeReference, defaults, 0.25, [{"momentum": 0.5}, {"momentum": 0.98}])
    make: Callable = lambda groups, **options: SGDScheduleFreeReference(groups, **options)  # noqa: E731
    cases.add_refused("a momentum of 0", make, {**defaults, "momentum": 0.0})
    cases.add_refused("a momentum of 1", make, {**defaults, "momentum": 1.0})
    cases.add_refused("a learning rate below 0", make, {**defaults, "lr": -0.1})


class Looking:
    """Lookahead around an optimizer of PyTorch, which is given as LML's options."""

    def __init__(self, groups: list[dict], optimizer: dict, **options: Any) -> None:
        own = {name: tuple(value) if isinstance(value, list) else value for name, value in optimizer.items() if name != "name"}
        self.optimizer = Lookahead({"sgd": SGD, "adam": Adam}[optimizer["name"]](groups, **own), **options)
        self.param_groups = self.optimizer.param_groups

    def step(self) -> None:
        self.optimizer.step()

    def used(self, parameters: Tensors) -> dict:
        return {name: self.optimizer.state[parameter]["slow_params"] for name, parameter in parameters.items()}

    def slots(self, parameters: Tensors) -> dict:
        slots = {f"slow/{name}": self.optimizer.state[parameter]["slow_params"] for name, parameter in parameters.items()}
        for name, parameter in parameters.items():
            for slot, value in self.optimizer.optimizer.state[parameter].items():
                if isinstance(value, torch.Tensor) and slot != "step":
                    slots[f"inner/{camel_case(slot)}/{name}"] = value
        return slots


@optimizers.component("lookahead", "pytorch-optimizer", "torch")
def lookahead(cases: OptimizerCases) -> None:
    sgd, adam = {"name": "sgd", "lr": 0.125}, {"name": "adam", "lr": 0.0625}
    inner = {"sgd": sgd, "sgd with momentum": {**sgd, "momentum": 0.9}, "adam": adam, "adam, amsgrad": {**adam, "amsgrad": True}}
    for name, optimizer in inner.items():
        cases.add(f"{name}: defaults", Looking, {"optimizer": optimizer, "k": 5, "alpha": 0.5})
        cases.add(f"{name}: every update", Looking, {"optimizer": optimizer, "k": 1, "alpha": 0.25})
        cases.add(f"{name}: almost all the way", Looking, {"optimizer": optimizer, "k": 3, "alpha": 0.875})
        cases.add(f"{name}: never", Looking, {"optimizer": optimizer, "k": PROBLEM_STEPS, "alpha": 0.5}, "decaying")
        cases.add(f"{name}: without gradients", Looking, {"optimizer": optimizer, "k": 2, "alpha": 0.75}, "all zero in every third step")
        rates = [0.125 / (step + 1) for step in range(STEPS)]
        cases.add(f"{name}: another rate in every step", Looking, {"optimizer": optimizer, "k": 4, "alpha": 0.5}, rates=rates)
    cases.add_problems(
        Looking,
        {"optimizer": {**sgd, "lr": 0.03125}, "k": 5, "alpha": 0.5},
        {"optimizer": {**adam, "betas": [0.8, 0.9]}, "k": 3, "alpha": 0.8},
    )
    cases.add_refused("k of 0", Looking, {"optimizer": sgd, "k": 0, "alpha": 0.5})
    cases.add_refused("an alpha above 1", Looking, {"optimizer": sgd, "k": 5, "alpha": 1.5})
    cases.add_refused("an alpha of 0", Looking, {"optimizer": sgd, "k": 5, "alpha": 0.0}, reason="Slow weights would stand still.")
