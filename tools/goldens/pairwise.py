"""Similarities and distances of all rows of matrices (torchmetrics), in float64."""

from itertools import product

import numpy as np
import torch
from torchmetrics.functional import (
    pairwise_cosine_similarity,
    pairwise_euclidean_distance,
    pairwise_linear_similarity,
    pairwise_manhattan_distance,
    pairwise_minkowski_distance,
)

from golden_file import encode, sixty_fourths, source, write

random = np.random.RandomState(281)
FUNCTIONS = {
    "pairwiseCosineSimilarity": pairwise_cosine_similarity,
    "pairwiseEuclideanDistance": pairwise_euclidean_distance,
    "pairwiseLinearSimilarity": pairwise_linear_similarity,
    "pairwiseManhattanDistance": pairwise_manhattan_distance,
    "pairwiseMinkowskiDistance": pairwise_minkowski_distance,
}
MATRICES = {
    "x": sixty_fourths(random.standard_normal((4, 3)) * 2),
    "y": sixty_fourths(random.standard_normal((2, 3)) * 2),
    "far and near": 4096 + np.array([[0, 0, 0], [0, 1 / 64, 0], [1 / 64, 0, 1 / 32]]),
    "zeros": np.array([[0.0, 0, 0], [1, 2, 2]]),
}


def case(function: str, x: str, y: str | None = None, **options: object) -> dict:
    names = {"zeroDiagonal": "zero_diagonal"}
    chosen = {names.get(name, name): value for name, value in options.items()}
    matrices = [torch.tensor(MATRICES[name], dtype=torch.float64) for name in (x, y) if name is not None]
    title = ", ".join([function, x, *([y] if y else []), *(f"{name} {value}" for name, value in options.items())])
    expected = encode(FUNCTIONS[function](*matrices, **chosen))
    return {"name": title, "function": function, "x": x, "y": y, "options": options, "expected": expected}


cases = []
for name in FUNCTIONS:
    cases += [case(name, "x"), case(name, "x", "y"), case(name, "x", zeroDiagonal=False), case(name, "y", "x", zeroDiagonal=True)]
    cases += [case(name, x, y, reduction=reduction) for (x, y), reduction in product([("x", None), ("x", "y")], ["mean", "sum"])]
    cases += [case(name, "far and near"), case(name, "zeros", zeroDiagonal=False)]
cases += [case("pairwiseMinkowskiDistance", "x", "y", exponent=exponent) for exponent in (1, 1.5, 3)]

write(
    "packages/metrics/src/pairwise/goldens/pairwise.json",
    source=source("torchmetrics", "torch"),
    script="tools/goldens/pairwise.py",
    matrices=encode(MATRICES, exact=True),
    cases=cases,
)
