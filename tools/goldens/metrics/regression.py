"""Means and other functions of sums, of numbers against numbers, by torchmetrics."""

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import numpy as np
import torch
from sklearn import metrics as sklearn_metrics
from torchmetrics import Metric
from torchmetrics import regression as torch_metrics

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics

FLOAT = "Sums of float32 numbers, which powers, logarithms and quotients have rounded."


def numbers(random: np.random.RandomState, *shapes: tuple, low: float = -9, high: float = 9) -> Batches:
    """Predictions and targets of some shapes, evenly spread."""
    parts = ("prediction", "target")
    return [{part: sixty_fourths(random.uniform(low, high, shape)) for part in parts} for shape in shapes]


def add_inputs(cases: MetricCases, random: np.random.RandomState, low: float = -9, high: float = 9) -> None:
    """Inputs of usual shapes, and what is at the edges: nothing, no error, one sample, NaN."""
    some = partial(numbers, random, low=low, high=high)
    cases.input("vectors", some((5,), (3,), (1,)))
    cases.input("columns", some((4, 1), (2, 1)))
    cases.input("matrices", some((4, 3), (2, 3), (1, 3)))
    cases.input("images", some((2, 2, 3, 1), (1, 2, 3, 1)))
    cases.input("one sample", some((1,)))
    cases.input("no updates", [])
    equal = some((4,))[0]["target"]
    cases.input("no error", [{"prediction": equal, "target": equal}])
    with_nan = some((2,))[0]
    cases.input("NaN in one batch", [*some((2,)), {**with_nan, "prediction": np.array([np.nan, 1])}, *some((2,))])


def add_cases(
    cases: MetricCases,
    make: Callable[..., Metric],
    options: dict[str, tuple[Any, dict]] | None = None,
    outputs: bool = False,
    without: tuple[str, ...] = (),
    **answer: Any,
) -> None:
    """All inputs with all options: LML's by a title, and torchmetrics'. With `outputs` also for three outputs."""
    for name, (title, (own, given)) in product([*cases.batches], (options or {"default": ({}, {})}).items()):
        if name in without:
            continue
        cases.add(f"{name}: {title}", name, own, partial(make, **given), **answer)
        if outputs and name == "matrices":
            both = {**own, "numOutputs": 3}, partial(make, **given, num_outputs=3)
            cases.add(f"{name}: {title}, three outputs", name, *both, **answer)
    first = next(iter((options or {"default": ({}, {})}).values()))[0]
    cases.input("shapes that differ", [{"prediction": np.zeros((3, 1)), "target": np.zeros(3)}])
    cases.add_case("shapes that differ", "shapes that differ", first, error="LML_SHAPE_MISMATCH")


def add_weighted(
    cases: MetricCases, batches: Batches, options: dict, score: Callable[..., Any], title: str = "weighted", **answer: Any
) -> None:
    """What scikit-learn gives for weights: samples and weights of all batches together, and of each."""
    name = f"{title}: {options}" if options else title
    weighted = f"weighted {len(cases.inputs)}"
    weights = [np.arange(len(batch["target"])) % 3 + 0.5 for batch in batches]
    cases.input(weighted, [{**batch, "weight": weight} for batch, weight in zip(batches, weights)])

    def compute() -> dict:
        def of(which: slice) -> Any:
            own = batches[which]
            join = lambda part: np.concatenate([batch[part] for batch in own])  # noqa: E731
            return np.asarray(score(join("target"), join("prediction"), sample_weight=np.concatenate(weights[which])))

        values = [of(slice(0, end + 1)) for end in range(len(batches))]
        return {"values": values, "batchValues": [of(slice(at, at + 1)) for at in range(len(batches))], "value": values[-1]}

    cases.add_case(name, weighted, options, compute, **answer)


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
        make = lambda: torch_metrics.MeanSquaredError(squared=squared, num_outputs=outputs)  # noqa: E731
        title = title or ("mean square" if squared else "root")
        cases.add(f"{name}: {title}, numOutputs {outputs}", name, {"squared": squared, "numOutputs": outputs}, make, **answer)

    for name in valid:
        for outputs, squared in product([1, 3] if name == "matrices" else [1], (True, False)):
            add(name, squared, outputs)
    for squared in (True, False):
        add("shapes that differ", squared, error="LML_SHAPE_MISMATCH")
    add("matrices", outputs=0, title="refused", error="LML_INVALID_OPTIONS")
    add("matrices", outputs=2, title="refused", error="LML_SHAPE_MISMATCH")


@metrics.component("mean-absolute-error", "torchmetrics", "torch", "scikit-learn")
def mean_absolute_error(cases: MetricCases) -> None:
    add_inputs(cases, np.random.RandomState(211))
    add_cases(cases, torch_metrics.MeanAbsoluteError, outputs=True)
    add_weighted(cases, cases.batches["vectors"], {}, sklearn_metrics.mean_absolute_error)
    cases.add_case("refused: no outputs", "vectors", {"numOutputs": 0}, error="LML_INVALID_OPTIONS")


@metrics.component("mean-absolute-percentage-error", "torchmetrics", "torch", "scikit-learn")
def mean_absolute_percentage_error(cases: MetricCases) -> None:
    add_inputs(cases, np.random.RandomState(212))
    cases.input("targets of 0", [{"prediction": np.array([1.0, 0, 3]), "target": np.array([0.0, 0, 2])}])
    add_cases(cases, torch_metrics.MeanAbsolutePercentageError)
    add_weighted(cases, cases.batches["vectors"], {}, sklearn_metrics.mean_absolute_percentage_error)


@metrics.component("symmetric-mean-absolute-percentage-error", "torchmetrics", "torch")
def symmetric_mean_absolute_percentage_error(cases: MetricCases) -> None:
    add_inputs(cases, np.random.RandomState(213))
    cases.input("zeros", [{"prediction": np.array([1.0, 0, -3]), "target": np.array([0.0, 0, 3])}])
    add_cases(cases, torch_metrics.SymmetricMeanAbsolutePercentageError)


@metrics.component("weighted-mean-absolute-percentage-error", "torchmetrics", "torch")
def weighted_mean_absolute_percentage_error(cases: MetricCases) -> None:
    add_inputs(cases, np.random.RandomState(214))
    cases.input("targets of 0", [{"prediction": np.array([1.0, 0, 3]), "target": np.zeros(3)}])
    add_cases(cases, torch_metrics.WeightedMeanAbsolutePercentageError)


@metrics.component("mean-squared-log-error", "torchmetrics", "torch", "scikit-learn")
def mean_squared_log_error(cases: MetricCases) -> None:
    random = np.random.RandomState(215)
    add_inputs(cases, random, low=-0.75, high=9)
    near = [{**batch, "prediction": batch["target"] + 1 / 64} for batch in numbers(random, (5,), (3,), low=200, high=300)]
    cases.input("near and large", near)
    add_cases(cases, torch_metrics.MeanSquaredLogError, tolerance=1e-5, reason=FLOAT)
    add_weighted(cases, cases.batches["vectors"], {}, sklearn_metrics.mean_squared_log_error)
    cases.input("values of -1", [{"prediction": np.array([-1.0, 0]), "target": np.array([1.0, 1])}])
    cases.input("values below -1", [{"prediction": np.array([1.0, 0]), "target": np.array([1.0, -2])}])
    for name in ("values of -1", "values below -1"):
        reason = "Values whose logarithm does not exist are refused, as by scikit-learn."
        cases.add(name, name, {}, torch_metrics.MeanSquaredLogError, error="LML_INVALID_ARGUMENT", reason=reason)


@metrics.component("log-cosh-error", "torchmetrics", "torch", "NumPy")
def log_cosh_error(cases: MetricCases) -> None:
    random = np.random.RandomState(216)
    add_inputs(cases, random)
    near = [{**batch, "prediction": batch["target"] + 1 / 64} for batch in numbers(random, (5,), (3,))]
    cases.input("small errors", near)
    add_cases(cases, torch_metrics.LogCoshError, outputs=True, without=("matrices", "images"), tolerance=1e-5, reason=FLOAT)
    cases.add("matrices: three outputs", "matrices", {"numOutputs": 3}, partial(torch_metrics.LogCoshError, num_outputs=3),
              tolerance=1e-5, reason=FLOAT)  # fmt: skip
    far = np.array([800.0, 0])
    cases.input("an error of 800", [{"prediction": far, "target": np.zeros(2)}])
    mean = (800 - np.log(2)) / 2
    expected = {"values": [mean], "batchValues": [mean], "value": mean}
    reason = "cosh of 800 is no number of float64, its logarithm is."
    cases.add("an error of 800", "an error of 800", {}, torch_metrics.LogCoshError, expected=expected, reason=reason)


@metrics.component("minkowski-distance", "torchmetrics", "torch")
def minkowski_distance(cases: MetricCases) -> None:
    add_inputs(cases, np.random.RandomState(217))
    options = {f"p {p}": ({"p": p}, {"p": p}) for p in (1, 1.5, 2, 5)}
    add_cases(cases, torch_metrics.MinkowskiDistance, options, tolerance=1e-5, reason=FLOAT)
    for p in (0.5, -1):
        make = partial(torch_metrics.MinkowskiDistance, p=p)
        cases.add(f"refused: p {p}", "vectors", {"p": p}, make, error="LML_INVALID_OPTIONS")


@metrics.component("tweedie-deviance-score", "torchmetrics", "torch", "scikit-learn")
def tweedie_deviance_score(cases: MetricCases) -> None:
    random = np.random.RandomState(218)
    cases.input("vectors", numbers(random, (5,), (3,), (1,), low=0.25, high=5))
    near = [{**batch, "prediction": batch["target"] + 1 / 16} for batch in numbers(random, (5,), (3,), low=20, high=60)]
    cases.input("near and large", near)
    equal = numbers(random, (4,), low=1, high=5)[0]["target"]
    cases.input("no error", [{"prediction": equal, "target": equal}])
    cases.input("no updates", [])
    powers = (0, 1, 2, -1, 1.5, 3)
    options = {f"power {power}": ({"power": power}, {"power": power}) for power in powers}
    add_cases(cases, torch_metrics.TweedieDevianceScore, options, without=("near and large", "no error"), tolerance=1e-5, reason=FLOAT)
    for power in powers:
        make = partial(torch_metrics.TweedieDevianceScore, power=power)
        reason = "Without rounding there is no deviance."
        none = {"values": [0.0], "batchValues": [0.0], "value": 0.0}
        cases.add(f"no error: power {power}", "no error", {"power": power}, make, expected=none, reason=reason)
    cases.input("matrices", numbers(random, (4, 3), (2, 3), low=0.25, high=5))
    cases.add("matrices", "matrices", {"power": 1.5}, partial(torch_metrics.TweedieDevianceScore, power=1.5),
              tolerance=1e-5, reason=FLOAT)  # fmt: skip
    for power in powers:
        score = partial(sklearn_metrics.mean_tweedie_deviance, power=power)
        add_weighted(cases, near, {"power": power}, score, tolerance=1e-5, reason=FLOAT)
    zero = [{"prediction": np.array([1.0, 0.5, 2]), "target": np.array([0.0, 0, 3])}]
    cases.input("targets of 0", zero)
    cases.input("predictions of 0", [{"prediction": np.array([1.0, 0]), "target": np.array([1.0, 1])}])
    cases.input("targets below 0", [{"prediction": np.array([1.0, 2]), "target": np.array([1.0, -1])}])
    for name, power in product(("targets of 0", "predictions of 0", "targets below 0"), (1, 1.5, 2, -1)):
        allowed = (name == "targets of 0" and power < 2) or (name == "targets below 0" and power < 0)
        answer = {"tolerance": 1e-5, "reason": FLOAT} if allowed else {"error": "LML_INVALID_ARGUMENT"}
        make = partial(torch_metrics.TweedieDevianceScore, power=power)
        cases.add(f"{name}: power {power}", name, {"power": power}, make, **answer)
    make = partial(torch_metrics.TweedieDevianceScore, power=0.5)
    cases.add("refused: power 0.5", "vectors", {"power": 0.5}, make, error="LML_INVALID_OPTIONS")
