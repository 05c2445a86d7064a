"""Relatives of Adam and Adagrad: SparseAdam by PyTorch, AdaBelief and Yogi by pytorch-optimizer, FTRL by Keras."""

import os
from collections.abc import Callable
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from pytorch_optimizer import AdaBelief, Yogi  # noqa: E402
from torch.optim import SparseAdam  # noqa: E402

from golden_file import sixty_fourths  # noqa: E402
from optimizers import AFTER, STEPS, OptimizerCases, initial_parameters, optimizers  # noqa: E402


class SparseAdamOfNumbers(SparseAdam):
    """SparseAdam with gradients of sparse layout, in which the numbers are there that are not 0."""

    sparse_axes: tuple[int, ...] = ()

    def step(self) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.grad = parameter.grad.to_sparse(*self.sparse_axes)
        super().step()


class SparseAdamOfRows(SparseAdamOfNumbers):
    """SparseAdam with gradients as those of an embedding, in which rows are there that are not 0."""

    sparse_axes = (1,)


@optimizers.component("sparse-adam", "torch")
def sparse_adam(cases: OptimizerCases) -> None:
    defaults = {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "maximize": False}

    def add(name: str, input: str = "mostly zero", **options: Any) -> None:
        cases.add(name, SparseAdamOfNumbers, {**defaults, "lr": 0.05, **options}, input)

    cases.steps("rows of an embedding", parameters=initial_parameters(), gradients=rows_of_an_embedding(), after=AFTER)
    cases.add_rates(SparseAdamOfNumbers, defaults, lr=0.0625, stands=False)
    cases.add("rows of an embedding", SparseAdamOfRows, {**defaults, "lr": 0.05}, "rows of an embedding")
    cases.add("rows of an embedding, number by number", SparseAdamOfNumbers, {**defaults, "lr": 0.05}, "rows of an embedding")
    add("sparse gradients")
    add("sparse gradients, maximize", maximize=True)
    add("other betas", betas=[0.5, 0.75])
    add("a first beta of 0", betas=[0.0, 0.75])
    add("a second beta of 0", betas=[0.75, 0.0])
    add("a large epsilon", eps=0.125)
    add("all zero in every third step", "all zero in every third step")
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("all options", "all zero in every third step", betas=[0.8, 0.75], eps=1e-4, maximize=True)
    groups = [{"match": "weight", "betas": [0.5, 0.75]}, {"match": "bias", "lr": 0.25, "eps": 0.125}]
    cases.add("betas of groups", SparseAdamOfNumbers, {**defaults, "lr": 0.05, "groups": groups}, "mostly zero")
    cases.add_problems(SparseAdamOfNumbers, {**defaults, "lr": 0.05}, {**defaults, "lr": 0.03125, "betas": [0.8, 0.9]})
    cases.add_refused("a first beta of 1", SparseAdamOfNumbers, {**defaults, "betas": [1.0, 0.999]})
    cases.add_refused("a second beta below 0", SparseAdamOfNumbers, {**defaults, "betas": [0.9, -0.1]})
    cases.add_refused("an epsilon of 0", SparseAdamOfNumbers, {**defaults, "eps": 0.0})


def rows_of_an_embedding() -> list[dict[str, np.ndarray]]:
    """The word 0 is in every third batch, the word 1 in every second, and both are missing in some."""
    random = np.random.RandomState(304)

    def row(size: int, is_there: bool) -> np.ndarray:
        values = sixty_fourths(random.standard_normal(size))
        return np.where(values == 0, 1, values) * is_there

    words = [[step % 3 == 0, step % 2 == 0] for step in range(STEPS)]
    return [{"weight": np.stack([row(3, there) for there in step]), "bias": row(4, step[0])} for step in words]


@optimizers.component("adabelief", "pytorch-optimizer", "torch")
def adabelief(cases: OptimizerCases) -> None:
    cases.option_names = {"decoupledWeightDecay": "weight_decouple", "amsgrad": "ams_bound"}
    defaults = {"lr": 1e-3, **MOMENTS, "eps": 1e-16, "amsgrad": False, "rectify": False}
    add_moments_cases(cases, AdaBelief, defaults)

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, AdaBelief, {**defaults, "lr": 0.05, **options}, input)

    add("amsgrad", amsgrad=True)
    add("decaying gradients, amsgrad", "decaying", betas=[0.9, 0.5], amsgrad=True)
    add("rectify", rectify=True)
    add("rectify, of which the mean is soon trusted", rectify=True, betas=[0.9, 0.75], eps=1e-3, amsgrad=True)
    other = {**defaults, "lr": 0.03125, "betas": [0.8, 0.9], "eps": 1e-4, "weightDecay": 0.125, "rectify": True}
    cases.add_problems(AdaBelief, {**defaults, "lr": 0.015625, "eps": 1e-4}, other)


@optimizers.component("yogi", "pytorch-optimizer", "torch")
def yogi(cases: OptimizerCases) -> None:
    cases.option_names = {"decoupledWeightDecay": "weight_decouple", "initialAccumulatorValue": "initial_accumulator"}
    defaults = {"lr": 1e-2, **MOMENTS, "eps": 1e-3, "initialAccumulatorValue": 1e-6}
    add_moments_cases(cases, Yogi, defaults)
    cases.add("moments that begin at 1", Yogi, {**defaults, "lr": 0.05, "initialAccumulatorValue": 1.0})
    other = {**defaults, "lr": 0.03125, "betas": [0.8, 0.9], "initialAccumulatorValue": 0.125, "weightDecay": 0.125}
    cases.add_problems(Yogi, {**defaults, "lr": 0.05}, other)
    reason = "pytorch-optimizer takes it, and has roots of numbers below 0."
    cases.add_refused("an initial value below 0", Yogi, {**defaults, "initialAccumulatorValue": -0.1}, reason=reason)


MOMENTS = {"betas": [0.9, 0.999], "weightDecay": 0, "decoupledWeightDecay": True, "maximize": False}


def add_moments_cases(cases: OptimizerCases, optimizer: Callable, defaults: dict) -> None:
    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, optimizer, {**defaults, "lr": 0.05, **options}, input)

    cases.add_common(optimizer, defaults, lr=0.0625)
    add("weight decay", weightDecay=0.25)
    add("weight decay through the gradient", weightDecay=0.25, decoupledWeightDecay=False)
    add("other betas", betas=[0.5, 0.9])
    add("a first beta of 0", betas=[0.0, 0.99], eps=0.125)
    add("a second beta of 0", betas=[0.9, 0.0])
    add("a large epsilon", eps=0.125)
    add("the first step without a gradient", "all zero in every third step", eps=1e-3)
    add("sparse gradients", "mostly zero", betas=[0.8, 0.9], eps=1e-3)
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("decaying gradients", "decaying", betas=[0.9, 0.5])
    add("all options", "decaying", betas=[0.8, 0.75], eps=1e-4, weightDecay=0.25, decoupledWeightDecay=False, maximize=True)
    groups = [{"match": "weight", "betas": [0.5, 0.9]}, {"match": "bias", "eps": 0.01, "weightDecay": 0.125}]
    cases.add_groups("betas of a group", optimizer, {**defaults, "lr": 0.05}, groups)
    cases.add_refused("a first beta of 1", optimizer, {**defaults, "betas": [1.0, 0.999]})
    cases.add_refused("a second beta below 0", optimizer, {**defaults, "betas": [0.9, -0.1]})
    cases.add_refused("an epsilon below 0", optimizer, {**defaults, "eps": -1e-8})


class Ftrl:
    """Keras's Ftrl as an optimizer of PyTorch: one for each group."""

    def __init__(self, groups: list[dict], maximize: bool, **options: Any) -> None:
        self.maximize, self.param_groups, self.own = maximize, groups, []
        for group in groups:
            given = {**options, **group}
            parameters = given.pop("params")
            given["learning_rate"] = given.pop("lr")
            given["learning_rate_power"] = given.pop("lr_power")
            given.pop("match", None)
            keras.config.set_floatx("float64" if parameters[0].dtype == torch.float64 else "float32")
            variables = [keras.Variable(parameter.detach().clone(), dtype=keras.config.floatx()) for parameter in parameters]
            self.own.append((parameters, variables, keras.optimizers.Ftrl(**given)))

    def zero_grad(self) -> None:
        for parameters, _, _ in self.own:
            for parameter in parameters:
                parameter.grad = None

    def step(self) -> None:
        for parameters, variables, optimizer in self.own:
            gradients = [-parameter.grad if self.maximize else parameter.grad for parameter in parameters]
            optimizer.apply(gradients, variables)
            with torch.no_grad():
                for parameter, variable in zip(parameters, variables):
                    parameter.copy_(variable.value)

    @property
    def state(self) -> dict:
        slots = {}
        for parameters, _, optimizer in self.own:
            for index, parameter in enumerate(parameters):
                slots[parameter] = {
                    "accumulator": optimizer._accumulators[index].value.detach(),
                    "linear": optimizer._linears[index].value.detach(),
                }
        return slots


@optimizers.component("ftrl", "keras", "torch")
def ftrl(cases: OptimizerCases) -> None:
    strengths = {"l1RegularizationStrength": 0.0, "l2RegularizationStrength": 0.0, "l2ShrinkageRegularizationStrength": 0.0}
    defaults = {"lr": 1e-3, "lrPower": -0.5, "initialAccumulatorValue": 0.1, **strengths, "beta": 0.0, "maximize": False}

    def add(name: str, input: str = "usual", **options: Any) -> None:
        cases.add(name, Ftrl, {**defaults, "lr": 0.25, **options}, input)

    cases.add("defaults", Ftrl, defaults)
    reason = "The linear term is a difference of sums that nearly cancel."
    cases.add("a large learning rate", Ftrl, {**defaults, "lr": 0.25}, tolerance=1e-4, reason=reason)
    add("maximize", maximize=True)
    add("L1", l1RegularizationStrength=2.0)
    add("L1 that leaves nothing", l1RegularizationStrength=1000.0)
    add("L2", l2RegularizationStrength=0.5)
    add("shrinkage", l2ShrinkageRegularizationStrength=0.25)
    add("a beta of 1", beta=1.0)
    add("another power", lrPower=-0.75)
    add("a rate that stays", lrPower=0.0)
    add("sums that begin at 2", initialAccumulatorValue=2.0)
    add("sums that begin at 0", initialAccumulatorValue=0.0)
    add("the first step without a gradient", "all zero in every third step")
    add("sparse gradients, L1", "mostly zero", l1RegularizationStrength=1.0)
    add("decaying gradients", "decaying")
    strong = {"l1RegularizationStrength": 0.25, "l2RegularizationStrength": 0.125, "l2ShrinkageRegularizationStrength": 0.0625}
    add("all options", "decaying", lrPower=-0.625, initialAccumulatorValue=1.0, **strong, beta=0.5, maximize=True)
    groups = [{"match": "weight", "l1RegularizationStrength": 1.0}, {"match": "bias", "lr": 0.0625, "beta": 1.0}]
    cases.add_groups("strengths of groups", Ftrl, {**defaults, "lr": 0.25}, groups)
    cases.add_problems(Ftrl, {**defaults, "lr": 0.0625}, {**defaults, "lr": 0.25, **strong, "beta": 1.0})
    cases.add_refused("a power above 0", Ftrl, {**defaults, "lrPower": 0.5})
    cases.add_refused("an initial value below 0", Ftrl, {**defaults, "initialAccumulatorValue": -0.1})
    for name, refused in {"L1": "l1RegularizationStrength", "L2": "l2RegularizationStrength"}.items():
        cases.add_refused(f"a strength of {name} below 0", Ftrl, {**defaults, refused: -0.1})
    cases.add_refused("a strength of shrinkage below 0", Ftrl, {**defaults, "l2ShrinkageRegularizationStrength": -0.1})
