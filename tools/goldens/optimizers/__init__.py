"""Optimizers of PyTorch, in float64: the parameters after each of twelve steps, and the slots after the last one.

The gradients are given, not computed, and exact in float32.
"""

from typing import Any

import numpy as np
import torch

from golden_cases import Cases, Package
from golden_file import sixty_fourths

torch.set_num_threads(1)

STEPS = 12
SHAPES = {"weight": (2, 3), "bias": (4,)}
OPTION_NAMES = {"weightDecay": "weight_decay"}

Gradients = list[dict[str, np.ndarray]]


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


class OptimizerCases(Cases):
    """The cases of an optimizer, with the gradients that all of them share as inputs."""

    def __init__(self, kind: str, component: str) -> None:
        super().__init__(kind, component)
        self.gradients = gradient_lists()
        for name, gradients in self.gradients.items():
            self.input(name, parameters=initial_parameters(), gradients=gradients)

    def add(
        self, name: str, optimizer: type, options: dict, input: str = "usual", rates: list[float] | None = None, **answer: Any
    ) -> None:
        """`options` are LML's, with which PyTorch's `optimizer` is made; `rates` are learning rates, one for each step."""
        gradients = self.gradients[input]
        if rates is not None:
            input = f"{input}, a falling learning rate from {rates[0]}"
            if input not in self.inputs:
                self.input(input, parameters=initial_parameters(), gradients=gradients)
                self.inputs[input]["learningRates"] = rates
        self.add_case(name, input, options, lambda: run(optimizer, torch_options(options), gradients, rates), **answer)

    def add_refused(self, name: str, optimizer: type, options: dict) -> None:
        self.add(f"refused: {name}", optimizer, options, error="LML_INVALID_OPTIONS")

    def add_groups(self, name: str, optimizer: type, options: dict, groups: list[dict]) -> None:
        """`groups` are LML's: each the name of a parameter, `match`, and options of its own."""
        written = {**options, "groups": groups}
        self.add_case(name, "usual", written, lambda: run(optimizer, torch_options(written), self.gradients["usual"], None))

    def add_common(self, optimizer: type, defaults: dict, lr: float) -> None:
        """What every optimizer of PyTorch has: rate, weight decay, and maximising."""
        self.add("defaults", optimizer, defaults)
        self.add("a large learning rate", optimizer, {**defaults, "lr": lr})
        self.add("a learning rate of 0", optimizer, {**defaults, "lr": 0.0})
        self.add("maximize", optimizer, {**defaults, "lr": lr, "maximize": True})
        self.add("maximize with weight decay", optimizer, {**defaults, "lr": lr, "maximize": True, "weightDecay": 0.125})
        rates = [lr / (step + 1) for step in range(STEPS)]
        self.add("another learning rate in every step", optimizer, defaults, rates=rates)
        groups = [{"match": "weight", "weightDecay": 0.125}, {"match": "bias", "lr": lr / 10, "weightDecay": 0}]
        self.add_groups("two groups", optimizer, {**defaults, "lr": lr}, groups)
        self.add_groups("one group", optimizer, {**defaults, "lr": lr}, [{"match": "bias", "lr": lr / 4, "weightDecay": 0.25}])
        self.add_refused("a learning rate below 0", optimizer, {**defaults, "lr": -0.1})
        self.add_refused("a weight decay below 0", optimizer, {**defaults, "weightDecay": -0.1})


def torch_options(options: dict) -> dict:
    named = {OPTION_NAMES.get(name, name): tuple(value) if name == "betas" else value for name, value in options.items()}
    return {**named, **({"groups": [torch_options(group) for group in options["groups"]]} if "groups" in options else {})}


def run(optimizer: type, options: dict, gradients: Gradients, rates: list[float] | None) -> dict:
    double = trajectory(optimizer, options, gradients, rates, torch.float64)
    single = trajectory(optimizer, options, gradients, rates, torch.float32)
    for exact, rounded in zip(double["parameters"], single["parameters"]):
        for name in SHAPES:
            np.testing.assert_allclose(rounded[name], exact[name], rtol=1e-4, atol=1e-5)
    return double


def trajectory(optimizer: type, options: dict, gradients: Gradients, rates: list[float] | None, dtype: torch.dtype) -> dict:
    parameters = {name: torch.tensor(values, dtype=dtype, requires_grad=True) for name, values in initial_parameters().items()}
    groups = [{**group, "params": [parameters[group["match"]]]} for group in options.get("groups", [])]
    rest = [parameter for name, parameter in parameters.items() if all(group["match"] != name for group in options.get("groups", []))]
    shared = {name: value for name, value in options.items() if name != "groups"}
    stepping = optimizer([*groups, *([{"params": rest}] if rest else [])], **shared, foreach=False)
    after = []
    for step, gradient in enumerate(gradients):
        if rates is not None:
            stepping.param_groups[0]["lr"] = rates[step]
        for name, parameter in parameters.items():
            parameter.grad = torch.tensor(gradient[name], dtype=dtype)
        stepping.step()
        after.append({name: parameter.detach().numpy().copy() for name, parameter in parameters.items()})
    slots = {}
    for name, parameter in parameters.items():
        for slot, value in stepping.state[parameter].items():
            if slot != "step" and value is not None:
                slots[f"{camel_case(slot)}/{name}"] = value
    return {"parameters": after, "slots": slots}


def camel_case(name: str) -> str:
    """`exp_avg_sq` as `expAvgSq`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


optimizers = Package("optimizers", "optimizer", OptimizerCases)
