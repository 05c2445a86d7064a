"""Metrics of the order of predictions and targets, by torchmetrics, and the median, by scikit-learn."""

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from scipy import stats
from sklearn import metrics as sklearn_metrics
from torchmetrics import regression as torch_metrics

from golden_file import result, sixty_fourths
from metrics import Batches, MetricCases, metrics
from metrics.regression import add_weighted

NAN = float("nan")


def pairs(random: np.random.RandomState, *shapes: tuple, ties: bool = False) -> Batches:
    """Targets, and predictions that are near them; with ties both are whole."""
    batches = []
    for shape in shapes:
        target = random.standard_normal(shape) * 3
        prediction = target + random.standard_normal(shape) * 2
        convert = np.round if ties else sixty_fourths
        batches.append({"prediction": convert(prediction), "target": convert(target)})
    return batches


def add_inputs(cases: MetricCases, random: np.random.RandomState) -> None:
    cases.input("vectors", pairs(random, (7,), (4,), (5,)))
    cases.input("ties", pairs(random, (9,), (4,), (12,), ties=True))
    cases.input("matrices", pairs(random, (6, 3), (4, 3), (5, 3), ties=True))
    increasing = np.arange(6.0)
    cases.input("all right", [{"prediction": increasing**3, "target": increasing}])
    cases.input("all wrong", [{"prediction": -increasing, "target": increasing}])
    cases.input("predictions that are equal", [{"prediction": np.ones(6), "target": increasing}])
    cases.input("all equal", [{"prediction": np.ones(4), "target": np.ones(4)}])
    cases.input("two samples", [{"prediction": np.array([1.0, 2]), "target": np.array([4.0, 3])}])


def add_edges(cases: MetricCases, make: Callable) -> None:
    cases.input("no updates", [])
    expected = {"values": [], "batchValues": [], "value": NAN}
    cases.add_case("no updates", "no updates", {}, expected=expected, reason="Nothing has no order; torchmetrics refuses.")
    cases.input("NaN", [{"prediction": np.array([1, NAN, 3, 2]), "target": np.array([1.0, 2, 4, 5])}])
    expected = {"values": [NAN], "batchValues": [NAN], "value": NAN}
    cases.add("NaN", "NaN", {}, make, expected=expected, reason="NaN has no place in an order.")
    for name, own, shape in (("more outputs than told", 1, (3, 2)), ("fewer outputs than told", 2, (3,))):
        cases.input(name, [{"prediction": np.zeros(shape), "target": np.zeros(shape)}])
        cases.add_case(f"refused: {name}", name, {"numOutputs": own}, error="LML_SHAPE_MISMATCH")
    cases.input("shapes that differ", [{"prediction": np.zeros((3, 1)), "target": np.zeros(3)}])
    cases.add_case("refused: shapes that differ", "shapes that differ", {}, error="LML_SHAPE_MISMATCH")


def outputs_of(batches: Batches) -> int:
    shape = batches[0]["target"].shape
    return 1 if len(shape) == 1 else shape[1]


@metrics.component("spearman-corr-coef", "torchmetrics", "torch")
def spearman_corr_coef(cases: MetricCases) -> None:
    make = torch_metrics.SpearmanCorrCoef
    add_inputs(cases, np.random.RandomState(251))
    for name in [*cases.batches]:
        outputs = outputs_of(cases.batches[name])
        cases.add(name, name, {"numOutputs": outputs}, partial(make, num_outputs=outputs),
                  tolerance=1e-5, reason="torchmetrics adds 1e-6 to the divisor.")  # fmt: skip
    add_edges(cases, make)


def named(value: Any) -> Any:
    """torchmetrics gives a pair with the p-value."""
    return {"value": result(value[0]), "pValue": result(value[1])} if isinstance(value, tuple) else result(value)


def by_scipy(batches: Batches, variant: str, alternative: str) -> dict:
    def of(own: Batches) -> dict:
        prediction, target = (np.concatenate([batch[part] for batch in own]) for part in ("prediction", "target"))
        test = stats.kendalltau(prediction, target, variant=variant, method="asymptotic", alternative=alternative)
        return {"value": float(test.statistic), "pValue": float(test.pvalue)}

    values = [of(batches[: end + 1]) for end in range(len(batches))]
    return {"values": values, "batchValues": [of([batch]) for batch in batches], "value": values[-1]}


@metrics.component("kendall-rank-corr-coef", "torchmetrics", "torch", "scipy")
def kendall_rank_corr_coef(cases: MetricCases) -> None:
    make = torch_metrics.KendallRankCorrCoef
    add_inputs(cases, np.random.RandomState(252))
    exact = {"tolerance": 1e-5, "reason": "torchmetrics divides counts in float32."}

    def add(name: str, own: dict, given: dict) -> None:
        outputs = outputs_of(cases.batches[name])
        options = {**own, "numOutputs": outputs}
        cases.add(f"{name}: {own}", name, options, partial(make, **given, num_outputs=outputs), convert=named, **exact)

    for name, variant in product([*cases.batches], "abc"):
        add(name, {"variant": variant}, {"variant": variant})
    tests = [("vectors", variant, alternative) for variant in "bac" for alternative in ("two-sided", "less", "greater")][:7]
    tests += [("ties", "b", "two-sided"), ("ties", "c", "greater"), ("matrices", "b", "less"), ("two samples", "b", "two-sided")]
    for name, variant, alternative in tests:
        own = {"variant": variant, "tTest": True, "alternative": alternative}
        if variant != "a" and name in ("vectors", "ties"):
            # In float64, where torchmetrics' normal distribution is of float32.
            compute = partial(by_scipy, cases.batches[name], variant, alternative)
            cases.add_case(f"{name}: {own}", name, own, compute)
        else:
            add(name, own, {"variant": variant, "t_test": True, "alternative": alternative})
    add_edges(cases, make)


@metrics.component("median-absolute-error", "scikit-learn", "NumPy")
def median_absolute_error(cases: MetricCases) -> None:
    random = np.random.RandomState(253)
    score = sklearn_metrics.median_absolute_error
    inputs = {
        "vectors": pairs(random, (7,), (4,), (1,)),
        "ties": pairs(random, (6,), (4,), ties=True),
        "matrices": pairs(random, (6, 3), (4, 3), (5, 3)),
        "no error": [{"prediction": np.ones(4), "target": np.ones(4)}],
    }
    for name, batches in inputs.items():
        for own, given in (("uniformAverage", "uniform_average"), ("rawValues", "raw_values")):
            if name != "matrices" and own == "rawValues":
                continue
            options = {"multioutput": own, "numOutputs": outputs_of(batches)}
            scored = partial(score, multioutput=given)
            add_weighted(cases, batches, options, scored, f"weighted {name}")
            unweighted = lambda target, prediction, sample_weight, of=scored: of(target, prediction)  # noqa: E731
            add_plain(cases, name, batches, options, unweighted)
    cases.input("no updates", [])
    expected = {"values": [], "batchValues": [], "value": NAN}
    cases.add_case("no updates", "no updates", {}, expected=expected, reason="Nothing has no median.")
    cases.input("NaN", [{"prediction": np.array([1, NAN]), "target": np.array([1.0, 2])}])
    expected = {"values": [NAN], "batchValues": [NAN], "value": NAN}
    cases.add_case("NaN", "NaN", {}, expected=expected, reason="NaN has no place in an order.")
    cases.input("shapes that differ", [{"prediction": np.zeros((3, 1)), "target": np.zeros(3)}])
    cases.add_case("refused: shapes that differ", "shapes that differ", {}, error="LML_SHAPE_MISMATCH")


def add_plain(cases: MetricCases, name: str, batches: Batches, options: dict, score: Callable) -> None:
    """As `add_weighted`, without weights."""
    weighted = f"{name} of {options['multioutput']}"
    cases.input(weighted, batches)

    def compute() -> dict:
        def of(own: Batches) -> Any:
            target, prediction = (np.concatenate([batch[part] for batch in own]) for part in ("target", "prediction"))
            return np.asarray(score(target, prediction, None))

        values = [of(batches[: end + 1]) for end in range(len(batches))]
        return {"values": values, "batchValues": [of([batch]) for batch in batches], "value": values[-1]}

    cases.add_case(weighted, weighted, options, compute)
