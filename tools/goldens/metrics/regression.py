"""Metrics of numbers against numbers, by torchmetrics."""

from itertools import product
from typing import Any

import numpy as np
from torchmetrics import MeanSquaredError

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics


@metrics.component("mean-squared-error", "torchmetrics", "torch")
def mean_squared_error(cases: MetricCases) -> None:
    random = np.random.RandomState(204)

    def batches(*shapes: tuple) -> Batches:
        return [{part: sixty_fourths(random.standard_normal(shape) * 3) for part in ("prediction", "target")} for shape in shapes]

    equal = sixty_fourths(random.standard_normal(4))
    cases.input("vectors", batches((5,), (3,), (1,)))
    cases.input("columns", batches((4, 1), (2, 1)))
    cases.input("matrices", batches((4, 3), (2, 3), (1, 3)))
    cases.input("images", batches((2, 2, 3, 1), (1, 2, 3, 1)))
    cases.input("no updates", [])
    cases.input("no error", [{"prediction": equal, "target": equal}])
    some_nan = {"prediction": np.array([np.nan, 1]), "target": np.array([0.0, 1])}
    cases.input("NaN in one batch", [*batches((2,)), some_nan, *batches((2,))])
    valid = list(cases.batches)
    cases.input("shapes that differ", [{"prediction": np.zeros((3, 1)), "target": np.zeros(3)}])

    def add(name: str, squared: bool = True, outputs: int = 1, title: str = "", **answer: Any) -> None:
        make = lambda: MeanSquaredError(squared=squared, num_outputs=outputs)  # noqa: E731
        title = title or ("mean square" if squared else "root")
        cases.add(f"{name}: {title}, numOutputs {outputs}", name, {"squared": squared, "numOutputs": outputs}, make, **answer)

    for name in valid:
        for outputs, squared in product([1, 3] if name == "matrices" else [1], (True, False)):
            add(name, squared, outputs)
    for squared in (True, False):
        add("shapes that differ", squared, error="LML_SHAPE_MISMATCH")
    add("matrices", outputs=0, title="refused", error="LML_INVALID_OPTIONS")
    add("matrices", outputs=2, title="refused", error="LML_SHAPE_MISMATCH")
