"""Metrics of images that need a network (torchmetrics), with a small one whose weights are formulas, in float64."""

from typing import Any
from unittest import mock

import numpy as np
import torch
from torch import nn
from torchmetrics.functional.image.dists import DISTSNetwork
from torchmetrics.functional.image.lpips import _LPIPS
from torchmetrics.image.fid import FrechetInceptionDistance
from torchmetrics.image.inception import InceptionScore
from torchmetrics.image.kid import KernelInceptionDistance
from torchmetrics.image.mifid import MemorizationInformedFrechetInceptionDistance

from golden_file import channels_last, encode, result, source, write

torch.set_num_threads(1)
random = np.random.RandomState(811)
CHANNELS = 3


def formula(rows: int, columns: int) -> torch.Tensor:
    """Weights of eighths, of no pattern that makes rows depend on each other."""
    row, column = np.mgrid[:rows, :columns]
    return torch.tensor(((row * row * 5 + column * 3 + row * column * 7 + 2) % 15 - 7) / 8)


class Pooled(nn.Module):
    """The mean over pixels of the squares of products of channels with weights."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.num_features = width
        self.kernel = formula(CHANNELS, width)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return torch.einsum("nchw,cf->nhwf", images.double(), self.kernel).square().mean((1, 2))


def layers(images: torch.Tensor) -> list[torch.Tensor]:
    """Two layers: of two channels, and of three at half the height and width."""
    first = torch.einsum("nchw,cf->nfhw", images, formula(CHANNELS, 2)).relu()
    return [first, torch.einsum("nchw,cf->nfhw", nn.functional.avg_pool2d(first, 2), formula(2, 3)) + 0.125]


def images(count: int, shift: float = 0, size: int = 4) -> np.ndarray:
    """Images of sixteenths."""
    return np.clip(np.round(16 * random.uniform(shift, 1, (count, CHANNELS, size, size))), 0, 16) / 16


SETS = {
    "alike": [(images(5), images(7)), (images(8), images(3))],
    "brighter": [(images(6, 0.3), images(6)), (images(1, 0.3), images(4)), (images(9, 0.3), images(6))],
    "fewer than features": [(images(2, 0.2), images(3))],
}
copied = images(9)
SETS["copies"] = [(copied[:6], copied[1:8]), (copied[2:5], images(1))]
PAIRS = {
    "pairs": [(images(2), images(2)), (images(1), images(1))],
    "near": [(near := images(3), np.clip(near + random.choice([-1, 0, 1], near.shape) / 16, 0, 1))],
    "equal": [(near[:1], near[:1])],
}
cases: list[dict] = []


def add(metric: str, input: str, options: dict, expected: Any, reason: str | None = None, width: int = 0) -> None:
    title = ", ".join([metric, input, *(f"{name} {value}" for name, value in options.items()), *([f"{width} features"] if width else [])])
    cases.append({"name": title, "metric": metric, "input": input, "width": width, "options": options, "expected": expected, "reason": reason})


def of_sets(metric: Any, input: str, swapped: bool = False) -> Any:
    metric = metric.set_dtype(torch.float64)
    for fake, real in SETS[input]:
        metric.update(torch.tensor(fake), real=swapped)
        metric.update(torch.tensor(real), real=not swapped)
    return metric.compute()


def means(pair: Any) -> dict:
    mean, std = pair
    return {"mean": result(mean.double()), "std": result(std.double())}


def small(kind: type, width: int, **options: Any) -> Any:
    return kind(feature=Pooled(width), **options)


for input in SETS:
    for width in (1, 3, 6):
        # Six features are squares of three numbers: covariances of few images have no full rank.
        add("frechet-inception-distance", input, {}, result(of_sets(small(FrechetInceptionDistance, width), input)), width=width)
        if width == 1:
            continue  # torch makes no matrix of the variance of one feature
        for eps in (0.1, 0.001):
            value = of_sets(small(MemorizationInformedFrechetInceptionDistance, width, cosine_distance_eps=eps), input, swapped=True)
            reason = "torchmetrics looks for the generated image next to each real one: it is given each for the other."
            add("memorization-informed-frechet-inception-distance", input, {"cosineDistanceEps": eps}, result(value), reason, width)
# A subset of all images is the same in any order.
whole = {"alike": [(images(5), images(7)), (images(8), images(6))], "brighter": [(images(6, 0.3), images(4)), (images(1, 0.3), images(3))]}
SETS |= {f"as many, {name}": batches for name, batches in whole.items()}
for name, batches in whole.items():
    count = sum(len(fake) for fake, _ in batches)
    for width in (2, 5):
        for options in ({}, {"degree": 2, "coef": 0.5}, {"degree": 1, "gamma": 0.25, "coef": 0.25}):
            given = small(KernelInceptionDistance, width, subsets=2, subset_size=count, **options)
            value = means(of_sets(given, f"as many, {name}"))
            # Rounding alone makes the two differ.
            value["std"] = 0
            add("kernel-inception-distance", f"as many, {name}", {"subsets": 2, "subsetSize": count, **options}, value, width=width)
for input in SETS:
    for splits in (1, 2, 4):
        score = InceptionScore(feature=Pooled(4), splits=splits).set_dtype(torch.float64)
        for fake, _ in SETS[input]:
            score.update(torch.tensor(fake))
        with mock.patch.object(torch, "randperm", torch.arange):
            add("inception-scores in order", input, {"splits": splits}, means(score.compute()), width=4)


class Lins(nn.Module):
    """LPIPS of torchmetrics with two layers in place of its networks."""

    def __init__(self, weights: list[list[float]] | None) -> None:
        super().__init__()
        self.lpips = _LPIPS.__new__(_LPIPS)
        nn.Module.__init__(self.lpips)
        self.lpips.spatial, self.lpips.resize, self.lpips.L = False, None, 2
        self.lpips.scaling_layer = nn.Identity()
        self.lpips.net = nn.Identity()
        self.lpips.net.forward = layers
        self.lpips.lins = []
        for numbers in weights or [[1.0] * 2, [1.0] * 3]:
            factors = torch.tensor(numbers, dtype=torch.float64).reshape(1, -1, 1, 1)
            self.lpips.lins.append(lambda maps, factors=factors: (maps * factors).sum(1, keepdim=True))

    def forward(self, *pair: torch.Tensor) -> torch.Tensor:
        return self.lpips(*pair).reshape(-1)


class Dists(DISTSNetwork):
    """DISTS of torchmetrics with two layers in place of VGG."""

    def __init__(self, alpha: list | None, beta: list | None) -> None:
        nn.Module.__init__(self)
        self.chns = [CHANNELS, 2, 3]
        for name, lists in (("alpha", alpha), ("beta", beta)):
            numbers = torch.ones(8) if lists is None else torch.tensor(sum(lists, []))
            setattr(self, name, nn.Parameter(numbers.double().reshape(1, -1, 1, 1), requires_grad=False))

    def forward_once(self, x: torch.Tensor) -> list[torch.Tensor]:
        return [x, *layers(x)]


def of_pairs(network: nn.Module, input: str, reduction: str) -> Any:
    scores = torch.cat([network(torch.tensor(one), torch.tensor(other)).reshape(-1) for one, other in PAIRS[input]])
    return result({"mean": scores.mean, "sum": scores.sum, "none": lambda: scores}[reduction]())


for input in PAIRS:
    for reduction in ("mean", "sum", "none"):
        for weights in (None, [[0.5, 2.0], [1.0, 0.0, 3.0]]):
            options = {"reduction": reduction, **({"weights": weights} if weights else {})}
            add("learned-perceptual-image-patch-similarity", input, options, of_pairs(Lins(weights), input, reduction))
        for alpha, beta in ((None, None), ([[1.0, 2, 0], [0.5, 1], [1.0, 0, 2]], [[0.0, 1, 1], [1.0, 3], [2.0, 1, 1]])):
            options = {"reduction": reduction, **({"alpha": alpha, "beta": beta} if alpha else {})}
            add("deep-image-structure-and-texture-similarity", input, options, of_pairs(Dists(alpha, beta), input, reduction))

inputs = {
    name: [{"prediction": channels_last(one), "target": channels_last(other)} for one, other in batches]
    for name, batches in (SETS | PAIRS).items()
}
write(
    "packages/metrics/src/image/goldens/network-images.json",
    source=source("torchmetrics", "torch"),
    script="tools/goldens/network_images.py",
    inputs=encode(inputs, exact=True),
    cases=[{**case, "expected": encode(case["expected"]) if not isinstance(case["expected"], dict) else case["expected"]} for case in cases],
)
