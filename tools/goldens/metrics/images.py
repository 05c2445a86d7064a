"""What the golden cases of images share: pictures, and torchmetrics' functions of one image at a time."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any
from unittest import mock

import numpy as np
import torch

from golden_file import result
from metrics import Batches, MetricCases, to_torch

FLOAT32 = "Convolutions and sums of an image are float32 on every engine."

Shape = tuple[int, int, int, int]


class Pictures:
    """Pictures [N, C, H, W] of 256 levels: waves, so that neighbours are alike, with noise."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.RandomState(seed)

    def noise(self, *shape: int) -> np.ndarray:
        return self.random.randint(0, 256, shape).astype(float)

    def waves(self, *shape: int) -> np.ndarray:
        count, channels, height, width = shape
        down, across = np.mgrid[:height, :width]
        phases = self.random.uniform(0, 6, (count, channels, 3, 1, 1))
        lengths = self.random.uniform(2, 9, (count, channels, 2, 1, 1))
        values = np.sin(down / lengths[:, :, 0] + phases[:, :, 0]) + np.sin(across / lengths[:, :, 1] + phases[:, :, 1])
        return np.clip(np.round(128 + 50 * values + self.random.uniform(-12, 12, shape)), 0, 255)

    def like(self, target: np.ndarray, noise: int = 20) -> np.ndarray:
        return np.clip(target + self.random.randint(-noise, noise + 1, target.shape), 0, 255)

    def pairs(self, *shapes: Shape, noise: int = 20) -> Batches:
        """Batches of pictures, and of what is like them."""
        targets = [self.waves(*shape) for shape in shapes]
        return [{"prediction": self.like(target, noise), "target": target} for target in targets]


@contextmanager
def float32_epsilon() -> Any:
    """torchmetrics computes in float64 here, but with the epsilon that it has for float32."""
    finfo = torch.finfo
    with mock.patch.object(torch, "finfo", lambda dtype: finfo(torch.float32)):
        yield


def reduced(scores: list[float], reduction: str) -> Any:
    values = np.array(scores, dtype=np.float64)
    return result({"mean": values.mean, "sum": values.sum, "none": lambda: values}[reduction]())


def of_images(function: Callable[..., Any], batches: Batches, reduction: str) -> dict:
    """What a function gives for each image alone, reduced over all up to each batch, and over each batch."""

    def scores(batch: dict[str, np.ndarray]) -> list[float]:
        parts = [to_torch(values, torch.float64) for values in batch.values()]
        with float32_epsilon():
            return [float(function(*(part[at : at + 1] for part in parts))) for at in range(len(parts[0]))]

    each = [scores(batch) for batch in batches]
    joined = [reduced(sum(each[: end + 1], []), reduction) for end in range(len(each))]
    return {"values": joined, "batchValues": [reduced(one, reduction) for one in each], "value": joined[-1]}


def add_images(
    cases: MetricCases,
    name: str,
    input: str,
    options: dict,
    function: Callable[..., Any],
    *,
    reduction: str = "mean",
    tolerance: float = 1e-5,
    reason: str = FLOAT32,
    **answer: Any,
) -> None:
    """A case of a function of torchmetrics, of each image by itself."""
    if "error" in answer:
        return cases.add_case(name, input, options, lambda: of_images(function, cases.batches[input], reduction), **answer)
    compute = None if "expected" in answer else lambda: of_images(function, cases.batches[input], reduction)
    cases.add_case(
        name, input, {**options, "reduction": reduction}, compute, tolerance=tolerance, reason=reason, **answer
    )
