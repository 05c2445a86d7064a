"""Optimizers in float64: the parameters after some of the steps, and the slots after the last one.

Either the gradients of twelve steps are given, exact in float32, or fifty steps descend a quadratic function or train a small network,
whose slots are not compared.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from golden_cases import Cases, Package
from golden_file import sixty_fourths

torch.set_num_threads(1)

STEPS = 12
AFTER = [1, 2, 3, 6, 12]
PROBLEM_STEPS = 50
PROBLEM_AFTER = [1, 2, 10, 50]
SHAPES = {"weight": (2, 3), "bias": (4,)}

Gradients = list[dict[str, np.ndarray]]
Tensors = dict[str, torch.Tensor]


def initial_parameters() -> dict[str, np.ndarray]:
    random = np.random.RandomState(300)
    return {name: sixty_fourths(random.standard_normal(shape)) for name, shape in SHAPES.items()}


def gradient_lists() -> dict[str, Gradients]:
    random = np.random.RandomState(301)

    def draw(scale: float = 1) -> dict[str, np.ndarray]:
        return {name: sixty_fourths(random.standard_normal(shape)) * scale for name, shape in SHAPES.items()}

    usual = [draw() for _ in range(STEPS)]
    decaying = [draw(8 * 0.5**step) for step in range(STEPS)]
    scales = [draw(2.0 ** (20 - 4 * step)) for step in range(STEPS)]
    zeros = [{name: gradient * (step % 3 != 0) for name, gradient in draw().items()} for step in range(STEPS)]
    sparse = [{name: np.where(random.random_sample(g.shape) < 0.6, 0, g) for name, g in draw().items()} for _ in range(STEPS)]
    return {
        "usual": usual,
        "decaying": decaying,
        "from 2^20 down to 2^-24": scales,
        "all zero in every third step": zeros,
        "mostly zero": sparse,
    }


def quadratic() -> dict:
    random = np.random.RandomState(302)
    curvature = {name: 2.0 ** random.randint(-2, 3, shape) for name, shape in SHAPES.items()}
    minimum = {name: sixty_fourths(random.standard_normal(shape)) for name, shape in SHAPES.items()}
    return {"parameters": initial_parameters(), "quadratic": {"curvature": curvature, "minimum": minimum}}


def network() -> dict:
    random = np.random.RandomState(303)
    shapes = {"kernel0": (2, 3), "bias0": (3,), "kernel1": (3, 1), "bias1": (1,)}
    parameters = {name: sixty_fourths(random.standard_normal(shape)) for name, shape in shapes.items()}
    input = sixty_fourths(random.standard_normal((6, 2)))
    target = sixty_fourths(np.sin(2 * input[:, :1]) + input[:, 1:])
    return {"parameters": parameters, "network": {"input": input, "target": target}}


def loss_of(parameters: Tensors, input: dict) -> torch.Tensor:
    dtype = next(iter(parameters.values())).dtype
    constants = {name: tensors_of(value, dtype) for name, value in input.items() if name in ("quadratic", "network")}
    if "quadratic" in constants:
        curvature, minimum = constants["quadratic"]["curvature"], constants["quadratic"]["minimum"]
        return 0.5 * sum((curvature[name] * (value - minimum[name]) ** 2).sum() for name, value in parameters.items())
    data = constants["network"]
    hidden = torch.tanh(data["input"] @ parameters["kernel0"] + parameters["bias0"])
    return torch.nn.functional.mse_loss(hidden @ parameters["kernel1"] + parameters["bias1"], data["target"])


def tensors_of(value: Any, dtype: torch.dtype) -> Any:
    if isinstance(value, dict):
        return {name: tensors_of(part, dtype) for name, part in value.items()}
    return torch.tensor(value, dtype=dtype)


class OptimizerCases(Cases):
    """The cases of an optimizer, with the gradients and problems that all of them share as inputs."""

    def __init__(self, kind: str, component: str) -> None:
        super().__init__(kind, component)
        self.plain: dict[str, dict] = {}
        self.option_names: dict[str, str] = {}
        for name, gradients in gradient_lists().items():
            self.steps(name, parameters=initial_parameters(), gradients=gradients, after=AFTER)
        for name, problem in {"quadratic": quadratic(), "network": network()}.items():
            self.steps(name, **problem, steps=PROBLEM_STEPS, after=PROBLEM_AFTER)

    def steps(self, name: str, **parts: Any) -> None:
        self.plain[name] = parts
        self.input(name, **parts)

    def add(
        self, name: str, optimizer: Callable, options: dict, input: str = "usual", rates: list[float] | None = None, **answer: Any
    ) -> None:
        """`options` are LML's, with which the reference's `optimizer` is made; `rates` are learning rates, one for each step."""
        if rates is not None:
            rated = f"{input}, a falling learning rate from {rates[0]}"
            if rated not in self.inputs:
                self.steps(rated, **self.plain[input])
                self.plain[rated]["learningRates"] = self.inputs[rated]["learningRates"] = rates
            input = rated
        given = self.reference_options(options)
        self.add_case(name, input, options, lambda: run(optimizer, given, self.plain[input]), **answer)

    def reference_options(self, options: dict) -> dict:
        """LML's options as the reference names them: `weightDecay` is `weight_decay`, and lists are tuples."""
        named = {
            self.option_names.get(name, snake_case(name)): tuple(value) if isinstance(value, list) else value
            for name, value in options.items()
            if name != "groups"
        }
        return {**named, **({"groups": [self.reference_options(group) for group in options["groups"]]} if "groups" in options else {})}

    def add_refused(self, name: str, optimizer: Callable, options: dict, **answer: Any) -> None:
        self.add(f"refused: {name}", optimizer, options, error="LML_INVALID_OPTIONS", **answer)

    def add_groups(self, name: str, optimizer: Callable, options: dict, groups: list[dict]) -> None:
        """`groups` are LML's: each the name of a parameter, `match`, and options of its own."""
        self.add(name, optimizer, {**options, "groups": groups})

    def add_problems(
        self,
        optimizer: Callable,
        *options: dict,
        tolerance: float = 5e-5,
        reason: str = "The roundings of float32 add up, and parameters come near 0.",
    ) -> None:
        """Descends the quadratic function and trains the network, with each of some options."""
        for number, given in enumerate(options):
            for problem in ("quadratic", "network"):
                name = f"{PROBLEM_STEPS} steps, {problem}{f' {number + 1}' if number else ''}"
                self.add(name, optimizer, given, problem, tolerance=tolerance, reason=reason)

    def add_common(self, optimizer: Callable, defaults: dict, lr: float, **differences: bool) -> None:
        """What every optimizer of PyTorch has: rate, weight decay, and maximising."""
        self.add_rates(optimizer, defaults, lr, **differences)
        self.add("maximize with weight decay", optimizer, {**defaults, "lr": lr, "maximize": True, "weightDecay": 0.125})
        groups = [{"match": "weight", "weightDecay": 0.125}, {"match": "bias", "lr": lr / 10, "weightDecay": 0}]
        self.add_groups("two groups", optimizer, {**defaults, "lr": lr}, groups)
        self.add_groups("one group", optimizer, {**defaults, "lr": lr}, [{"match": "bias", "lr": lr / 4, "weightDecay": 0.25}])
        self.add_refused("a weight decay below 0", optimizer, {**defaults, "weightDecay": -0.1})

    def add_rates(self, optimizer: Callable, defaults: dict, lr: float, *, stands: bool = True, varies: bool = True) -> None:
        """`stands` is whether the reference takes a rate of 0, `varies` whether a new rate counts at once."""
        self.add("defaults", optimizer, defaults)
        self.add("a large learning rate", optimizer, {**defaults, "lr": lr})
        self.add("maximize", optimizer, {**defaults, "lr": lr, "maximize": True})
        self.add_refused("a learning rate below 0", optimizer, {**defaults, "lr": -0.1})
        if stands:
            self.add("a learning rate of 0", optimizer, {**defaults, "lr": 0.0})
        if varies:
            self.add("another learning rate in every step", optimizer, defaults, rates=[lr / (step + 1) for step in range(STEPS)])


def run(optimizer: Callable, options: dict, input: dict) -> dict:
    double = trajectory(optimizer, options, input, torch.float64)
    single = trajectory(optimizer, options, input, torch.float32)
    for exact, rounded in zip(double["parameters"], single["parameters"]):
        for name in exact:
            np.testing.assert_allclose(rounded[name], exact[name], rtol=1e-4, atol=1e-5)
    return double


def trajectory(optimizer: Callable, options: dict, input: dict, dtype: torch.dtype) -> dict:
    parameters = {name: torch.tensor(values, dtype=dtype, requires_grad=True) for name, values in input["parameters"].items()}
    groups = [{**group, "params": [parameters[group["match"]]]} for group in options.get("groups", [])]
    rest = [parameter for name, parameter in parameters.items() if all(group["match"] != name for group in options.get("groups", []))]
    shared = {name: value for name, value in options.items() if name != "groups"}
    stepping = optimizer([*groups, *([{"params": rest}] if rest else [])], **shared)
    after = []
    for step in range(input["steps"] if "steps" in input else len(input["gradients"])):
        if "learningRates" in input:
            stepping.param_groups[0]["lr"] = input["learningRates"][step]
        if "gradients" in input:
            for name, parameter in parameters.items():
                parameter.grad = torch.tensor(input["gradients"][step][name], dtype=dtype)
            stepping.step()
        else:

            def evaluate() -> torch.Tensor:
                for parameter in parameters.values():
                    parameter.grad = None
                loss = loss_of(parameters, input)
                loss.backward()
                return loss

            evaluate()
            stepping.step(evaluate) if getattr(stepping, "evaluates_again", False) else stepping.step()
        if step + 1 in input["after"]:
            after.append({name: parameter.detach().numpy().copy() for name, parameter in parameters.items()})
    used = {"used": stepping.used(parameters)} if hasattr(stepping, "used") else {}
    # Near a minimum gradients, and what is made of them, are mostly roundings.
    return {"parameters": after, **used, **({} if "steps" in input else {"slots": slots_of(stepping, parameters)})}


def slots_of(stepping: Any, parameters: Tensors) -> dict:
    """The state of each parameter that has its shape; or what the reference's wrapper says."""
    if hasattr(stepping, "slots"):
        return stepping.slots(parameters)
    slots = {}
    for name, parameter in parameters.items():
        for slot, value in stepping.state[parameter].items():
            if isinstance(value, torch.Tensor) and slot not in ("step", "mu_product", "eta", "mu"):
                slots[f"{camel_case(slot)}/{name}"] = value
    return slots


def camel_case(name: str) -> str:
    """`exp_avg_sq` as `expAvgSq`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def snake_case(name: str) -> str:
    """`weightDecay` as `weight_decay`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


optimizers = Package("optimizers", "optimizer", OptimizerCases)
