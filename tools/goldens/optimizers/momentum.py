"""Optimizers of the family of gradient descent, by PyTorch."""

from typing import Any

from torch.optim import ASGD, SGD

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


@optimizers.component("asgd", "torch")
def asgd(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-2, "lambd": 1e-4, "alpha": 0.75, "t0": 1e6, "weightDecay": 0, "maximize": False}

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, ASGD, {**defaults, "lr": 0.125, **options}, input)

    # PyTorch makes the rate of an update in the update before.
    cases.add_common(ASGD, defaults, lr=0.125, varies=False)
    add("weight decay", weightDecay=0.125)
    add("averages from the first update", t0=0)
    add("averages from the fourth update", t0=2)
    add("a fast falling rate", lambd=2.0, alpha=1.0)
    add("a rate that stays, and weights that decay", lambd=0.5, alpha=0)
    add("no decay", lambd=0, t0=1)
    add("the first step without a gradient", "all zero in every third step", t0=1, lambd=0.5)
    add("sparse gradients", "mostly zero", t0=0)
    add("gradients of many scales", "from 2^20 down to 2^-24", lr=2.0**-20, t0=1)
    add("decaying gradients", "decaying", lr=0.0625, t0=4)
    add("all options", "decaying", lr=0.0625, lambd=0.5, alpha=0.5, t0=3, weightDecay=0.25, maximize=True)
    groups = [{"match": "weight", "t0": 0, "lambd": 0.5}, {"match": "bias", "t0": 4, "alpha": 0.5, "weightDecay": 0.25}]
    cases.add_groups("averages of groups", ASGD, {**defaults, "lr": 0.125}, groups)
    other = {**defaults, "lr": 0.125, "lambd": 0.25, "alpha": 0.5, "t0": 10, "weightDecay": 0.125}
    cases.add_problems(ASGD, {**defaults, "lr": 0.125}, other)
    cases.add_refused("a lambda below 0", ASGD, {**defaults, "lambd": -0.1})
    cases.add_refused("an alpha below 0", ASGD, {**defaults, "alpha": -0.1})
    reason = "PyTorch takes it: the first average is of 1 + |t0| weights."
    cases.add_refused("a start of the average below 0", ASGD, {**defaults, "t0": -2}, reason=reason)
