"""scikit-learn's successive halving: every trial with its resources and score, in order."""

import math

import numpy as np
from scipy import stats
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.model_selection import HalvingGridSearchCV, HalvingRandomSearchCV

from golden_cases import Cases
from search import search


class Scored(RegressorMixin, BaseEstimator):
    """Its score follows from the parameter and what it may use; no two are the same."""

    def __init__(self, x: float = 0.0, epochs: int = 0) -> None:
        self.x, self.epochs = x, epochs

    def fit(self, features: np.ndarray, targets: np.ndarray) -> "Scored":
        return self

    def score(self, features: np.ndarray, targets: np.ndarray) -> float:
        return round(math.sin(self.x * 12.9898 + self.epochs * 0.37 + len(features) * 0.59) * 43.758 % 1, 6)


def halve(options: dict, points: int, seed: int) -> dict:
    most, samples = options["maxResources"], options["resource"] == "samples"
    arguments = {
        "factor": options["factor"],
        "resource": "n_samples" if samples else "epochs",
        "max_resources": most,
        "min_resources": options["minResources"],
        "aggressive_elimination": options["aggressiveElimination"],
        "cv": 2,
        "refit": False,
        "random_state": seed,
    }
    if options["candidates"] == "grid":
        found = HalvingGridSearchCV(Scored(), {"x": list(range(points))}, **arguments)
    else:
        found = HalvingRandomSearchCV(Scored(), {"x": stats.uniform(0, 1)}, n_candidates=options["candidates"], **arguments)
    rows = most if samples else 10
    found.fit(np.zeros((rows, 1)), np.zeros(rows))
    results = found.cv_results_
    return {
        "resources": [int(one) for one in found.n_resources_],
        "candidates": [int(one) for one in found.n_candidates_],
        "remaining": int(found.n_remaining_candidates_),
        "params": [float(params["x"]) for params in results["params"]],
        "scores": [float(score) for score in results["mean_test_score"]],
    }


@search.component("halving", "scikit-learn", "scipy", "numpy")
def halving(cases: Cases) -> None:
    random = np.random.RandomState(21)
    added = 0
    while added < 90:
        samples = bool(random.rand() < 0.3)
        most = int(random.randint(20, 200)) if samples else int(random.randint(1, 120))
        candidates: str | int = ["grid", int(random.randint(1, 40)), "exhaust"][random.choice(3, p=[0.45, 0.4, 0.15])]
        least: str | int = ["exhaust", "smallest", int(random.randint(1, max(2, most // 3)))][random.randint(3)]
        points, seed = int(random.randint(1, 60)), int(random.randint(1000))
        if candidates == "exhaust" and (least == "exhaust" or most > 60):
            continue
        # Of few samples a part has none to test on.
        if samples and isinstance(least, int) and least < 6:
            continue
        options = {
            "resource": "samples" if samples else "epochs",
            "maxResources": most,
            "minResources": least,
            "smallest": 4 if samples and isinstance(least, str) else None,
            "factor": [2, 3, 4, 1.5, 2.5][random.randint(5)],
            "candidates": candidates,
            "aggressiveElimination": bool(random.rand() < 0.4),
        }
        name = f"random {added}"
        cases.input(name, points=points, seed=seed)
        cases.add_case(name, name, options, lambda: halve(options, points, seed))
        added += 1
