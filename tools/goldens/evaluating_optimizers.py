"""SAM, Lookahead and schedule-free SGD by their formulas, with PyTorch's gradients in float64: what optimizers need that evaluate the
loss again, remember the values of parameters, or are used at others than those that they train.

A linear model with a mean of squared errors, batches of four of twelve samples in their order, six updates.
"""

from collections.abc import Callable

import numpy as np
import torch

from golden_file import encode, sixty_fourths, source, write

STEPS = 6
BATCH = 4
LR = 0.125

random = np.random.RandomState(310)
INPUT = sixty_fourths(random.standard_normal((12, 3)))
TARGET = sixty_fourths(random.standard_normal((12, 1)))
START = {"kernel": sixty_fourths(random.standard_normal((3, 1))), "bias": sixty_fourths(random.standard_normal(1))}

Tensors = dict[str, torch.Tensor]


def gradients_at(step: int, parameters: Tensors) -> Tensors:
    rows = [(BATCH * step + row) % len(INPUT) for row in range(BATCH)]
    given = {name: value.clone().requires_grad_() for name, value in parameters.items()}
    output = torch.tensor(INPUT[rows]) @ given["kernel"] + given["bias"]
    torch.nn.functional.mse_loss(output, torch.tensor(TARGET[rows])).backward()
    return {name: value.grad for name, value in given.items()}


def combine(function: Callable[..., torch.Tensor], *operands: Tensors) -> Tensors:
    return {name: function(*(operand[name] for operand in operands)) for name in START}


def sam(rho: float = 0.5) -> list[dict]:
    """Foret et al., Sharpness-aware minimization for efficiently improving generalization, 2021."""
    w = {name: torch.tensor(value) for name, value in START.items()}
    visits = []
    for step in range(STEPS):
        g = gradients_at(step, w)
        norm = torch.sqrt(sum((value**2).sum() for value in g.values()))
        ascended = combine(lambda value, gradient: value + rho * gradient / (norm + 1e-12), w, g)
        w = combine(lambda value, gradient: value - LR * gradient, w, gradients_at(step, ascended))
        visits.append({"parameters": w, "used": w})
    return visits


def lookahead(k: int = 3, alpha: float = 0.5) -> list[dict]:
    """Zhang et al., Lookahead optimizer: k steps forward, 1 step back, 2019."""
    fast = slow = {name: torch.tensor(value) for name, value in START.items()}
    visits = []
    for step in range(STEPS):
        fast = combine(lambda value, gradient: value - LR * gradient, fast, gradients_at(step, fast))
        if (step + 1) % k == 0:
            fast = slow = combine(lambda old, new: old + alpha * (new - old), slow, fast)
        visits.append({"parameters": fast, "used": slow})
    return visits


def schedule_free(beta: float = 0.75) -> list[dict]:
    """Defazio et al., The road less scheduled, 2024: SGD."""
    x = z = y = {name: torch.tensor(value) for name, value in START.items()}
    visits = []
    for step in range(STEPS):
        z = combine(lambda value, gradient: value - LR * gradient, z, gradients_at(step, y))
        c = 1 / (step + 1)
        x = combine(lambda mean, value: (1 - c) * mean + c * value, x, z)
        y = combine(lambda value, mean: (1 - beta) * value + beta * mean, z, x)
        visits.append({"parameters": y, "used": x})
    return visits


write(
    "tools/engines/goldens/evaluating-optimizers.json",
    source=source("torch"),
    script="tools/goldens/evaluating_optimizers.py",
    input=encode(INPUT, exact=True),
    target=encode(TARGET, exact=True),
    start=encode(START, exact=True),
    cases=[encode({"name": one.__name__, "visits": one()}) for one in (sam, lookahead, schedule_free)],
)
