"""What scikit-learn's generators of samples draw, for random options, by the datasets of the same names."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn import datasets

from golden_file import number, source, write

Draw = Callable[[np.random.RandomState], dict]

SETS = 12
MOST_VALUES = 96
SEEDS = [0, 1, 42, 2**31, 2**32 - 1]

# Their values are sums, products and quotients of uniforms and integers: no function that libraries round differently.
EXACT = {"multilabel-classification"}


def snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: "_" + match.group(1).lower(), name)


def argument(value: Any) -> Any:
    return None if value == "random" else value


def pair(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def few(random: np.random.RandomState, low: int = 1, high: int = 40) -> int:
    return int(random.randint(low, high))


def real(random: np.random.RandomState, low: float, high: float) -> float:
    return round(float(random.uniform(low, high)), 3)


def some(random: np.random.RandomState, **options: Callable[[], Any]) -> dict:
    """Each option in three of four cases; else its default counts."""
    return {name: draw() for name, draw in options.items() if random.rand() < 0.75}


def flag(random: np.random.RandomState) -> bool:
    return bool(random.randint(2))


def moons(random: np.random.RandomState) -> dict:
    count = few(random) if flag(random) else [few(random, 0, 20), few(random, 1, 20)]
    return {"nSamples": count, **some(random, noise=lambda: real(random, 0, 1), shuffle=lambda: flag(random))}


def circles(random: np.random.RandomState) -> dict:
    return {**moons(random), **some(random, factor=lambda: real(random, 0, 0.99))}


def blobs(random: np.random.RandomState) -> dict:
    clusters, features = few(random, 1, 6), few(random, 1, 5)
    given: dict = {"nSamples": few(random, clusters, 60), "nFeatures": features}
    if flag(random):
        given["nSamples"] = [few(random, 0, 12) + 1 for _ in range(clusters)]
    if flag(random):
        given["centers"] = [[real(random, -9, 9) for _ in range(features)] for _ in range(clusters)]
    elif isinstance(given["nSamples"], int) and flag(random):
        given["centers"] = clusters
    else:
        clusters = len(given["nSamples"]) if isinstance(given["nSamples"], list) else 3
    return given | some(
        random,
        clusterStd=lambda: [real(random, 0, 3) for _ in range(clusters)] if flag(random) else real(random, 0, 3),
        centerBox=lambda: [real(random, -20, 0), real(random, 0, 20)],
        shuffle=lambda: flag(random),
    )


def classification(random: np.random.RandomState) -> dict:
    informative, redundant, repeated = few(random, 2, 6), few(random, 0, 4), few(random, 0, 3)
    features = informative + redundant + repeated + few(random, 0, 4)
    classes = few(random, 1, min(4, 2**informative) + 1)
    per_class = few(random, 1, max(1, 2**informative // classes) + 1)
    shares = [1.0, *(random.uniform(0.2, 0.9, classes - 1) if classes > 1 else [])]
    weights = [round(float(share / (sum(shares) + 0.05)), 3) for share in shares]
    listed = lambda low, high: [real(random, low, high) for _ in range(features)]  # noqa: E731
    return {
        "nSamples": few(random, 8, 60),
        "nFeatures": features,
        "nInformative": informative,
        "nRedundant": redundant,
        "nRepeated": repeated,
        "nClasses": classes,
        "nClustersPerClass": per_class,
    } | some(
        random,
        weights=lambda: weights if flag(random) or classes == 1 else weights[:-1],
        flipY=lambda: real(random, 0, 1),
        classSep=lambda: real(random, 0.1, 3),
        hypercube=lambda: flag(random),
        shift=lambda: [real(random, -2, 2), "random", listed(-2, 2)][random.randint(3)],
        scale=lambda: [real(random, 0.5, 3), "random", listed(0.5, 3)][random.randint(3)],
        shuffle=lambda: flag(random),
    )


def regression(random: np.random.RandomState) -> dict:
    return {"nSamples": few(random, 2, 40), "nFeatures": few(random, 1, 12)} | some(
        random,
        nInformative=lambda: few(random, 0, 14),
        nTargets=lambda: few(random, 1, 4),
        bias=lambda: real(random, -5, 5),
        effectiveRank=lambda: few(random, 1, 6),
        tailStrength=lambda: real(random, 0, 1),
        noise=lambda: real(random, 0, 3),
        shuffle=lambda: flag(random),
    )


def noisy(random: np.random.RandomState) -> dict:
    return {"nSamples": few(random)} | some(random, noise=lambda: real(random, 0, 2))


def quantiles(random: np.random.RandomState) -> dict:
    features, classes = few(random, 1, 6), few(random, 1, 6)
    return {"nSamples": few(random, classes, 60), "nFeatures": features, "nClasses": classes} | some(
        random,
        mean=lambda: [real(random, -3, 3) for _ in range(features)],
        cov=lambda: real(random, 0.1, 5),
        shuffle=lambda: flag(random),
    )


def documents(random: np.random.RandomState) -> dict:
    classes = few(random, 1, 14)
    return {"nSamples": few(random), "nFeatures": few(random, 1, 30), "nClasses": classes} | some(
        random,
        nLabels=lambda: few(random, 1, min(classes + 2, 13)),
        length=lambda: few(random, 1, 80),
        allowUnlabeled=lambda: flag(random),
    )


GENERATORS: dict[str, Draw] = {
    "moons": moons,
    "circles": circles,
    "blobs": blobs,
    "classification": classification,
    "regression": regression,
    "swiss-roll": lambda random: noisy(random) | some(random, hole=lambda: flag(random)),
    "s-curve": noisy,
    "friedman1": lambda random: noisy(random) | some(random, nFeatures=lambda: few(random, 5, 9)),
    "friedman2": noisy,
    "friedman3": noisy,
    "gaussian-quantiles": quantiles,
    "low-rank-matrix": lambda random: {"nSamples": few(random, 1, 30), "nFeatures": few(random, 1, 30)}
    | some(random, effectiveRank=lambda: few(random, 1, 12), tailStrength=lambda: real(random, 0, 1)),
    "sparse-uncorrelated": lambda random: {"nSamples": few(random), "nFeatures": few(random, 4, 9)},
    "multilabel-classification": documents,
    "hastie-10-2": lambda random: {"nSamples": few(random)},
}

# What random options of small sizes do not reach.
BESIDES: dict[str, list[dict]] = {
    "circles": [{"nSamples": 1}, {"nSamples": [0, 3]}],
    "moons": [{"nSamples": 1}, {"nSamples": [3, 0]}, {}],
    "classification": [
        {},
        {"nSamples": 40, "nFeatures": 33, "nInformative": 32, "nRedundant": 0, "nClasses": 3},
        {"nSamples": 40, "nFeatures": 12, "nInformative": 12, "nRedundant": 0, "nClasses": 4},
        {"nSamples": 140, "nFeatures": 7, "nInformative": 7, "nRedundant": 0, "nClasses": 127, "nClustersPerClass": 1},
        {"nSamples": 70, "nFeatures": 5, "nInformative": 5, "nRedundant": 0, "nClasses": 16, "nClustersPerClass": 2},
        {"nSamples": 5, "nFeatures": 3, "nInformative": 3, "nRedundant": 0, "nClasses": 4},
    ],
    "regression": [{"nSamples": 60, "nFeatures": 60, "effectiveRank": 4}],
    "low-rank-matrix": [{}],
    "gaussian-quantiles": [{"nSamples": 40, "nFeatures": 40}],
    "multilabel-classification": [{"nSamples": 200, "nClasses": 20, "nLabels": 8, "length": 200}],
}


def values(array: np.ndarray, exact: bool) -> dict:
    """All values of a small array; of a larger one some, evenly apart, with their flat indices."""
    flat = np.ascontiguousarray(array).ravel()
    entry: dict = {"shape": list(array.shape)}
    if exact:
        entry["sha256"] = hashlib.sha256(flat.astype("<f8").tobytes()).hexdigest()
    if len(flat) <= MOST_VALUES:
        return {**entry, "data": [number(value) for value in flat]}
    at = np.unique(np.linspace(0, len(flat) - 1, MOST_VALUES // 3).astype(int))
    return {**entry, "at": at.tolist(), "data": [number(value) for value in flat[at]]}


def case(name: str, options: dict) -> dict:
    make = getattr(datasets, "make_" + name.replace("-", "_"))
    arguments = {snake(option): argument(value) for option, value in options.items()}
    if name in ("moons", "circles", "blobs"):
        names = ("center_box",) if name == "blobs" else ("n_samples",)
        arguments |= {option: pair(arguments[option]) for option in names if option in arguments}
    arguments.setdefault("random_state", 0)
    made = make(**arguments)
    inputs, targets = made if isinstance(made, tuple) else (made, None)
    entry = {"options": options, "input": values(inputs, name in EXACT)}
    if targets is None:
        return entry
    if name == "hastie-10-2":
        targets = targets > 0
    # A single sample's target is squeezed to a number by scikit-learn.
    columns = options.get("nTargets", 1)
    targets = np.reshape(targets, (len(inputs), -1) if columns > 1 else (len(inputs), *np.shape(targets)[1:]))
    classes = name == "hastie-10-2" or np.issubdtype(targets.dtype, np.integer)
    return {**entry, "target": {"dtype": "int32" if classes else "float64", **values(targets, classes)}}


if __name__ == "__main__":
    for position, (generator, draw) in enumerate(GENERATORS.items()):
        random = np.random.RandomState(position)
        sets = [{**draw(random), "randomState": SEEDS[at % 5] if at < 5 else few(random, 0, 1000)} for at in range(SETS)]
        cases = [case(generator, options) for options in [*sets, *BESIDES.get(generator, [])]]
        write(
            f"packages/datasets/src/goldens/{generator}.json",
            source=source("scikit-learn", "numpy"),
            script="tools/goldens/generators.py",
            cases=[{"name": f"set {at}", **entry} for at, entry in enumerate(cases, 1)],
        )
