"""Nearest neighbours, by scikit-learn: predictions of labels and values."""

from itertools import product

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from golden_cases import Cases
from golden_file import sixty_fourths
from predictors import predictors

ESTIMATORS = {"classification": KNeighborsClassifier, "regression": KNeighborsRegressor}


def blobs(random: np.random.RandomState, counts: list[int], width: int) -> tuple[np.ndarray, np.ndarray]:
    """Overlapping clouds of points, in random order, with the number of the cloud."""
    labels = random.permutation(np.repeat(np.arange(len(counts)), counts))
    centres = random.standard_normal((len(counts), width)) * 1.5
    return sixty_fourths(centres[labels] + random.standard_normal((len(labels), width))), labels


def inputs_by_task() -> dict[str, dict[str, dict[str, np.ndarray]]]:
    random = np.random.RandomState(301)
    points, labels = blobs(random, [14, 9, 12], 3)
    queries = sixty_fourths(random.standard_normal((25, 3)) * 1.5)
    wide, wide_labels = blobs(random, [20, 20], 24)
    grid = np.array([[x, y] for x in range(4) for y in range(4)], dtype=np.float64)
    line = np.array([[0.0], [1.0], [2.0], [3.0], [4.0], [5.0]])
    classification = {
        "three clouds": {"features": points, "targets": labels, "queries": queries},
        "labels with gaps, some negative": {
            "features": points, "targets": np.array([7, -3, 100])[labels], "queries": queries,
        },
        "the training points themselves": {"features": points, "targets": labels, "queries": points},
        "24 features": {
            "features": wide, "targets": wide_labels, "queries": sixty_fourths(random.standard_normal((10, 24))),
        },
        "one class": {"features": points, "targets": np.full(len(points), 4), "queries": queries[:3]},
        # Half of the neighbours each: the smaller label wins, whichever comes first.
        "tied votes": {
            "features": line, "targets": np.array([2, 2, 1, 1, 0, 0]), "queries": np.array([[1.5], [3.5], [2.5], [-1]]),
        },
        # Several points at the same distance on either side of the k-th place.
        "tied distances": {
            "features": grid, "targets": np.arange(16) ** 2 * 7 % 11, "queries": np.array([[1.5, 1.5], [0, 0], [9, 9], [1, 2], [2.5, 0.5]]),
        },
        # Queries that meet one point, or several with different labels.
        "points that repeat": {
            "features": np.array([[1.0, 2], [1, 2], [1, 2], [0, 1], [4, 4], [4, 4]]),
            "targets": np.array([3, 1, 3, 0, 2, 0]),
            "queries": np.array([[1.0, 2], [4, 4], [0, 1], [2, 3]]),
        },
    }  # fmt: skip
    values = sixty_fourths(random.standard_normal(len(points)) * 4)
    regression = {
        "values": {"features": points, "targets": values, "queries": queries},
        "two values each": {
            "features": points,
            "targets": np.stack([values, sixty_fourths(random.standard_normal(len(points)))], axis=1),
            "queries": queries,
        },
        "a column of values": {"features": points, "targets": values[:, np.newaxis], "queries": queries[:4]},
        "values of the training points": {"features": points, "targets": values, "queries": points[:12]},
        "values of points that repeat": {
            "features": np.array([[1.0, 2], [1, 2], [1, 2], [0, 1], [4, 4], [4, 4], [4, 5]]),
            "targets": np.array([3.0, 1, 2.5, 0, 2, -8, 6]),
            "queries": np.array([[1.0, 2], [4, 4], [0, 1], [2, 3]]),
        },
        "a vector of zeros": {
            "features": np.array([[0.0, 0], [3, 4], [-1, 0.5], [2, -2]]),
            "targets": np.array([1.0, 2, 4, 8]),
            "queries": np.array([[0.0, 0], [1, 1], [-3, 2]]),
        },
    }
    return {"classification": classification, "regression": regression}


@predictors.component("k-nearest-neighbours", "scikit-learn", "numpy")
def k_nearest_neighbours(cases: Cases) -> None:
    for task, inputs in inputs_by_task().items():
        for name, arrays in inputs.items():
            fit = {"output": arrays["features"], "target": arrays["targets"]}
            cases.input(name, fit=fit, output=arrays["queries"])
        add_cases(cases, task, inputs)


def add_cases(cases: Cases, task: str, inputs: dict[str, dict[str, np.ndarray]]) -> None:
    def add(name: str, k: int, metric: str = "euclidean", weights: str = "uniform", **answer: str) -> None:
        arrays = inputs[name]

        def predict() -> dict:
            """By brute force: the other ways to search give the same distances, but another order of equal ones."""
            estimator = ESTIMATORS[task](n_neighbors=k, metric=metric, weights=weights, algorithm="brute")
            return {"prediction": estimator.fit(arrays["features"], arrays["targets"]).predict(arrays["queries"])}

        options = {"k": k, "metric": metric, "weights": weights, "task": task}
        cases.add_case(f"{task}, {name}: k {k}, {metric}, {weights}", name, options, predict, **answer)

    for name, arrays in inputs.items():
        length = len(arrays["features"])
        # Where rows at one distance compete for the last place, the order in scikit-learn's heap decides: no such cases.
        ks = (1, 2, 4, 5) if "tied" in name else (1, 3, length) if "repeat" in name else (1, 3, 5, length)
        # Vectors of one direction are at distance 0 only as far as rounding allows.
        exact = any(word in name for word in ("tied", "repeat", "training points"))
        metrics = ("euclidean",) if exact else ("euclidean", "cosine")
        for k, metric, weights in product(ks, metrics, ("uniform", "distance")):
            if k <= length:
                add(name, k, metric, weights)
    first = next(iter(inputs))
    add(first, len(inputs[first]["features"]) + 1, error="LML_INVALID_ARGUMENT")
    add(first, 0, error="LML_INVALID_OPTIONS")
