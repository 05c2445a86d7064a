"""Metrics of clusters, by torchmetrics, scikit-learn and SciPy."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import sklearn.metrics as sklearn
import torch
from scipy.optimize import linear_sum_assignment
from torchmetrics.clustering import (
    AdjustedMutualInfoScore,
    AdjustedRandScore,
    CalinskiHarabaszScore,
    CompletenessScore,
    DaviesBouldinScore,
    DunnIndex,
    FowlkesMallowsIndex,
    HomogeneityScore,
    MutualInfoScore,
    NormalizedMutualInfoScore,
    RandScore,
    VMeasureScore,
)

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics, run

METHODS = ("arithmetic", "min", "geometric", "max")
FLOAT32 = "torchmetrics computes in float32; the value is scikit-learn's."
PARTITION = "One class in one cluster is the same partition, as in scikit-learn; torchmetrics gives 0."

Score = Callable[[np.ndarray, np.ndarray], float]


def labels() -> dict[str, Batches]:
    random = np.random.RandomState(231)

    def batches(sizes: tuple[int, ...], clusters: int, classes: int, noise: float) -> Batches:
        made = []
        for size in sizes:
            target = random.randint(0, classes, size=size)
            prediction = np.where(random.random_sample(size) < noise, random.randint(0, clusters, size=size), target % clusters)
            made.append({"prediction": prediction, "target": target})
        return made

    def one(prediction: list, target: list) -> Batches:
        return [{"prediction": np.array(prediction), "target": np.array(target)}]

    usual = batches((14, 9, 5), 4, 3, 0.4)
    return {
        "some clusters": usual,
        "any labels": [{"prediction": batch["prediction"] * -1000003, "target": batch["target"] * 7 - 9} for batch in usual],
        "many clusters": batches((60, 40, 20), 15, 12, 0.5),
        "by chance": batches((30, 20, 10), 3, 4, 1),
        "same partition": one([3, 3, 1, 1, 1, 2], [0, 0, 5, 5, 5, 4]),
        "independent": one([0, 1, 0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 2, 2, 3, 3]),
        "one class, one cluster": one([1, 1, 1, 1], [0, 0, 0, 0]),
        "one class": one([0, 1, 1, 2], [3, 3, 3, 3]),
        "one cluster": one([3, 3, 3, 3], [0, 1, 1, 2]),
        "each in a cluster of its own": one([0, 1, 2, 3, 4], [0, 0, 1, 1, 1]),
        "each in a class and a cluster of its own": one([4, 2, 0, 1, 3], [0, 1, 2, 3, 4]),
        "one sample": one([4], [2]),
        "large": batches((700, 250, 50), 6, 5, 0.3),
        "no updates": [],
        "an empty batch": one([], []),
        "fractions": [{"prediction": np.array([0.5, 1, 1]), "target": np.array([0, 1, 1])}],
        "shapes that differ": one([0, 1], [0, 1, 2]),
    }


def by_scikit_learn(score: Score, batches: Batches, first: str = "target", second: str = "prediction") -> dict:
    """`score` of what was given so far, after each batch."""

    def of(*parts: dict) -> float:
        return float(score(*(np.concatenate([part[name] for part in parts]) for name in (first, second))))

    values = [of(*batches[: count + 1]) for count in range(len(batches))]
    return {"values": values, "batchValues": [of(batch) for batch in batches], "value": of(*batches)}


def difference(found: dict, expected: dict) -> str | None:
    """Complains where torchmetrics gives something else, and says where its digits do not suffice."""
    pairs = list(zip([*found["values"], *found["batchValues"]], [*expected["values"], *expected["batchValues"]], strict=True))
    if not all(np.isclose(one, other, rtol=1e-4, atol=1e-5) for one, other in pairs):
        raise ValueError(f"torchmetrics gives {found}, scikit-learn {expected}.")
    return None if all(np.isclose(one, other, rtol=1e-6, atol=0) for one, other in pairs) else FLOAT32


def nothing(batches: Batches, value: float = np.nan) -> dict:
    return {"values": [value for _ in batches], "batchValues": [value for _ in batches], "value": value}


def add_partitions(cases: MetricCases, make: Callable, score: Score, variants: tuple[dict, ...] = ({},), **reasons: str) -> None:
    """All cases of a metric. `reasons` say, by the words of an input, why torchmetrics' value is not that of scikit-learn."""
    by_chance = "Any way to deal out samples to clusters of one sample tells as much, so that it is as by chance."
    names = {"averageMethod": "average_method", "beta": "beta"}
    for name, batches in labels().items():
        cases.input(name, batches)
        for options in variants if name in ("some clusters", "by chance", "independent", "one class") else variants[:1]:
            title = f"{name}: " + (", ".join(f"{option} {value}" for option, value in options.items()) or "defaults")
            own = {names[option]: value for option, value in options.items()}
            compute = partial(run, partial(make, **own), batches, torch.float64)
            if name in ("no updates", "an empty batch"):
                cases.add_case(title, name, options, expected=nothing(batches), reason="Of nothing there is no value.")
            elif name == "fractions":
                cases.add_case(title, name, options, compute, error="LML_INVALID_ARGUMENT")
            elif name == "each in a cluster of its own" and make is AdjustedMutualInfoScore:
                cases.add_case(title, name, options, compute, expected=nothing(batches, 0), reason=by_chance)
            elif name == "shapes that differ":
                cases.add_case(title, name, options, compute, error="LML_SHAPE_MISMATCH")
            else:
                expected = by_scikit_learn(partial(score, **own), batches)
                wrong = reasons.get(name.replace(",", "").replace(" ", "_"))
                reason = wrong or difference(compute(), expected)
                answer = {} if reason is None else {"expected": expected, "reason": reason}
                cases.add_case(title, name, options, compute if reason else lambda expected=expected: expected, **answer)


@metrics.component("mutual-info-score", "torchmetrics", "scikit-learn")
def mutual_info_score(cases: MetricCases) -> None:
    add_partitions(cases, MutualInfoScore, sklearn.mutual_info_score)


@metrics.component("normalized-mutual-info-score", "torchmetrics", "scikit-learn")
def normalized_mutual_info_score(cases: MetricCases) -> None:
    variants = tuple({"averageMethod": method} for method in METHODS)
    add_partitions(cases, NormalizedMutualInfoScore, sklearn.normalized_mutual_info_score, variants, one_class_one_cluster=PARTITION,
                   one_sample=PARTITION)  # fmt: skip


@metrics.component("adjusted-mutual-info-score", "torchmetrics", "scikit-learn")
def adjusted_mutual_info_score(cases: MetricCases) -> None:
    variants = tuple({"averageMethod": method} for method in METHODS)
    rounding = "The same partition is 1, as in scikit-learn; torchmetrics divides what rounding leaves of 0 by 0."
    add_partitions(cases, AdjustedMutualInfoScore, sklearn.adjusted_mutual_info_score, variants, one_class_one_cluster=PARTITION,
                   one_sample=PARTITION, each_in_a_class_and_a_cluster_of_its_own=rounding)  # fmt: skip


@metrics.component("rand-score", "torchmetrics", "scikit-learn")
def rand_score(cases: MetricCases) -> None:
    add_partitions(cases, RandScore, sklearn.rand_score)


@metrics.component("adjusted-rand-score", "torchmetrics", "scikit-learn")
def adjusted_rand_score(cases: MetricCases) -> None:
    add_partitions(cases, AdjustedRandScore, sklearn.adjusted_rand_score)


@metrics.component("fowlkes-mallows-index", "torchmetrics", "scikit-learn")
def fowlkes_mallows_index(cases: MetricCases) -> None:
    add_partitions(cases, FowlkesMallowsIndex, sklearn.fowlkes_mallows_score)


@metrics.component("homogeneity-score", "torchmetrics", "scikit-learn")
def homogeneity_score(cases: MetricCases) -> None:
    add_partitions(cases, HomogeneityScore, sklearn.homogeneity_score)


@metrics.component("completeness-score", "torchmetrics", "scikit-learn")
def completeness_score(cases: MetricCases) -> None:
    add_partitions(cases, CompletenessScore, sklearn.completeness_score)


@metrics.component("v-measure-score", "torchmetrics", "scikit-learn")
def v_measure_score(cases: MetricCases) -> None:
    variants = tuple({"beta": beta} for beta in (1.0, 0.25, 3.0))
    reason = "torchmetrics gives 1 where classes and clusters are independent (its issue 3484), scikit-learn 0."
    add_partitions(cases, VMeasureScore, sklearn.v_measure_score, variants, independent=reason)


@metrics.component("cluster-accuracy", "scipy")
def cluster_accuracy(cases: MetricCases) -> None:
    """torchmetrics has it from a package that is not installed here."""

    def score(target: np.ndarray, prediction: np.ndarray) -> float:
        table = sklearn.confusion_matrix(target, prediction)
        return table[linear_sum_assignment(table, maximize=True)].sum() / table.sum()

    random = np.random.RandomState(233)
    for classes in (2, 4, 12):
        target = [random.randint(0, classes, size=size) for size in (40, 25, 10)]
        noise = [random.randint(0, classes, size=part.size) for part in target]
        by_cluster = random.permutation(classes)
        chosen = [np.where(random.random_sample(part.size) < 0.4, other, by_cluster[part]) for part, other in zip(target, noise, strict=True)]
        inputs = {"some right": chosen, "by chance": noise, "same partition": [by_cluster[part] for part in target],
                  "one cluster": [np.zeros_like(part) for part in target]}  # fmt: skip
        for name, prediction in inputs.items():
            title = f"{classes} classes, {name}"
            cases.input(title, [{"prediction": one, "target": other} for one, other in zip(prediction, target, strict=True)])
            cases.add_case(title, title, {"numClasses": classes}, partial(by_scikit_learn, score, cases.batches[title]))
    cases.input("a class too many", [{"prediction": np.array([0, 1]), "target": np.array([0, 2])}])
    cases.add_case("refused: a class too many", "a class too many", {"numClasses": 2}, error="LML_INVALID_ARGUMENT")


def points() -> dict[str, Batches]:
    random = np.random.RandomState(232)

    def batches(sizes: tuple[int, ...], clusters: int, width: int, centre: float = 0.0) -> Batches:
        made = []
        for size in sizes:
            target = np.concatenate([np.arange(clusters), random.randint(0, clusters, size=size - clusters)])
            noise = random.standard_normal((size, width))
            made.append({"prediction": sixty_fourths(centre + target[:, None] * 1.5 + noise), "target": target * 3 - 4})
        return made

    def one(prediction: list, target: list) -> Batches:
        return [{"prediction": np.array(prediction, dtype=np.float64), "target": np.array(target)}]

    pairs = [[0, 0], [0, 0], [4, 3], [4, 3], [4, 3]]
    return {
        "clusters": batches((13, 8, 5), 3, 2),
        "far from 0": batches((13, 8, 5), 3, 2, 10000),
        "many features": batches((20, 12, 8), 4, 9),
        "one feature": batches((13, 8, 5), 3, 1),
        "a point alone": one([[0, 0], [1, 1], [0, 1], [5, 5]], [0, 0, 0, 1]),
        "equal points": one(pairs, [0, 0, 1, 1, 1]),
        "clusters of one mean": one([[0, 0], [2, 2], [0, 2], [2, 0], [5, 5], [6, 5]], [0, 0, 1, 1, 2, 2]),
        "one cluster": one(pairs, [1, 1, 1, 1, 1]),
        "each a cluster of its own": one([[0, 0], [1, 0], [5, 1]], [0, 1, 2]),
        "NaN": one([[0, 0], [1, np.nan], [5, 1], [6, 1]], [0, 0, 1, 1]),
        "no updates": [],
        "an empty batch": [{"prediction": np.zeros((0, 2)), "target": np.zeros(0, dtype=np.int64)}],
        "fractions": [{"prediction": np.array(pairs, dtype=np.float64), "target": np.array([0, 0.5, 1, 1, 1])}],
        "shapes that differ": one([0, 1, 2], [0, 1, 2]),
    }


def add_points(cases: MetricCases, score: Score, ps: tuple = (None,), undefined: dict | None = None, precise: Score | None = None) -> None:
    """All cases of a metric, of which `score` computes the values, `precise` those far from 0; `undefined` are those that it refuses."""
    none = {"one cluster": np.nan, "each a cluster of its own": np.nan, "NaN": np.nan, **(undefined or {})}
    for name, batches in points().items():
        cases.input(name, batches)
        for p in ps if name in ("clusters", "many features", "a point alone") else ps[:1]:
            options, own = {"p": p}, {} if p is None else {"p": p}
            title = f"{name}: {'defaults' if p is None else f'p {p}'}"
            if name in none:
                cases.add_case(title, name, options, expected=nothing(batches, none[name]), reason="There are no clusters to compare.")
            elif name in ("no updates", "an empty batch"):
                cases.add_case(title, name, options, expected=nothing(batches), reason="Of nothing there is no value.")
            elif name in ("fractions", "shapes that differ"):
                error = "LML_INVALID_ARGUMENT" if name == "fractions" else "LML_SHAPE_MISMATCH"
                cases.add_case(title, name, options, error=error, reason="Labels are whole, and points have features.")
            elif name == "far from 0" and precise is not None:
                expected = by_scikit_learn(precise, batches, "prediction", "target")
                cases.add_case(title, name, options, expected=expected, reason=FLOAT32)
            else:
                compute = partial(by_scikit_learn, partial(score, **own), batches, "prediction", "target")
                cases.add_case(title, name, options, compute)


def by_torchmetrics(make: Callable) -> Score:
    def score(prediction: np.ndarray, target: np.ndarray, **options: Any) -> float:
        return run(partial(make, **options), [{"prediction": prediction, "target": target}], torch.float64)["value"]

    return score


@metrics.component("calinski-harabasz-score", "torchmetrics", "torch")
def calinski_harabasz_score(cases: MetricCases) -> None:
    add_points(cases, by_torchmetrics(CalinskiHarabaszScore))


@metrics.component("davies-bouldin-score", "torchmetrics", "torch")
def davies_bouldin_score(cases: MetricCases) -> None:
    add_points(cases, by_torchmetrics(DaviesBouldinScore), precise=sklearn.davies_bouldin_score)


@metrics.component("dunn-index", "torchmetrics", "torch")
def dunn_index(cases: MetricCases) -> None:
    add_points(cases, by_torchmetrics(DunnIndex), (2.0, 1.0, 5.0), {"each a cluster of its own": np.inf})


@metrics.component("silhouette-score", "scikit-learn")
def silhouette_score(cases: MetricCases) -> None:
    def score(prediction: np.ndarray, target: np.ndarray, p: float) -> float:
        return sklearn.silhouette_score(prediction, target, metric="minkowski", p=p)

    add_points(cases, score, (2.0, 1.0, 5.0))
