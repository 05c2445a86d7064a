"""Optimizers that need a parameter as a whole: by PyTorch, and for large batches by optax."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch
from torch.optim import Adafactor, AdamW, Muon

from optimizers import STEPS, OptimizerCases, Tensors, camel_case, optimizers

jax.config.update("jax_enable_x64", True)


class Optax:
    """optax with groups of parameters, as PyTorch's optimizers are used. The transform is made anew for each learning rate."""

    def __init__(self, make: Callable, groups: list[dict], maximize: bool = False, **options: Any) -> None:
        self.make, self.maximize = make, maximize
        self.param_groups = [{**options, **group} for group in groups]
        self.states = [self.transform(group).init(self.values(group)) for group in self.param_groups]

    def transform(self, group: dict) -> optax.GradientTransformation:
        return self.make(**{name: value for name, value in group.items() if name not in ("params", "match", "maximize")})

    def values(self, group: dict) -> list:
        return [jnp.asarray(parameter.detach().numpy()) for parameter in group["params"]]

    def step(self) -> None:
        for at, group in enumerate(self.param_groups):
            sign = -1 if group.get("maximize", self.maximize) else 1
            gradients = [sign * jnp.asarray(parameter.grad.numpy()) for parameter in group["params"]]
            updates, self.states[at] = self.transform(group).update(gradients, self.states[at], self.values(group))
            for parameter, update in zip(group["params"], updates):
                parameter.data += torch.tensor(np.asarray(update))

    def slots(self, parameters: Tensors) -> dict:
        found = {}
        for group, state in zip(self.param_groups, self.states):
            own = [name for name, parameter in parameters.items() if any(parameter is one for one in group["params"])]
            for part in state:
                for field, slot in {"mu": "expAvg", "nu": "expAvgSq", "trace": "momentumBuffer"}.items():
                    for name, value in zip(own, getattr(part, field, None) or []):
                        # What optax traces is added to the parameters.
                        found[f"{slot}/{name}"] = np.asarray(-value if field == "trace" else value)
        return {name: found[name] for name in sorted(found)}


def optax_lamb(lr: float, betas: tuple, eps: float, weight_decay: float, trust_ratio: bool) -> optax.GradientTransformation:
    if trust_ratio:
        return optax.lamb(lr, betas[0], betas[1], eps, weight_decay=weight_decay)
    parts = [optax.scale_by_adam(betas[0], betas[1], eps), optax.add_decayed_weights(weight_decay)]
    return optax.chain(*parts, optax.scale_by_learning_rate(lr))


def optax_lars(
    lr: float, momentum: float, trust_coefficient: float, eps: float, nesterov: bool, weight_decay: float, trust_ratio: bool
) -> optax.GradientTransformation:
    # Without momentum optax has a trace that keeps nothing.
    return optax.lars(
        lr, weight_decay, True, trust_coefficient, eps, trust_ratio_mask=trust_ratio, momentum=momentum, nesterov=nesterov
    )


@optimizers.component("lamb", "optax")
def lamb(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-6, "weightDecay": 0, "trustRatio": True, "maximize": False}
    make: Callable = lambda groups, **options: Optax(optax_lamb, groups, **options)  # noqa: E731

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, make, {**defaults, "lr": 0.0625, **options}, input)

    add("defaults", lr=1e-3)
    add("a large learning rate")
    add("a learning rate of 0", lr=0.0)
    add("maximize", maximize=True)
    add("weight decay", weightDecay=0.25)
    add("maximize with weight decay", weightDecay=0.125, maximize=True)
    add("without a trust ratio", trustRatio=False)
    add("without a trust ratio, weight decay", trustRatio=False, weightDecay=0.25)
    add("other betas", betas=[0.5, 0.9])
    add("a first beta of 0", betas=[0.0, 0.99])
    add("a second beta of 0", betas=[0.9, 0.0])
    add("a large epsilon", eps=0.125)
    add("the first step without a gradient", "all zero in every third step")
    add("sparse gradients", "mostly zero", betas=[0.8, 0.9])
    add("gradients of many scales", "from 2^20 down to 2^-24", lr=0.015625)
    add("decaying gradients", "decaying", betas=[0.9, 0.5])
    add("all options", "decaying", betas=[0.8, 0.75], eps=1e-4, weightDecay=0.25, maximize=True)
    cases.add("another learning rate in every step", make, defaults, rates=[0.0625 / (step + 1) for step in range(STEPS)])
    groups = [{"match": "weight", "betas": [0.5, 0.9]}, {"match": "bias", "trustRatio": False, "weightDecay": 0.25}]
    cases.add_groups("a bias without a trust ratio", make, {**defaults, "lr": 0.0625}, groups)
    cases.add_problems(make, {**defaults, "lr": 0.0078125}, {**defaults, "lr": 0.0078125, "betas": [0.8, 0.99], "weightDecay": 0.125})
    cases.add_refused("a learning rate below 0", make, {**defaults, "lr": -0.1}, reason="optax takes it.")
    cases.add_refused("a first beta of 1", make, {**defaults, "betas": [1.0, 0.999]}, reason="optax takes it.")


@optimizers.component("lars", "optax")
def lars(cases: OptimizerCases) -> None:
    defaults = {
        "lr": 1e-3,
        "momentum": 0.9,
        "trustCoefficient": 0.001,
        "eps": 0,
        "nesterov": False,
        "weightDecay": 0,
        "trustRatio": True,
        "maximize": False,
    }
    make: Callable = lambda groups, **options: Optax(optax_lars, groups, **options)  # noqa: E731

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, make, {**defaults, "lr": 1.0, "trustCoefficient": 0.0625, **options}, input)

    cases.add("defaults", make, defaults)
    add("a large learning rate")
    add("a learning rate of 0", lr=0.0)
    add("maximize", maximize=True)
    add("weight decay", weightDecay=0.25)
    add("maximize with weight decay", weightDecay=0.125, maximize=True)
    add("nesterov", nesterov=True)
    add("nesterov with weight decay", nesterov=True, momentum=0.5, weightDecay=0.25)
    add("a small momentum", momentum=0.25)
    add("an epsilon", eps=0.5)
    add("without a trust ratio", trustRatio=False, lr=0.0625)
    add("without a trust ratio, weight decay", trustRatio=False, lr=0.0625, weightDecay=0.25)
    add("the first step without a gradient", "all zero in every third step")
    add("the first step without a gradient, weight decay", "all zero in every third step", weightDecay=0.25)
    add("sparse gradients", "mostly zero", nesterov=True)
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("decaying gradients", "decaying", momentum=0.75)
    add("all options", "decaying", momentum=0.5, eps=0.125, nesterov=True, weightDecay=0.125, maximize=True)
    rates = [1 / (step + 1) for step in range(STEPS)]
    cases.add("another learning rate in every step", make, {**defaults, "trustCoefficient": 0.0625}, rates=rates)
    groups = [{"match": "weight", "momentum": 0.5}, {"match": "bias", "trustRatio": False, "weightDecay": 0.25, "lr": 0.0625}]
    cases.add_groups("a bias without a trust ratio", make, {**defaults, "lr": 1.0}, groups)
    other = {**defaults, "lr": 0.125, "trustCoefficient": 0.0625, "momentum": 0.5, "nesterov": True, "weightDecay": 0.125}
    cases.add_problems(make, {**defaults, "lr": 0.125, "trustCoefficient": 0.015625}, other)
    cases.add_refused("a momentum below 0", make, {**defaults, "momentum": -0.5}, reason="optax takes it.")
    cases.add_refused("nesterov without momentum", make, {**defaults, "momentum": 0, "nesterov": True}, reason="optax takes it.")


@optimizers.component("adafactor", "torch")
def adafactor(cases: OptimizerCases) -> None:
    # In float32 PyTorch's first epsilon is 2^-23, which is the default; in float64 it would be another one.
    defaults = {"lr": 1e-2, "beta2Decay": -0.8, "eps": [2.0**-23, 1e-3], "d": 1, "weightDecay": 0, "maximize": False}

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, Adafactor, {**defaults, "lr": 0.25, **options}, input)

    cases.add_common(Adafactor, defaults, lr=0.25)
    add("weight decay", weightDecay=0.25)
    add("a slow decay", beta2Decay=-0.25)
    add("a decay of 0", beta2Decay=0.0)
    add("a large first epsilon", eps=[0.5, 1e-3])
    add("a large second epsilon", eps=[1e-6, 4.0])
    add("steps that may be longer", d=2.0)
    add("a learning rate above the relative step", lr=2.0)
    add("the first step without a gradient", "all zero in every third step")
    add("sparse gradients", "mostly zero", beta2Decay=-0.5)
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("decaying gradients", "decaying", d=1.5)
    add("all options", "decaying", beta2Decay=-0.5, eps=[1e-4, 0.5], d=2.0, weightDecay=0.25, maximize=True)
    other = {**defaults, "lr": 0.5, "beta2Decay": -0.5, "d": 2.0, "weightDecay": 0.125, "eps": [1e-4, 0.125]}
    reason = "Steps are divided by roots of tiny moments, and the roundings of float32 add up."
    cases.add_problems(Adafactor, {**defaults, "lr": 0.03125}, other, tolerance=2e-4, reason=reason)
    cases.add_refused("a decay above 0", Adafactor, {**defaults, "beta2Decay": 0.5})
    cases.add_refused("a threshold below 1", Adafactor, {**defaults, "d": 0.5})
    cases.add_refused("a first epsilon below 0", Adafactor, {**defaults, "eps": [-1e-6, 1e-3]})
    cases.add_refused("a second epsilon below 0", Adafactor, {**defaults, "eps": [1e-6, -1e-3]})


class TransposedMuon:
    """PyTorch's Muon of transposed matrices, with products in the type of the parameters, and AdamW for what is no matrix."""

    def __init__(self, groups: list[dict], **options: Any) -> None:
        self.param_groups = [{**options, **group} for group in groups]
        self.pairs: list[tuple[torch.Tensor, torch.Tensor]] = []
        self.parts: list[tuple[dict, torch.optim.Optimizer]] = []
        for group in self.param_groups:
            matrices = [parameter for parameter in group["params"] if parameter.dim() == 2]
            rest = [parameter for parameter in group["params"] if parameter.dim() != 2]
            copies = [parameter.detach().T.clone().requires_grad_() for parameter in matrices]
            self.pairs += zip(matrices, copies)
            own = {name: value for name, value in group.items() if name not in ("params", "match")}
            name = own.pop("adjust_lr_fn")
            self.parts.append((group, Muon(copies, **own, adjust_lr_fn=name.replace("-", "_")) if copies else None))
            self.rest = AdamW(rest) if rest else getattr(self, "rest", None)

    def step(self) -> None:
        for matrix, copy in self.pairs:
            copy.grad = matrix.grad.T.clone()
        # PyTorch computes in bfloat16, whatever the type of the parameters.
        with patch.object(torch, "bfloat16", self.pairs[0][0].dtype):
            for group, part in self.parts:
                if part is not None:
                    part.param_groups[0]["lr"] = group["lr"]
                    part.step()
        for matrix, copy in self.pairs:
            matrix.data.copy_(copy.T)
        if self.rest is not None:
            self.rest.step()

    def slots(self, parameters: Tensors) -> dict:
        found = {}
        for name, parameter in parameters.items():
            for _, part in self.parts:
                for matrix, copy in self.pairs:
                    if matrix is parameter and part is not None and copy in part.state:
                        found[f"momentumBuffer/{name}"] = part.state[copy]["momentum_buffer"].T.contiguous()
            for slot in ("exp_avg", "exp_avg_sq"):
                if self.rest is not None and parameter in self.rest.state:
                    found[f"{camel_case(slot)}/{name}"] = self.rest.state[parameter][slot]
        return found


@optimizers.component("muon", "torch")
def muon(cases: OptimizerCases) -> None:
    defaults = {
        "lr": 1e-3,
        "weightDecay": 0.1,
        "momentum": 0.95,
        "nesterov": True,
        "nsCoefficients": [3.4445, -4.775, 2.0315],
        "eps": 1e-7,
        "nsSteps": 5,
        "adjustLrFn": "original",
    }

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, TransposedMuon, {**defaults, "lr": 0.0625, **options}, input)

    add("defaults", lr=1e-3)
    add("a large learning rate")
    add("a learning rate of 0", lr=0.0)
    add("no weight decay", weightDecay=0)
    add("a large weight decay", weightDecay=2.0)
    add("without nesterov", nesterov=False)
    add("a momentum of 0", momentum=0.0)
    add("a momentum of 0.5", momentum=0.5)
    add("no steps of Newton and Schulz", nsSteps=0)
    add("one step of Newton and Schulz", nsSteps=1)
    add("twelve steps of Newton and Schulz", nsSteps=12)
    add("other coefficients", nsCoefficients=[2.0, -1.5, 0.5])
    add("a large epsilon", eps=4.0)
    add("a rate as of AdamW", adjustLrFn="match-rms-adamw")
    add("a rate by the spectral norm", adjustLrFn="spectral-unclamped")
    add("the first step without a gradient", "all zero in every third step")
    add("sparse gradients", "mostly zero", momentum=0.75)
    add("gradients of many scales", "from 2^20 down to 2^-24", eps=0.0)
    add("decaying gradients", "decaying")
    cases.add("another learning rate in every step", TransposedMuon, defaults, rates=[0.0625 / (step + 1) for step in range(STEPS)])
    cases.add_groups("a group", TransposedMuon, {**defaults, "lr": 0.0625}, [{"match": "weight", "momentum": 0.5, "nsSteps": 2}])
    cases.add_problems(TransposedMuon, {**defaults, "lr": 0.03125}, {**defaults, "lr": 0.015625, "momentum": 0.75, "nesterov": False})
    cases.add_refused("a learning rate below 0", TransposedMuon, {**defaults, "lr": -0.1})
    cases.add_refused("a momentum below 0", TransposedMuon, {**defaults, "momentum": -0.5})
    cases.add_refused("a weight decay below 0", TransposedMuon, {**defaults, "weightDecay": -0.5})
