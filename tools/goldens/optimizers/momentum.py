"""Optimizers of the family of gradient descent, by PyTorch."""

from typing import Any

from torch.optim import SGD

from optimizers import STEPS, OptimizerCases, optimizers


@optimizers.component("sgd", "torch")
def sgd(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-3, "momentum": 0, "dampening": 0, "weightDecay": 0, "nesterov": False, "maximize": False}

    def add(name: str, input: str = "usual", rates: list[float] | None = None, **options: Any) -> None:
        cases.add(name, SGD, {**defaults, **options}, input, rates)

    cases.add_common(SGD, defaults, lr=0.125)
    add("weight decay", lr=0.125, weightDecay=0.125)
    add("momentum", lr=0.1, momentum=0.9)
    add("momentum of 1", lr=0.0625, momentum=1.0)
    add("dampening starts with the second step", lr=0.1, momentum=0.9, dampening=0.5)
    add("dampening of 1 keeps the first gradient", lr=0.1, momentum=0.9, dampening=1.0)
    add("dampening without momentum has no effect", lr=0.1, dampening=0.5)
    add("nesterov", lr=0.1, momentum=0.9, nesterov=True)
    add("nesterov with weight decay", lr=0.1, momentum=0.5, nesterov=True, weightDecay=0.01)
    add("momentum with weight decay", lr=0.1, momentum=0.9, weightDecay=0.01)
    add("all options", lr=0.1, momentum=0.9, dampening=0.25, weightDecay=0.01, maximize=True)
    add("momentum, another learning rate in every step", rates=[0.1 / (step + 1) for step in range(STEPS)], momentum=0.9)
    add("momentum, zero gradients", "all zero in every third step", lr=0.1, momentum=0.9, weightDecay=0.01)
    add("momentum, sparse gradients", "mostly zero", lr=0.1, momentum=0.9, nesterov=True)
    cases.add_problems(SGD, {**defaults, "lr": 0.125}, {**defaults, "lr": 0.0625, "momentum": 0.75, "weightDecay": 0.125, "nesterov": True})
    add("gradients of many scales", "from 2^20 down to 2^-24", lr=2.0**-20, momentum=0.5)
    add("decaying gradients", "decaying", lr=0.0625, momentum=0.75)
    groups = [{"match": "bias", "momentum": 0.9}, {"match": "weight", "momentum": 0.5, "nesterov": True}]
    cases.add_groups("momentum in one group", SGD, {**defaults, "lr": 0.1}, groups)
    cases.add_refused("nesterov without momentum", SGD, {**defaults, "nesterov": True})
    cases.add_refused("nesterov with dampening", SGD, {**defaults, "nesterov": True, "momentum": 0.9, "dampening": 0.5})
    cases.add_refused("a momentum below 0", SGD, {**defaults, "momentum": -0.5})
