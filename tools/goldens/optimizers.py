"""PyTorch's optimizers: the parameters after each of twelve steps, in float32 and in float64.

The gradients are given, not computed, and exact in float32. `null` is a gradient that a step lacks.
"""

from typing import Any

import numpy as np
import torch
from torch.optim import SGD, Adam, AdamW

from golden_file import input_tensor, numbers, outcome, sixty_fourths, source, write

STEPS = 12
SHAPES = {"weight": (2, 3), "bias": (4,)}
OPTION_NAMES = {"weightDecay": "weight_decay", "decoupledWeightDecay": "decoupled_weight_decay"}
DEFAULTS = {
    SGD: {"lr": 1e-3, "momentum": 0, "dampening": 0, "weightDecay": 0, "nesterov": False, "maximize": False},
    Adam: {
        "lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "weightDecay": 0, "amsgrad": False, "maximize": False,
        "decoupledWeightDecay": False,
    },
    AdamW: {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "weightDecay": 0.01, "amsgrad": False, "maximize": False},
}  # fmt: skip

Gradients = list[dict[str, np.ndarray | None]]


def initial_parameters() -> dict[str, np.ndarray]:
    random = np.random.RandomState(300)
    return {name: sixty_fourths(random.standard_normal(shape)) for name, shape in SHAPES.items()}


def gradient_lists() -> dict[str, Gradients]:
    random = np.random.RandomState(301)

    def draw(scale: float = 1) -> dict[str, np.ndarray | None]:
        return {name: sixty_fourths(random.standard_normal(shape)) * scale for name, shape in SHAPES.items()}

    usual = [draw() for _ in range(STEPS)]
    decaying = [draw(8 * 0.5**step) for step in range(STEPS)]
    scales = [draw(2.0 ** (20 - 4 * step)) for step in range(STEPS)]
    zeros = [{name: gradient * (step % 3 != 0) for name, gradient in draw().items()} for step in range(STEPS)]
    sparse = [{name: np.where(random.random_sample(g.shape) < 0.6, 0, g) for name, g in draw().items()} for _ in range(STEPS)]
    missing = [{**draw(), **({"bias": None} if step in (0, 1, 5) else {}), **({"weight": None} if step == 6 else {})}
               for step in range(STEPS)]  # fmt: skip
    return {
        "usual": usual,
        "decaying": decaying,
        "from 2^20 down to 2^-24": scales,
        "all zero in every third step": zeros,
        "mostly zero": sparse,
        "missing in some steps": missing,
    }


def encode_inputs(gradients: dict[str, Gradients]) -> dict:
    def encoded(tensors: dict) -> dict:
        return {name: None if values is None else input_tensor(values)["data"] for name, values in tensors.items()}

    return {
        name: {
            "shapes": {name: list(shape) for name, shape in SHAPES.items()},
            "initial": encoded(initial_parameters()),
            "gradients": [encoded(step) for step in steps],
        }
        for name, steps in gradients.items()
    }


def torch_options(options: dict) -> dict:
    return {OPTION_NAMES.get(name, name): tuple(value) if name == "betas" else value for name, value in options.items()}


def run(
    optimizer: type,
    options: dict,
    gradients: Gradients,
    dtype: torch.dtype,
    groups: list[dict] | None,
    rates: list[float] | None,
) -> dict[str, np.ndarray]:
    """Per parameter an array [steps, size]."""
    parameters = {name: torch.tensor(values, dtype=dtype, requires_grad=True) for name, values in initial_parameters().items()}
    chosen = groups or [{"parameters": list(parameters)}]
    chosen = [
        {"params": [parameters[name] for name in group["parameters"]],
         **torch_options({name: value for name, value in group.items() if name != "parameters"})}
        for group in chosen
    ]  # fmt: skip
    stepping = optimizer(chosen, **torch_options(options), foreach=False)
    after = {name: [] for name in parameters}
    for step, gradient in enumerate(gradients):
        if rates is not None:
            for group in stepping.param_groups:
                group["lr"] = rates[step]
        for name, parameter in parameters.items():
            parameter.grad = None if gradient[name] is None else torch.tensor(gradient[name], dtype=dtype)
        stepping.step()
        for name, parameter in parameters.items():
            after[name].append(parameter.detach().numpy().ravel().copy())
    return {name: np.array(steps) for name, steps in after.items()}


def encode_run(after: dict[str, np.ndarray]) -> dict:
    return {name: [numbers(step) for step in steps] for name, steps in after.items()}


class CaseList:
    def __init__(self, optimizer: type, gradients: dict[str, Gradients]) -> None:
        self.optimizer, self.gradients, self.cases = optimizer, gradients, []

    def add(
        self,
        title: str,
        input: str = "usual",
        *,
        groups: list[dict] | None = None,
        rates: list[float] | None = None,
        **chosen: Any,
    ) -> None:
        """`groups`: options of named parameters that differ; `learningRates`: one a step instead of `lr`."""
        options = {**DEFAULTS[self.optimizer], **chosen}

        def both() -> dict:
            single, double = (
                run(self.optimizer, options, self.gradients[input], dtype, groups, rates)
                for dtype in (torch.float32, torch.float64)
            )
            for name in SHAPES:
                np.testing.assert_allclose(single[name], double[name], rtol=1e-4, atol=1e-5)
            return {"float32": encode_run(single), "float64": encode_run(double)}

        extra = {**({"groups": groups} if groups else {}), **({"learningRates": rates} if rates else {})}
        self.cases.append({"name": title, "input": input, "options": options, **extra, **outcome(both)})

    def add_common(self, lr: float) -> None:
        self.add("defaults")
        self.add("a large learning rate", lr=lr)
        self.add("a learning rate of 0", lr=0.0)
        self.add("maximize", lr=lr, maximize=True)
        self.add("maximize with weight decay", lr=lr, maximize=True, weightDecay=0.125)
        self.add("another learning rate in every step", rates=[lr / (step + 1) for step in range(STEPS)])
        self.add(
            "two groups",
            lr=lr,
            groups=[{"parameters": ["weight"], "weightDecay": 0.125}, {"parameters": ["bias"], "lr": lr / 10, "weightDecay": 0}],
        )
        self.add("refused: a learning rate below 0", lr=-0.1)
        self.add("refused: a weight decay below 0", weightDecay=-0.1)


def sgd_cases(gradients: dict[str, Gradients]) -> list[dict]:
    cases = CaseList(SGD, gradients)
    cases.add_common(lr=0.125)
    cases.add("weight decay", lr=0.125, weightDecay=0.125)
    cases.add("momentum", lr=0.1, momentum=0.9)
    cases.add("momentum of 1", lr=0.0625, momentum=1.0)
    cases.add("dampening starts with the second step", lr=0.1, momentum=0.9, dampening=0.5)
    cases.add("dampening of 1 keeps the first gradient", lr=0.1, momentum=0.9, dampening=1.0)
    cases.add("dampening without momentum has no effect", lr=0.1, dampening=0.5)
    cases.add("nesterov", lr=0.1, momentum=0.9, nesterov=True)
    cases.add("nesterov with weight decay", lr=0.1, momentum=0.5, nesterov=True, weightDecay=0.01)
    cases.add("momentum with weight decay", lr=0.1, momentum=0.9, weightDecay=0.01)
    cases.add("all options", lr=0.1, momentum=0.9, dampening=0.25, weightDecay=0.01, maximize=True)
    cases.add("momentum, another learning rate in every step", momentum=0.9, rates=[0.1 / (step + 1) for step in range(STEPS)])
    cases.add("momentum, zero gradients", "all zero in every third step", lr=0.1, momentum=0.9, weightDecay=0.01)
    cases.add("momentum, sparse gradients", "mostly zero", lr=0.1, momentum=0.9, nesterov=True)
    cases.add("momentum, missing gradients", "missing in some steps", lr=0.1, momentum=0.9, dampening=0.5)
    cases.add("missing gradients", "missing in some steps", lr=0.1, weightDecay=0.01)
    cases.add("gradients of many scales", "from 2^20 down to 2^-24", lr=2.0**-20, momentum=0.5)
    cases.add("decaying gradients", "decaying", lr=0.0625, momentum=0.75)
    cases.add(
        "momentum in one group",
        lr=0.1,
        groups=[{"parameters": ["bias"], "momentum": 0.9}, {"parameters": ["weight"], "momentum": 0.5, "nesterov": True}],
    )
    cases.add("refused: nesterov without momentum", nesterov=True)
    cases.add("refused: nesterov with dampening", nesterov=True, momentum=0.9, dampening=0.5)
    cases.add("refused: a momentum below 0", momentum=-0.5)
    return cases.cases


def add_adam_cases(cases: CaseList) -> None:
    cases.add_common(lr=0.0625)
    cases.add("weight decay", lr=0.05, weightDecay=0.25)
    cases.add("no weight decay", lr=0.05, weightDecay=0)
    cases.add("other betas", lr=0.05, betas=[0.5, 0.9])
    cases.add("a first beta of 0", lr=0.05, betas=[0.0, 0.99])
    cases.add("a second beta of 0", lr=0.05, betas=[0.9, 0.0])
    cases.add("a large epsilon", lr=0.05, eps=0.125)
    cases.add("an epsilon of 0", lr=0.05, eps=0.0)
    cases.add("the first step without a gradient", "all zero in every third step", lr=0.05)
    cases.add("sparse gradients", "mostly zero", lr=0.05, betas=[0.8, 0.9])
    cases.add("missing gradients do not count as steps", "missing in some steps", lr=0.05)
    cases.add("missing gradients, weight decay", "missing in some steps", lr=0.05, weightDecay=0.25)
    cases.add("gradients of many scales", "from 2^20 down to 2^-24", lr=0.05)
    cases.add("decaying gradients", "decaying", lr=0.05, betas=[0.9, 0.5])
    cases.add("decaying gradients, amsgrad", "decaying", lr=0.05, betas=[0.9, 0.5], amsgrad=True)
    cases.add("amsgrad", lr=0.05, amsgrad=True)
    cases.add("amsgrad, missing gradients", "missing in some steps", lr=0.05, betas=[0.9, 0.5], amsgrad=True)
    cases.add("all options", "decaying", lr=0.05, betas=[0.8, 0.75], eps=1e-4, weightDecay=0.25, amsgrad=True, maximize=True)
    cases.add(
        "betas of a group",
        lr=0.05,
        groups=[{"parameters": ["weight"], "betas": [0.5, 0.9]}, {"parameters": ["bias"], "eps": 0.01, "amsgrad": True}],
    )
    cases.add("refused: a first beta of 1", betas=[1.0, 0.999])
    cases.add("refused: a second beta below 0", betas=[0.9, -0.1])
    cases.add("refused: an epsilon below 0", eps=-1e-8)


def adam_cases(gradients: dict[str, Gradients]) -> list[dict]:
    cases = CaseList(Adam, gradients)
    add_adam_cases(cases)
    cases.add("decoupled weight decay", lr=0.05, weightDecay=0.25, decoupledWeightDecay=True)
    return cases.cases


def adamw_cases(gradients: dict[str, Gradients]) -> list[dict]:
    cases = CaseList(AdamW, gradients)
    add_adam_cases(cases)
    cases.add("a learning rate times weight decay of 1", lr=0.5, weightDecay=2.0)
    return cases.cases


if __name__ == "__main__":
    torch.set_num_threads(1)
    gradients = gradient_lists()
    for name, cases in [("sgd", sgd_cases(gradients)), ("adam", adam_cases(gradients)), ("adamw", adamw_cases(gradients))]:
        used = {case["input"] for case in cases}
        write(
            f"packages/optimizers/src/goldens/{name}.json",
            source=source("torch"),
            script="tools/goldens/optimizers.py",
            inputs=encode_inputs({name: steps for name, steps in gradients.items() if name in used}),
            cases=cases,
        )
