"""Gradients clipped by norm and value (PyTorch), and adaptively (optax), in float64."""

import jax
import numpy as np
import optax
import torch

from golden_file import encode, sixty_fourths, source, write

jax.config.update("jax_enable_x64", True)
random = np.random.RandomState(311)

SHAPES = {"dense/kernel": (3, 2), "dense/bias": (2,), "convolution/kernel": (2, 2, 1, 3), "scale": ()}
WEIGHTS = {name: sixty_fourths(random.standard_normal(shape)) for name, shape in SHAPES.items()}
# One unit whose weights start at 0.
WEIGHTS["dense/kernel"][:, 1] = 0
GRADIENTS = {name: sixty_fourths(2 * random.standard_normal(shape)) for name, shape in SHAPES.items()}
GRADIENTS["convolution/kernel"][..., 2] = 0


def by_torch(clip: dict, gradients: dict) -> dict:
    parameters = {name: torch.zeros(value.shape, dtype=torch.float64) for name, value in gradients.items()}
    for name, parameter in parameters.items():
        parameter.grad = torch.tensor(gradients[name])
    if "norm" in clip:
        torch.nn.utils.clip_grad_norm_(parameters.values(), clip["norm"])
    else:
        torch.nn.utils.clip_grad_value_(parameters.values(), clip["value"])
    return {name: parameter.grad for name, parameter in parameters.items()}


def by_optax(clip: dict, gradients: dict) -> dict:
    excluded = clip.get("exclude", "").split(",")
    chosen = {name: np.asarray(value) for name, value in gradients.items() if name not in excluded}
    transform = optax.adaptive_grad_clip(clip["adaptive"], clip.get("eps", 1e-3))
    clipped, _ = transform.update(chosen, transform.init(chosen), {name: np.asarray(WEIGHTS[name]) for name in chosen})
    return {name: clipped.get(name, value) for name, value in gradients.items()}


def case(name: str, clip: dict, scale: float = 1) -> dict:
    gradients = {key: scale * value for key, value in GRADIENTS.items()}
    clipped = (by_optax if "adaptive" in clip else by_torch)(clip, gradients)
    return {"name": name, "clip": clip, "scale": scale, "clipped": encode(clipped)}


write(
    "packages/core/src/learning/goldens/gradient-clip.json",
    source=source("torch", "optax"),
    script="tools/goldens/gradient_clip.py",
    weights=encode(WEIGHTS, exact=True),
    gradients=encode(GRADIENTS, exact=True),
    cases=[
        case("a norm", {"norm": 1}),
        case("a norm that is not reached", {"norm": 100}),
        case("a value", {"value": 0.5}),
        case("adaptively", {"adaptive": 0.01}),
        case("adaptively, some units", {"adaptive": 2}),
        case("adaptively, with a least norm", {"adaptive": 0.5, "eps": 3}),
        case("adaptively, without a weight", {"adaptive": 0.01, "exclude": "dense/kernel"}),
        case("adaptively, of tiny gradients", {"adaptive": 0.0001}, 2**-30),
        case("adaptively, of huge gradients", {"adaptive": 0.01}, 2**30),
    ],
)
