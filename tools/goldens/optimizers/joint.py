"""Optimizers that need all parameters together: Prodigy by prodigyopt, SAM by PyTorch optimizer, L-BFGS by PyTorch."""

from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import torch
from prodigyopt import Prodigy
from pytorch_optimizer.optimizer.sam import SAM
from torch.optim import LBFGS, SGD, Adam

from optimizers import STEPS, OptimizerCases, Tensors, camel_case, network, optimizers, quadratic


class Prodigies:
    """prodigyopt, with an estimate of its own for each group."""

    def __init__(self, groups: list[dict], **options: Any) -> None:
        parts = [{**options, **{name: value for name, value in group.items() if name not in ("params", "match")}} for group in groups]
        with redirect_stdout(None):
            self.optimizers = [Prodigy(group["params"], **part) for group, part in zip(groups, parts)]
        self.param_groups = [optimizer.param_groups[0] for optimizer in self.optimizers]
        self.matches = [group.get("match") for group in groups]

    def step(self) -> None:
        for optimizer in self.optimizers:
            optimizer.step()

    def slots(self, parameters: Tensors) -> dict:
        slots = {}
        for name, parameter in parameters.items():
            for optimizer in self.optimizers:
                for slot, value in optimizer.state.get(parameter, {}).items():
                    if isinstance(value, torch.Tensor):
                        whole = value.numel() == parameter.numel()
                        slots[f"{camel_case(slot)}/{name}"] = value.reshape(parameter.shape) if whole else value
        for group, match in zip(self.param_groups, self.matches):
            at = f"@{match}" if match else ""
            slots |= {f"{camel_case(name)}{at}": torch.tensor(float(group[name])) for name in ("d", "d_max", "d_numerator")}
        return slots


@optimizers.component("prodigy", "prodigyopt", "torch")
def prodigy(cases: OptimizerCases) -> None:
    defaults = {
        "lr": 1.0,
        "betas": [0.9, 0.999],
        "beta3": None,
        "eps": 1e-8,
        "weightDecay": 0,
        "decouple": True,
        "useBiasCorrection": False,
        "safeguardWarmup": False,
        "d0": 1e-6,
        "dCoef": 1.0,
        "growthRate": float("inf"),
        "sliceP": 1,
    }

    def add(name: str, input: str = "usual", rates: list[float] | None = None, **options: Any) -> None:
        given = {**defaults, "d0": 0.03125, **options}
        written = {name: value for name, value in given.items() if value is not None and value != float("inf")}
        cases.add(name, Prodigies, written, input, rates)

    add("defaults", d0=1e-6)
    add("a large first estimate")
    add("a small learning rate", lr=0.25)
    add("another learning rate in every step", rates=[1 / (step + 1) for step in range(STEPS)])
    add("a learning rate that comes to 0 in between", rates=[0.5 * (step % 4) for step in range(STEPS)], lr=0.5)
    add("weight decay", weightDecay=0.25)
    add("weight decay through the gradient", weightDecay=0.25, decouple=False)
    add("other betas", betas=[0.5, 0.9])
    add("a first beta of 0", betas=[0.0, 0.99])
    add("a third beta", beta3=0.5)
    add("a large epsilon", eps=0.125)
    add("a bias correction", useBiasCorrection=True)
    add("a guarded warm-up", safeguardWarmup=True, rates=[(step + 1) / STEPS for step in range(STEPS)])
    add("a coefficient", dCoef=0.5)
    add("slow growth", growthRate=1.125)
    add("every third number", sliceP=3)
    add("the first step without a gradient", "all zero in every third step")
    add("the first step without a gradient, weight decay", "all zero in every third step", weightDecay=0.25)
    add("sparse gradients", "mostly zero", betas=[0.8, 0.9])
    add("gradients of many scales", "from 2^20 down to 2^-24")
    add("decaying gradients", "decaying")
    add(
        "all options",
        "decaying",
        lr=0.5,
        betas=[0.8, 0.9],
        beta3=0.75,
        eps=1e-4,
        weightDecay=0.125,
        decouple=False,
        useBiasCorrection=True,
        safeguardWarmup=True,
        dCoef=0.5,
        growthRate=1.5,
        sliceP=2,
    )
    written = {name: value for name, value in defaults.items() if name not in ("beta3", "growthRate")}
    groups = [{"match": "weight", "weightDecay": 0.125}, {"match": "bias", "betas": [0.5, 0.9], "d0": 0.0625}]
    cases.add_groups("groups with estimates of their own", Prodigies, {**written, "d0": 0.03125}, groups)
    growing = {**written, "d0": 1e-3, "growthRate": 1.0625}
    cases.add_problems(Prodigies, growing, {**growing, "betas": [0.8, 0.9], "useBiasCorrection": True, "weightDecay": 0.0625})
    cases.add_refused("a learning rate of 0", Prodigies, {**written, "lr": 0.0})
    cases.add_refused("a first estimate of 0", Prodigies, {**written, "d0": 0.0})
    cases.add_refused("an epsilon of 0", Prodigies, {**written, "eps": 0.0})
    cases.add_refused("a second beta of 1", Prodigies, {**written, "betas": [0.9, 1.0]})


class Sharpness:
    """SAM around an optimizer of PyTorch, which is given as LML's options."""

    evaluates_again = True

    def __init__(self, groups: list[dict], optimizer: dict, **options: Any) -> None:
        own = {name: tuple(value) if isinstance(value, list) else value for name, value in optimizer.items() if name != "name"}
        self.optimizer = SAM(groups, {"sgd": SGD, "adam": Adam}[optimizer["name"]], **options, **own)
        self.param_groups = self.optimizer.param_groups

    def step(self, evaluate: Callable) -> None:
        self.optimizer.step(evaluate)


@optimizers.component("sam", "pytorch-optimizer", "torch")
def sam(cases: OptimizerCases) -> None:
    sgd, adam = {"name": "sgd", "lr": 0.0625}, {"name": "adam", "lr": 0.03125}
    inner = {"sgd": sgd, "sgd with momentum": {**sgd, "momentum": 0.5}, "adam": adam, "adam, weight decay": {**adam, "weight_decay": 0.125}}
    for name, optimizer in inner.items():
        written = {camel_case(option): value for option, value in optimizer.items()}
        for rho, adaptive in ((0.05, False), (0.25, False), (0.0, False), (0.125, True), (0.5, True)):
            make: Callable = lambda groups, optimizer, own=optimizer, **options: Sharpness(groups, own, **options)  # noqa: E731
            options = {"optimizer": written, "rho": rho, "adaptive": adaptive}
            for problem in ("quadratic", "network"):
                kind = "adaptive " if adaptive else ""
                reason = "The roundings of float32 add up, and parameters come near 0; the reference has a norm of float32."
                cases.add(f"{name}: {kind}rho of {rho}, {problem}", make, options, problem, tolerance=1e-4, reason=reason)
    cases.add_refused("a rho below 0", Sharpness, {"optimizer": sgd, "rho": -0.5, "adaptive": False})


class Lbfgs(LBFGS):
    evaluates_again = True

    def slots(self, parameters: Tensors) -> dict:
        return {}


@optimizers.component("lbfgs", "torch")
def lbfgs(cases: OptimizerCases) -> None:
    defaults = {
        "lr": 1.0,
        "maxIter": 20,
        "maxEval": None,
        "toleranceGrad": 1e-7,
        "toleranceChange": 1e-9,
        "historySize": 100,
        "lineSearchFn": None,
        "maximize": False,
    }

    def make(groups: list[dict], **options: Any) -> LBFGS:
        search = options.pop("line_search_fn", None)
        return Lbfgs(groups, **options, line_search_fn=search and search.replace("-", "_"))

    # A network has many minima, and where steps are as long as in L-BFGS, roundings soon lead to another one.
    cases.steps("network, few steps", **network(), steps=4, after=[1, 2, 3, 4])
    cases.steps("network, two steps", **network(), steps=2, after=[1, 2])
    cases.steps("quadratic, few steps", **quadratic(), steps=6, after=[1, 2, 3, 6])

    def add(name: str, problem: str, **options: Any) -> None:
        given = {name: value for name, value in {**defaults, **options}.items() if value is not None}
        reason = "Differences of gradients, which tell about curvature, lose digits in float32."
        cases.add(name, make, given, problem, tolerance=2e-4, reason=reason)

    add("50 steps of one iteration, quadratic", "quadratic", maxIter=1, historySize=5)
    add("50 steps of a line search, quadratic", "quadratic", maxIter=1, maxEval=4, historySize=5, lineSearchFn="strong-wolfe")
    for problem in ("quadratic, few steps", "network, few steps"):
        kind = problem.split(",")[0]
        short = "network, two steps" if kind == "network" else problem
        add(f"one iteration, {kind}", problem, maxIter=1)
        add(f"one iteration, a small history, {kind}", problem, maxIter=1, historySize=2)
        add(f"one iteration, a history of 1, {kind}", problem, maxIter=1, historySize=1)
        add(f"one iteration, half the length, {kind}", problem, maxIter=1, lr=0.5)
        add(f"three iterations, {kind}", problem, maxIter=3, lr=0.25)
        add(f"iterations bounded by evaluations, {kind}", problem, maxIter=5, maxEval=3, lr=0.25)
        add(f"large tolerances, {kind}", problem, maxIter=4, toleranceGrad=0.125, toleranceChange=0.01)
        add(f"a line search, {kind}", problem, maxIter=1, maxEval=6, lineSearchFn="strong-wolfe")
        add(f"a line search of several iterations, {kind}", problem, maxIter=3, maxEval=8, lineSearchFn="strong-wolfe")
        add(f"a line search from a large length, {kind}", short, maxIter=2, maxEval=9, lr=8.0, lineSearchFn="strong-wolfe")
        add(f"a line search from a small length, {kind}", short, maxIter=2, maxEval=9, lr=0.0625, lineSearchFn="strong-wolfe")
        add(f"a line search that is cut short, {kind}", short, maxIter=2, maxEval=2, lr=8.0, lineSearchFn="strong-wolfe")
    cases.add_refused("a learning rate below 0", make, {"lr": -1.0})
