"""scikit-learn's ParameterSampler: the points of a space for a seed and a number of trials."""

import numpy as np
from scipy import stats
from sklearn.model_selection import ParameterSampler

from golden_cases import Cases
from search import search

NAMES = ["b", "a", "rate", "Z", "layer.size", "depth", "z9", "z10"]


def listed(random: np.random.RandomState) -> list:
    kinds = [["relu", "gelu", "tanh"], [16, 32, 64, 128], [[16], [32, 32]], [True, False], ["only"], [0.1, 0.25, 0.5, 1.5, 3]]
    return kinds[random.randint(len(kinds))]


def number(random: np.random.RandomState) -> dict:
    kind = ["uniform", "log-uniform", "int"][random.randint(3)]
    if kind == "int":
        low = int(random.randint(-20, 20))
        return {"name": kind, "low": low, "high": low + int(random.randint(1, 300))}
    low = round(float(10.0 ** random.uniform(-5, 0)), 7)
    if kind == "uniform":
        low = round(float(random.uniform(-3, 3)), 3)
    return {"name": kind, "low": low, "high": round(low + float(10.0 ** random.uniform(-1, 2)), 4)}


def by_scipy(one: list | dict) -> object:
    if isinstance(one, list):
        return one
    low, high = one["low"], one["high"]
    if one["name"] == "int":
        return stats.randint(low, high + 1)
    return stats.loguniform(low, high) if one["name"] == "log-uniform" else stats.uniform(low, high - low)


def space(random: np.random.RandomState, numbers: float) -> dict:
    names = random.permutation(NAMES)[: random.randint(1, 6)]
    return {str(name): number(random) if random.rand() < numbers else listed(random) for name in names}


def points(spaces: list[dict], seed: int, trials: int) -> list[dict]:
    sampled = [{name: by_scipy(one) for name, one in space.items()} for space in spaces]
    found = list(ParameterSampler(sampled, trials, random_state=seed))
    return [{name: value.item() if hasattr(value, "item") else value for name, value in point.items()} for point in found]


@search.component("random", "scikit-learn", "scipy", "numpy")
def random_search(cases: Cases) -> None:
    random = np.random.RandomState(20)
    for at in range(90):
        spaces = [space(random, 0.6 if at % 3 else 0) for _ in range(int(random.choice([1, 1, 2, 3])))]
        add(cases, f"random {at}", spaces, int(random.randint(0, 2**32, dtype=np.uint32)), int(random.randint(1, 16)))
    # What is drawn without replacement: by each of the three ways, and all.
    large = [{"a": list(range(40)), "b": list(range(30)), "c": ["x", "y"]}]
    small = [{"a": list(range(20)), "b": list(range(10))}, {"a": [-1, -2], "c": ["x"]}]
    for trials in (1, 12, 23, 24, 25, 60):
        add(cases, f"{trials} of 2400", large, trials, trials)
    for trials in (1, 2, 3, 100, 199, 200, 201, 202, 300):
        add(cases, f"{trials} of 202", small, trials, trials)


def add(cases: Cases, name: str, spaces: list[dict], seed: int, trials: int) -> None:
    cases.input(name, spaces=spaces)
    cases.add_case(name, name, {"seed": seed, "trials": trials}, lambda: {"points": points(spaces, seed, trials)})
