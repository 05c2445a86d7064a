"""Optimizers that give each parameter a step of its own by its gradients, by PyTorch."""

from collections.abc import Callable
from typing import Any

from torch.optim import Adadelta, Adagrad, Adam, Adamax, AdamW, NAdam, RAdam, RMSprop

from optimizers import STEPS, OptimizerCases, optimizers

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
    cases.add_problems(optimizer, {**defaults, "lr": 0.05}, {**defaults, "lr": 0.05, "amsgrad": True, "weightDecay": 0.25})
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


@optimizers.component("nadam", "torch")
def nadam(cases: OptimizerCases) -> None:
    defaults = {"lr": 2e-3, **MOMENTS, "momentumDecay": 4e-3, "decoupledWeightDecay": False}
    add_moments_cases(cases, NAdam, defaults)

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, NAdam, {**defaults, "lr": 0.05, **options}, input)

    add("decoupled weight decay", weightDecay=0.25, decoupledWeightDecay=True)
    add("a fast momentum decay", momentumDecay=2.0)
    add("no momentum decay", momentumDecay=0)
    add("a momentum that is there at once", momentumDecay=1000.0)
    groups = [{"match": "weight", "momentumDecay": 0.5}, {"match": "bias", "weightDecay": 0.25, "decoupledWeightDecay": True}]
    cases.add_groups("momentum decay of a group", NAdam, {**defaults, "lr": 0.05}, groups)
    other = {**defaults, "lr": 0.05, "momentumDecay": 0.25, "weightDecay": 0.125, "decoupledWeightDecay": True}
    cases.add_problems(NAdam, {**defaults, "lr": 0.05}, other)
    cases.add_refused("a momentum decay below 0", NAdam, {**defaults, "momentumDecay": -0.1})


@optimizers.component("radam", "torch")
def radam(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-3, **MOMENTS, "decoupledWeightDecay": False}
    add_moments_cases(cases, RAdam, defaults)

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, RAdam, {**defaults, "lr": 0.05, **options}, input)

    add("decoupled weight decay", weightDecay=0.25, decoupledWeightDecay=True)
    add("a second beta of which the root is never used", betas=[0.9, 0.6])
    add("a second beta of which the root is soon used", betas=[0.9, 0.75])
    groups = [{"match": "weight", "betas": [0.9, 0.6]}, {"match": "bias", "weightDecay": 0.25, "decoupledWeightDecay": True}]
    cases.add_groups("a group whose root is never used", RAdam, {**defaults, "lr": 0.05}, groups)
    other = {**defaults, "lr": 0.05, "betas": [0.8, 0.9], "weightDecay": 0.125, "decoupledWeightDecay": True}
    cases.add_problems(RAdam, {**defaults, "lr": 0.05}, other)


@optimizers.component("adamax", "torch")
def adamax(cases: OptimizerCases) -> None:
    defaults = {"lr": 2e-3, **MOMENTS}
    add_moments_cases(cases, Adamax, defaults)
    cases.add_problems(Adamax, {**defaults, "lr": 0.05}, {**defaults, "lr": 0.05, "betas": [0.8, 0.9], "weightDecay": 0.125})


@optimizers.component("adagrad", "torch")
def adagrad(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-2, "lrDecay": 0, "weightDecay": 0, "initialAccumulatorValue": 0, "eps": 1e-10, "maximize": False}

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, Adagrad, {**defaults, "lr": 0.25, **options}, input)

    cases.add_common(Adagrad, defaults, lr=0.25)
    add("weight decay", weightDecay=0.25)
    add("a decay of the rate", lrDecay=0.5)
    add("a sum that begins at 1", initialAccumulatorValue=1.0)
    add("a large epsilon", eps=0.125)
    add("an epsilon of 0", eps=0.0)
    add("the first step without a gradient", "all zero in every third step")
    add("the first step without a gradient, weight decay", "all zero in every third step", weightDecay=0.25)
    add("sparse gradients", "mostly zero")
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("decaying gradients", "decaying", lrDecay=0.1)
    add("all options", "decaying", lrDecay=0.1, weightDecay=0.25, initialAccumulatorValue=0.5, eps=1e-3, maximize=True)
    cases.add("a decay of another rate in every step", Adagrad, {**defaults, "lrDecay": 0.5}, rates=[0.25 / (step + 1) for step in range(STEPS)])
    groups = [{"match": "weight", "lrDecay": 0.5}, {"match": "bias", "eps": 0.01, "weightDecay": 0.25}]
    cases.add_groups("decays of groups", Adagrad, {**defaults, "lr": 0.25}, groups)
    other = {**defaults, "lr": 0.5, "lrDecay": 0.125, "initialAccumulatorValue": 0.25, "weightDecay": 0.125}
    cases.add_problems(Adagrad, {**defaults, "lr": 0.25}, other)
    cases.add_refused("a decay of the rate below 0", Adagrad, {**defaults, "lrDecay": -0.1})
    cases.add_refused("an initial value below 0", Adagrad, {**defaults, "initialAccumulatorValue": -0.1})
    cases.add_refused("an epsilon below 0", Adagrad, {**defaults, "eps": -1e-8})


@optimizers.component("adadelta", "torch")
def adadelta(cases: OptimizerCases) -> None:
    defaults = {"lr": 1.0, "rho": 0.9, "eps": 1e-6, "weightDecay": 0, "maximize": False}

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, Adadelta, {**defaults, **options}, input)

    cases.add_common(Adadelta, defaults, lr=4.0)
    add("weight decay", lr=2.0, weightDecay=0.25)
    add("a rho of 0", rho=0.0)
    add("a rho of 0.5", rho=0.5)
    add("a rho of 1", rho=1.0)
    add("a large epsilon", eps=0.125)
    add("a small epsilon", eps=1e-10)
    add("the first step without a gradient", "all zero in every third step", lr=2.0)
    add("the first step without a gradient, weight decay", "all zero in every third step", weightDecay=0.25)
    add("sparse gradients", "mostly zero", rho=0.75)
    add("gradients of many scales", "from 2^20 down to 2^-24", eps=1e-3)
    add("decaying gradients", "decaying", rho=0.75)
    add("all options", "decaying", lr=0.5, rho=0.75, eps=1e-3, weightDecay=0.25, maximize=True)
    groups = [{"match": "weight", "rho": 0.5}, {"match": "bias", "eps": 0.01, "weightDecay": 0.25}]
    cases.add_groups("a rho of a group", Adadelta, defaults, groups)
    cases.add_problems(Adadelta, {**defaults, "lr": 0.25}, {**defaults, "lr": 0.1, "rho": 0.95, "eps": 1e-4, "weightDecay": 0.125})
    cases.add_refused("a rho above 1", Adadelta, {**defaults, "rho": 1.5})
    cases.add_refused("a rho below 0", Adadelta, {**defaults, "rho": -0.5})
    cases.add_refused("an epsilon below 0", Adadelta, {**defaults, "eps": -1e-8})


@optimizers.component("rmsprop", "torch")
def rmsprop(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-2, "alpha": 0.99, "eps": 1e-8, "weightDecay": 0, "momentum": 0, "centered": False, "maximize": False}

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, RMSprop, {**defaults, "lr": 0.03125, **options}, input)

    cases.add_common(RMSprop, defaults, lr=0.03125)
    add("weight decay", weightDecay=0.25)
    add("an alpha of 0.5", alpha=0.5)
    add("an alpha of 0", alpha=0.0)
    add("momentum", momentum=0.9)
    add("centered", centered=True)
    add("centered with momentum", centered=True, momentum=0.5, alpha=0.9)
    add("a large epsilon", eps=0.125)
    add("an epsilon of 0", eps=0.0)
    add("the first step without a gradient", "all zero in every third step")
    add("the first step without a gradient, centered", "all zero in every third step", centered=True, momentum=0.5)
    add("sparse gradients", "mostly zero", alpha=0.75)
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("decaying gradients", "decaying", alpha=0.75)
    add("all options", "decaying", alpha=0.75, eps=1e-3, weightDecay=0.25, momentum=0.5, centered=True, maximize=True)
    groups = [{"match": "weight", "alpha": 0.5, "centered": True}, {"match": "bias", "momentum": 0.5, "eps": 0.01}]
    cases.add_groups("groups with other slots", RMSprop, {**defaults, "lr": 0.03125}, groups)
    other = {**defaults, "alpha": 0.9, "momentum": 0.5, "centered": True, "eps": 0.125, "weightDecay": 0.125}
    cases.add_problems(RMSprop, defaults, other)
    cases.add_refused("an alpha below 0", RMSprop, {**defaults, "alpha": -0.5})
    reason = "PyTorch takes it, and has means of squares below 0."
    cases.add_refused("an alpha above 1", RMSprop, {**defaults, "alpha": 1.5, "centered": False}, reason=reason)
    cases.add_refused("a momentum below 0", RMSprop, {**defaults, "momentum": -0.5})
    cases.add_refused("an epsilon below 0", RMSprop, {**defaults, "eps": -1e-8})


MOMENTS = {"betas": [0.9, 0.999], "eps": 1e-8, "weightDecay": 0, "maximize": False}


def add_moments_cases(cases: OptimizerCases, optimizer: Callable, defaults: dict) -> None:
    """What those have that keep two moments."""

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, optimizer, {**defaults, "lr": 0.05, **options}, input)

    cases.add_common(optimizer, defaults, lr=0.0625)
    add("weight decay", weightDecay=0.25)
    add("other betas", betas=[0.5, 0.9])
    add("a first beta of 0", betas=[0.0, 0.99])
    add("a second beta of 0", betas=[0.9, 0.0])
    add("a large epsilon", eps=0.125)
    add("an epsilon of 0", eps=0.0)
    add("the first step without a gradient", "all zero in every third step")
    add("sparse gradients", "mostly zero", betas=[0.8, 0.9])
    add("gradients of many scales", "from 2^20 down to 2^-24", **({"lr": 2.0**-20} if optimizer is RAdam else {}))
    add("decaying gradients", "decaying", betas=[0.9, 0.5])
    add("all options", "decaying", betas=[0.8, 0.75], eps=1e-4, weightDecay=0.25, maximize=True)
    groups = [{"match": "weight", "betas": [0.5, 0.9]}, {"match": "bias", "eps": 0.01, "weightDecay": 0.125}]
    cases.add_groups("betas of a group", optimizer, {**defaults, "lr": 0.05}, groups)
    cases.add_refused("a first beta of 1", optimizer, {**defaults, "betas": [1.0, 0.999]})
    cases.add_refused("a second beta below 0", optimizer, {**defaults, "betas": [0.9, -0.1]})
    cases.add_refused("an epsilon below 0", optimizer, {**defaults, "eps": -1e-8})
