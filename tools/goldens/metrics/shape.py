"""Metrics of the shape of clouds of points, by torchmetrics."""

from typing import Any

import numpy as np
from torchmetrics.shape import ProcrustesDisparity

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics


@metrics.component("procrustes-disparity", "torchmetrics", "torch")
def procrustes_disparity(cases: MetricCases) -> None:
    random = np.random.RandomState(291)

    def clouds(*shape: int) -> np.ndarray:
        return sixty_fourths(random.standard_normal(shape) * 2)

    def of(*shapes: tuple) -> Batches:
        return [{"prediction": clouds(*shape), "target": clouds(*shape)} for shape in shapes]

    def moved(turn: Any, distance: float, noise: float = 0.25) -> Batches:
        cloud = clouds(2, 6, 3)
        return [{"prediction": cloud, "target": sixty_fourths(cloud @ np.array(turn) + distance + noise * clouds(2, 6, 3))}]

    quarter = [[0, 2.0, 0], [-2.0, 0, 0], [0, 0, 2.0]]
    mirror = [[-1.0, 0, 0], [0, 1, 0], [0, 0, 1]]
    cases.input("planes", of((3, 5, 2), (2, 5, 2), (1, 5, 2)))
    cases.input("spaces", of((2, 8, 3), (1, 8, 3)))
    cases.input("clouds of different sizes", of((2, 8, 3), (1, 4, 3)))
    cases.input("lines", of((2, 4, 1)))
    cases.input("more dimensions than points", of((1, 3, 5), (2, 3, 5)))
    cases.input("turned and enlarged", moved(quarter, 1))
    cases.input("mirrored", moved(mirror, -2))
    cases.input("nearly equal", moved(np.eye(3), 0, 1 / 32))
    cases.input("far from the origin", moved(quarter, 4096))
    cases.input("no updates", [])
    cloud = clouds(1, 4, 2)
    cases.input("a cloud of one place", [{"prediction": np.ones((1, 4, 2)), "target": cloud}, {"prediction": clouds(1, 4, 2), "target": cloud}])
    cases.input("shapes that differ", [{"prediction": np.zeros((1, 4, 2)), "target": np.zeros((1, 3, 2))}])
    cases.input("no batch axis", [{"prediction": np.zeros((4, 2)), "target": np.ones((4, 2))}])

    def add(name: str, reduction: str, **answer: Any) -> None:
        cases.add(f"{name}: {reduction}", name, {"reduction": reduction}, lambda: ProcrustesDisparity(reduction=reduction), **answer)

    nan = np.nan
    for name in cases.batches:
        if name == "a cloud of one place":
            nothing = {"values": [nan, nan], "value": nan}
            add(name, "mean", expected=nothing, reason="Its scale is not defined; torchmetrics warns, and takes the batch for one of disparity 0.")
        elif name == "clouds of different sizes":
            add(name, "mean", error="LML_SHAPE_MISMATCH", reason="Clouds are kept, and so are of one size; torchmetrics keeps their sum.")
        elif name in ("shapes that differ", "no batch axis"):
            add(name, "mean", error="LML_SHAPE_MISMATCH")
        else:
            for reduction in ("mean", "sum"):
                add(name, reduction)
    add("lines", "median", error="LML_INVALID_OPTIONS")
