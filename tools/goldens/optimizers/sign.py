"""Optimizers of which only the sign of a direction counts: Rprop by PyTorch, Lion by lion-pytorch."""

from typing import Any

import lion_pytorch
import torch
from torch.optim import Rprop

from optimizers import OptimizerCases, optimizers


@optimizers.component("rprop", "torch")
def rprop(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-2, "etas": [0.5, 1.2], "stepSizes": [1e-6, 50], "maximize": False}

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, Rprop, {**defaults, "lr": 0.0625, **options}, input)

    cases.add_rates(Rprop, defaults, lr=0.0625)
    add("other etas", etas=[0.25, 1.5])
    add("etas near 1", etas=[0.99, 1.01])
    add("steps that are soon as large as they get", etas=[0.5, 2.0], stepSizes=[1e-6, 0.125])
    add("steps that are soon as small as they get", etas=[0.1, 1.2], stepSizes=[0.05, 50])
    add("steps of one size", stepSizes=[0.125, 0.125])
    add("a first step that is too large", lr=8.0, stepSizes=[1e-6, 1.0])
    add("the first step without a gradient", "all zero in every third step")
    add("sparse gradients", "mostly zero")
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("decaying gradients", "decaying")
    add("all options", "decaying", lr=0.125, etas=[0.25, 1.5], stepSizes=[0.03125, 0.5], maximize=True)
    groups = [{"match": "weight", "etas": [0.25, 1.5]}, {"match": "bias", "lr": 0.25, "stepSizes": [1e-3, 0.5]}]
    cases.add_groups("etas of groups", Rprop, {**defaults, "lr": 0.0625}, groups)
    cases.add_problems(Rprop, {**defaults, "lr": 0.0625}, {**defaults, "etas": [0.375, 1.125], "stepSizes": [1e-3, 0.25]})
    cases.add_refused("a first eta of 1", Rprop, {**defaults, "etas": [1.0, 1.2]})
    cases.add_refused("a first eta of 0", Rprop, {**defaults, "etas": [0.0, 1.2]})
    cases.add_refused("a second eta of 1", Rprop, {**defaults, "etas": [0.5, 1.0]})
    reason = "PyTorch takes it, and makes all steps of the largest size."
    cases.add_refused("a smallest step above the largest", Rprop, {**defaults, "stepSizes": [1.0, 0.5]}, reason=reason)


class Lion(lion_pytorch.Lion):
    """lion-pytorch's, which has no `maximize` and refuses by assertions."""

    def __init__(self, parameters: Any, lr: float, maximize: bool, **options: Any) -> None:
        try:
            # Its own rate may not be 0, those of groups may.
            super().__init__([{"lr": lr, **group} for group in parameters], lr=1.0 if lr == 0 else lr, **options)
        except AssertionError as error:
            raise ValueError("It asserts otherwise.") from error
        self.maximize = maximize

    def step(self) -> None:
        if self.maximize:
            for group in self.param_groups:
                for parameter in group["params"]:
                    parameter.grad = torch.neg(parameter.grad)
        super().step()


@optimizers.component("lion", "lion-pytorch", "torch")
def lion(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-4, "betas": [0.9, 0.99], "weightDecay": 0, "maximize": False}

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, Lion, {**defaults, "lr": 0.0625, **options}, input)

    cases.add_rates(Lion, defaults, lr=0.0625)
    add("weight decay", weightDecay=0.25)
    add("maximize with weight decay", weightDecay=0.25, maximize=True)
    add("a learning rate times weight decay of 1", lr=0.5, weightDecay=2.0)
    add("other betas", betas=[0.5, 0.75])
    add("a first beta of 0", betas=[0.0, 0.75])
    add("a second beta of 0", betas=[0.75, 0.0])
    add("the first step without a gradient", "all zero in every third step", weightDecay=0.25)
    add("sparse gradients", "mostly zero")
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("decaying gradients", "decaying")
    add("all options", "decaying", betas=[0.75, 0.875], weightDecay=0.5, maximize=True)
    groups = [{"match": "weight", "betas": [0.5, 0.75], "weightDecay": 0.25}, {"match": "bias", "lr": 0.25}]
    cases.add_groups("betas of groups", Lion, {**defaults, "lr": 0.0625}, groups)
    other = {**defaults, "lr": 0.0078125, "betas": [0.75, 0.875], "weightDecay": 0.5}
    cases.add_problems(Lion, {**defaults, "lr": 0.015625}, other)
    cases.add_refused("a first beta below 0", Lion, {**defaults, "betas": [-0.1, 0.99]})
    reason = "lion-pytorch takes it, and lets weights grow."
    cases.add_refused("a weight decay below 0", Lion, {**defaults, "weightDecay": -0.1}, reason=reason)
    reason = "lion-pytorch takes it, and never moves."
    cases.add_refused("a first beta of 1", Lion, {**defaults, "betas": [1.0, 0.99]}, reason=reason)
