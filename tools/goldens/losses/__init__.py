"""Losses: values, and gradients with respect to the prediction.

Both are computed in float64 from inputs that are exact in float32, and compared with a float32 run. Arrays have LML's layout, with
the classes last.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from golden_cases import Cases, Package
from golden_file import result

torch.set_num_threads(1)

REDUCTIONS = ("mean", "sum", "none")
INFINITY = float("inf")


def to_torch(values: np.ndarray, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    return torch.from_numpy(np.array(values)).to(torch.int64 if np.issubdtype(values.dtype, np.integer) else dtype)


def upstream(shape: torch.Size) -> torch.Tensor:
    """What flows into a loss that is not reduced: 1, -0.5, 2, 0.25, 1, …"""
    pattern = torch.tensor([1.0, -0.5, 2.0, 0.25], dtype=torch.float64)
    size = shape.numel()
    return pattern.repeat(size // 4 + 1)[:size].reshape(shape)


def reduced(values: torch.Tensor, reduction: str, total: torch.Tensor) -> torch.Tensor:
    """Weighted values: as they are, their sum, or that by the total of the weights."""
    return values if reduction == "none" else values.sum() if reduction == "sum" else values.sum() / total


class LossCases(Cases):
    """The cases of a loss. `arrays` are the inputs as they were given."""

    def __init__(self, kind: str, component: str) -> None:
        super().__init__(kind, component)
        self.arrays: dict[str, dict[str, np.ndarray]] = {}

    def input(self, name: str, **parts: Any) -> None:
        """A target may be a list or a record of arrays; `state` are the values of what the loss owns, by name."""
        super().input(name, **parts)
        # How a prediction is put together is no array that the reference is given.
        self.arrays[name] = {part: value for part, value in parts.items() if part != "parts" and value is not None}

    def add(
        self,
        name: str,
        input: str,
        options: dict,
        loss: Callable[..., torch.Tensor] | None = None,
        *,
        of: tuple[str, ...] = ("prediction",),
        right_in_float32: bool = True,
        **answer: Any,
    ) -> None:
        """Value and gradients of `loss(prediction, target, weight)`, which has no weight where the input has none.

        `of` names what is differentiated: also the target where it is another view of the samples. A loss with weights of its own is
        given them as `state`, and differentiated with respect to them.
        """
        arrays = self.arrays[input]

        def compute() -> dict:
            double = differentiate(loss, arrays, of, torch.float64)
            if right_in_float32:
                for single, exact in zip(differentiate(loss, arrays, of, torch.float32), double):
                    np.testing.assert_allclose(single, exact, rtol=2e-5, atol=2e-6)
            names = ("value", "gradient", "targetGradient")[: 1 + len(of)]
            answers = {name: result(value) for name, value in zip(names, double)}
            own = double[1 + len(of) :]
            if own:
                answers["stateGradient"] = {name: result(value) for name, value in zip(arrays["state"], own)}
            return answers

        self.add_case(name, input, options, None if loss is None else compute, **answer)


def differentiate(loss: Callable, arrays: dict[str, Any], of: tuple[str, ...], dtype: torch.dtype) -> list[np.ndarray]:
    """The value, then the gradients with respect to what `of` names and to the weights that the loss owns."""

    def tensors_of(values: Any) -> Any:
        if isinstance(values, dict):
            return {name: tensors_of(part) for name, part in values.items()}
        return [tensors_of(part) for part in values] if isinstance(values, list) else to_torch(values, dtype)

    tensors = {name: tensors_of(values) for name, values in arrays.items() if name != "state"}
    state = {name: to_torch(values, dtype).requires_grad_() for name, values in arrays.get("state", {}).items()}
    variables = [tensors[name].requires_grad_() for name in of] + list(state.values())
    value = loss(*tensors.values(), **({"state": state} if state else {}))
    flowing = upstream(value.shape).to(dtype) if value.ndim else None
    gradients = torch.autograd.grad(value, variables, flowing, materialize_grads=True)
    return [value.detach().numpy(), *(gradient.numpy() for gradient in gradients)]


losses = Package("losses", "loss", LossCases)
