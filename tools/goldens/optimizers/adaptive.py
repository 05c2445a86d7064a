"""Optimizers that scale each parameter by its gradients, by PyTorch."""

from collections.abc import Callable
from typing import Any

from torch.optim import Adam, AdamW

from optimizers import OptimizerCases, optimizers

ADAM = {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "weightDecay": 0, "amsgrad": False, "maximize": False}


@optimizers.component("adam", "torch")
def adam(cases: OptimizerCases) -> None:
    add_adam_cases(cases, Adam, ADAM)


@optimizers.component("adamw", "torch")
def adamw(cases: OptimizerCases) -> None:
    defaults = {**ADAM, "weightDecay": 0.01}
    add_adam_cases(cases, AdamW, defaults)
    cases.add("a learning rate times weight decay of 1", AdamW, {**defaults, "lr": 0.5, "weightDecay": 2.0})
    # PyTorch's Adam has an option that makes it AdamW; here that is a component of its own.
    decoupled: Callable = lambda parameters, **options: Adam(parameters, **options, decoupled_weight_decay=True)  # noqa: E731
    cases.add("Adam with decoupled weight decay", decoupled, {**defaults, "lr": 0.05, "weightDecay": 0.25})


def add_adam_cases(cases: OptimizerCases, optimizer: type, defaults: dict) -> None:
    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, optimizer, {**defaults, **options}, input)

    cases.add_common(optimizer, defaults, lr=0.0625)
    add("weight decay", lr=0.05, weightDecay=0.25)
    add("no weight decay", lr=0.05, weightDecay=0)
    add("other betas", lr=0.05, betas=[0.5, 0.9])
    add("a first beta of 0", lr=0.05, betas=[0.0, 0.99])
    add("a second beta of 0", lr=0.05, betas=[0.9, 0.0])
    add("a large epsilon", lr=0.05, eps=0.125)
    add("an epsilon of 0", lr=0.05, eps=0.0)
    add("the first step without a gradient", "all zero in every third step", lr=0.05)
    add("sparse gradients", "mostly zero", lr=0.05, betas=[0.8, 0.9])
    add("gradients of many scales", "from 2^20 down to 2^-24", lr=0.05)
    add("decaying gradients", "decaying", lr=0.05, betas=[0.9, 0.5])
    add("decaying gradients, amsgrad", "decaying", lr=0.05, betas=[0.9, 0.5], amsgrad=True)
    add("amsgrad", lr=0.05, amsgrad=True)
    add("all options", "decaying", lr=0.05, betas=[0.8, 0.75], eps=1e-4, weightDecay=0.25, amsgrad=True, maximize=True)
    groups = [{"match": "weight", "betas": [0.5, 0.9]}, {"match": "bias", "eps": 0.01, "amsgrad": True}]
    cases.add_groups("betas of a group", optimizer, {**defaults, "lr": 0.05}, groups)
    cases.add_refused("a first beta of 1", optimizer, {**defaults, "betas": [1.0, 0.999]})
    cases.add_refused("a second beta below 0", optimizer, {**defaults, "betas": [0.9, -0.1]})
    cases.add_refused("an epsilon below 0", optimizer, {**defaults, "eps": -1e-8})
