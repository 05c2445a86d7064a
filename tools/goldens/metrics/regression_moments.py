"""Metrics of means, variances and covariances, by torchmetrics, and by scikit-learn where there are weights or torchmetrics is off."""

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from sklearn import metrics as sklearn_metrics
from torchmetrics import regression as torch_metrics

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics
from metrics.regression import add_weighted

NAN = float("nan")
DIGITS = "Float32 differences of numbers, squared and added."
CLOSE = {"tolerance": 1e-5, "reason": DIGITS}


def pairs(random: np.random.RandomState, *shapes: tuple, mean: float = 0) -> Batches:
    """Targets about a mean, and predictions that are near them."""
    batches = []
    for shape in shapes:
        target = mean + random.standard_normal(shape) * 3
        batches.append({"prediction": sixty_fourths(target + random.standard_normal(shape)), "target": sixty_fourths(target)})
    return batches


def add_inputs(cases: MetricCases, random: np.random.RandomState) -> None:
    cases.input("vectors", pairs(random, (5,), (3,), (2,)))
    cases.input("columns", pairs(random, (4, 1), (2, 1)))
    cases.input("matrices", pairs(random, (4, 3), (2, 3), (3, 3)))
    cases.input("far from 0", pairs(random, (6,), (4,), (9,), mean=10000))
    cases.input("matrices far from 0", pairs(random, (6, 2), (4, 2), (9, 2), mean=-10000))
    drifting = [batch for mean in (0, 1000, -50) for batch in pairs(random, (4,), mean=mean)]
    cases.input("batches that drift", drifting)


def edges(random: np.random.RandomState) -> dict[str, Batches]:
    """One thing does not vary, or is not there."""
    varied, target = pairs(random, (5,), mean=10)[0].values()
    constant = np.full(5, 10.1, np.float32).astype(np.float64)
    return {
        "no error": [{"prediction": target, "target": target}],
        "errors that are equal": [{"prediction": target + 2, "target": target}],
        "all wrong": [{"prediction": -target, "target": target}],
        "targets that are equal": [{"prediction": varied, "target": constant}, {"prediction": varied, "target": constant}],
        "predictions that are equal": [{"prediction": constant, "target": target}],
        "all equal": [{"prediction": constant, "target": constant}],
        "NaN": [{"prediction": np.array([1, NAN, 3]), "target": np.array([1.0, 2, 4])}],
    }


def add_refused(cases: MetricCases, options: dict[str, Any] | None = None) -> None:
    for name, own, shape in (("shapes that differ", 1, (3,)), ("more outputs than told", 1, (3, 2)), ("fewer outputs than told", 2, (3,))):
        prediction = np.zeros((3, 1)) if name == "shapes that differ" else np.zeros(shape)
        cases.input(name, [{"prediction": prediction, "target": np.zeros(shape)}])
        cases.add_case(f"refused: {name}", name, {**(options or {}), "numOutputs": own}, error="LML_SHAPE_MISMATCH")


def value_of(value: float) -> dict:
    return {"values": [value], "batchValues": [value], "value": value}


MULTIOUTPUT = {"uniformAverage": "uniform_average", "varianceWeighted": "variance_weighted", "rawValues": "raw_values"}


def outputs_of(batches: Batches) -> int:
    shape = batches[0]["target"].shape
    return 1 if len(shape) == 1 else shape[1]


def add_multioutput(cases: MetricCases, make: Callable, score: Callable, far: tuple[str, ...]) -> None:
    for name, (own, given) in product([*cases.batches], MULTIOUTPUT.items()):
        outputs = outputs_of(cases.batches[name])
        if outputs == 1 and own != "uniformAverage":
            continue
        options = {"multioutput": own, "numOutputs": outputs}
        cases.add(f"{name}: {own}", name, options, partial(make, multioutput=given), **CLOSE)
    for own, given in MULTIOUTPUT.items():
        options = {"multioutput": own, "numOutputs": 3}
        add_weighted(cases, cases.batches["matrices"], options, partial(score, multioutput=given), **CLOSE)
    for name in far:
        add_weighted(cases, cases.batches[name], {}, score, f"weighted {name}", **CLOSE)


@metrics.component("r2-score", "torchmetrics", "torch", "scikit-learn")
def r2_score(cases: MetricCases) -> None:
    make, random = torch_metrics.R2Score, np.random.RandomState(241)
    add_inputs(cases, random)
    add_multioutput(cases, make, sklearn_metrics.r2_score, ("vectors", "far from 0"))
    for adjusted, name in product((1, 2, 4, 20), ("vectors", "far from 0")):
        cases.add(f"{name}: {adjusted} regressors", name, {"adjusted": adjusted}, partial(make, adjusted=adjusted), **CLOSE)
    options = {"adjusted": 2, "numOutputs": 3, "multioutput": "rawValues"}
    cases.add("matrices: two regressors", "matrices", options, partial(make, adjusted=2, multioutput="raw_values"), **CLOSE)
    for name, batches in edges(random).items():
        cases.input(name, batches)
        cases.add(name, name, {}, make, **CLOSE)
    small = [{part: values / 1024 for part, values in batch.items()} for batch in pairs(random, (5,))]
    cases.input("small numbers", small)
    exact = value_of(sklearn_metrics.r2_score(small[0]["target"], small[0]["prediction"]))
    reason = "Targets that differ by little are not equal; the value is scikit-learn's."
    cases.add("small numbers", "small numbers", {}, make, expected=exact, tolerance=1e-5, reason=reason)
    constant = [{"prediction": np.array([[1.0, 2], [2, 3]]), "target": np.ones((2, 2))}]
    cases.input("two outputs that are equal", constant)
    reason = "Where no target varies, scikit-learn weighs outputs alike; torchmetrics divides 0 by 0."
    cases.add("two outputs that are equal", "two outputs that are equal", {"numOutputs": 2, "multioutput": "varianceWeighted"},
              partial(make, multioutput="variance_weighted"), expected=value_of(0.0), reason=reason)  # fmt: skip
    for name, batches in {"one sample": [{"prediction": np.ones(1), "target": np.ones(1)}], "no updates": []}.items():
        cases.input(name, batches)
        expected = {**value_of(NAN), **({} if batches else {"values": [], "batchValues": []})}
        cases.add(name, name, {}, make, expected=expected, reason="Of fewer than two samples it is not defined.")
    add_refused(cases)
    cases.add_case("refused: regressors below 0", "vectors", {"adjusted": -1}, error="LML_INVALID_OPTIONS")


@metrics.component("explained-variance", "torchmetrics", "torch", "scikit-learn")
def explained_variance(cases: MetricCases) -> None:
    make, random = torch_metrics.ExplainedVariance, np.random.RandomState(232)
    add_inputs(cases, random)
    add_multioutput(cases, make, sklearn_metrics.explained_variance_score, ("vectors", "far from 0"))
    for name, batches in edges(random).items():
        cases.input(name, batches)
        # torchmetrics compares variances with 0 that rounding has changed.
        if name.endswith("that are equal"):
            exact = 1.0 if name == "errors that are equal" else 0.0
            count = len(batches)
            expected = {"values": [exact] * count, "batchValues": [exact] * count, "value": exact}
            reason = "Numbers that are all equal have no variance; torchmetrics has what rounding leaves."
            cases.add(name, name, {}, make, expected=expected, reason=reason)
        else:
            cases.add(name, name, {}, make, **CLOSE)
    cases.input("one sample", [{"prediction": np.ones(1), "target": np.full(1, 2.0)}])
    cases.add("one sample", "one sample", {}, make)
    cases.input("no updates", [])
    cases.add("no updates", "no updates", {}, make)
    add_refused(cases)


@metrics.component("relative-squared-error", "torchmetrics", "torch")
def relative_squared_error(cases: MetricCases) -> None:
    make, random = torch_metrics.RelativeSquaredError, np.random.RandomState(233)
    add_inputs(cases, random)
    for name, squared in product([*cases.batches], (True, False)):
        outputs = outputs_of(cases.batches[name])
        own = {"squared": squared, "numOutputs": outputs}
        cases.add(f"{name}: {squared}", name, own, partial(make, squared=squared, num_outputs=outputs), **CLOSE)
    for name, batches in edges(random).items():
        cases.input(name, batches)
        if name == "targets that are equal":
            expected = {"values": [np.inf] * 2, "batchValues": [np.inf] * 2, "value": np.inf}
            reason = "torchmetrics divides by the smallest difference of its number type."
            cases.add(name, name, {}, make, expected=expected, reason=reason)
        else:
            cases.add(name, name, {}, make, **CLOSE)
    add_refused(cases)


@metrics.component("normalized-root-mean-squared-error", "torchmetrics", "torch", "NumPy")
def normalized_root_mean_squared_error(cases: MetricCases) -> None:
    make, random = torch_metrics.NormalizedRootMeanSquaredError, np.random.RandomState(234)
    add_inputs(cases, random)
    scales = ("mean", "range", "std", "l2")
    for name, scale in product([*cases.batches], scales):
        # torchmetrics flattens what the option does not tell apart.
        outputs = {"matrices": 3}.get(name, 1)
        own = {"normalization": scale, "numOutputs": outputs}
        cases.add(f"{name}: {scale}", name, own, partial(make, normalization=scale, num_outputs=outputs), **CLOSE)
    for name in ("no error", "targets that are equal"):
        cases.input(name, edges(random)[name])
        for scale in scales:
            # Its variance of equal targets is what rounding leaves.
            if (name, scale) != ("targets that are equal", "std"):
                cases.add(f"{name}: {scale}", name, {"normalization": scale}, partial(make, normalization=scale), **CLOSE)
    cases.input("shapes that differ", [{"prediction": np.zeros((3, 1)), "target": np.zeros(3)}])
    cases.add("refused: shapes that differ", "shapes that differ", {}, make, error="LML_SHAPE_MISMATCH")
    cases.add_case("refused: another scale", "vectors", {"normalization": "median"}, error="LML_INVALID_OPTIONS")


def add_correlation(cases: MetricCases, make: Callable, random: np.random.RandomState) -> None:
    add_inputs(cases, random)
    unrelated = [{part: values[0] for part, values in zip(("prediction", "target"), np.split(sixty_fourths(
        random.standard_normal((2, size)) * 4 + 1000), 2))} for size in (7, 5, 4)]  # fmt: skip
    cases.input("unrelated", unrelated)
    for name, batches in edges(random).items():
        cases.input(name, batches)
    for name in [*cases.batches]:
        outputs = outputs_of(cases.batches[name])
        cases.add(name, name, {"numOutputs": outputs}, partial(make, num_outputs=outputs), **CLOSE)
    cases.input("one sample", [{"prediction": np.ones(1), "target": np.full(1, 2.0)}])
    cases.add("one sample", "one sample", {}, make)
    cases.input("no updates", [])
    cases.add("no updates", "no updates", {}, make)
    add_refused(cases)


@metrics.component("pearson-corr-coef", "torchmetrics", "torch")
def pearson_corr_coef(cases: MetricCases) -> None:
    add_correlation(cases, torch_metrics.PearsonCorrCoef, np.random.RandomState(235))


@metrics.component("concordance-corr-coef", "torchmetrics", "torch")
def concordance_corr_coef(cases: MetricCases) -> None:
    add_correlation(cases, torch_metrics.ConcordanceCorrCoef, np.random.RandomState(236))
