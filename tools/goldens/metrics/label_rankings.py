"""Metrics of the order in which scores put the labels of a sample, by torchmetrics and scikit-learn."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.metrics import coverage_error as sklearn_coverage_error
from sklearn.metrics import label_ranking_average_precision_score, label_ranking_loss
from torchmetrics import Metric
from torchmetrics.classification import (
    MultilabelCoverageError,
    MultilabelRankingAveragePrecision,
    MultilabelRankingLoss,
)

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics, run_function
from metrics.stat_scores import ranked_scores

LABELS = 5
ROWS = [(6, LABELS), (4, LABELS), (1, LABELS)]


def add_inputs(cases: MetricCases, seed: int) -> None:
    random = np.random.RandomState(seed)

    def batches(shapes: list, low: float, high: float, ignored: bool = False) -> Batches:
        made = []
        for shape in shapes:
            target = random.randint(0, 2, size=shape)
            target[0, 0], target[0, 1] = 0, 1
            target = np.where(random.random_sample(shape) < 0.2, -1, target) if ignored else target
            made.append({"prediction": ranked_scores(random, *shape, low=low, high=high), "target": target})
        return made

    def of(prediction: Any, target: Any) -> Batches:
        return [{"prediction": np.array(prediction, dtype=np.float64), "target": np.array(target)}]

    rising = [0.125, 0.25, 0.5, 0.75]
    cases.input("probabilities", batches(ROWS, 0, 1))
    cases.input("logits", batches(ROWS, -4, 4))
    cases.input("volume", batches([(2, LABELS, 3), (1, LABELS, 3)], 0, 1), ("prediction", "target"))
    cases.input("two labels", batches([(4, 2), (2, 2)], 0, 1))
    cases.input("all right", of([rising] * 2, [[0, 0, 1, 1], [0, 0, 0, 1]]))
    cases.input("all wrong", of([rising] * 2, [[1, 1, 0, 0], [1, 0, 0, 0]]))
    cases.input("no right label", of([rising], [[0, 0, 0, 0]]))
    cases.input("no wrong label", of([rising], [[1, 1, 1, 1]]))
    cases.input("samples with all or none", of([rising] * 3, [[0, 0, 0, 0], [1, 1, 1, 1], [1, 0, 0, 1]]))
    ties = [[0.5, 0.5, 0.5, 0.5], [0.25, 0.5, 0.5, 0.75], [0.5, 0.25, 0.25, 0.25]]
    cases.input("ties", of(ties, [[1, 0, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1]]))
    cases.input("tied labels far apart", of([[5, -3, 5, 2, 2, -3]] * 2, [[1, 1, 0, 0, 1, 0], [0, 0, 1, 1, 0, 1]]))
    cases.input("some -1", batches(ROWS[:2], 0, 1, ignored=True))
    cases.input("all -1", of([rising] * 2, [[-1, -1, -1, -1], [1, 0, 0, 0]]))
    weighted = [{**batch, "weight": random.randint(1, 6, size=len(batch["target"])) / 2} for batch in batches(ROWS, 0, 1)]
    cases.input("weighted", weighted)
    cases.input("shapes that differ", [{"prediction": np.zeros((2, 3)), "target": np.zeros((2, 4), dtype=np.int64)}])
    cases.input("target of 2", of([rising], [[0, 2, 1, 0]]))
    cases.input("NaN", of([[0.5, np.nan, 0.25]], [[0, 1, 1]]))


def add_cases(cases: MetricCases, make: type[Metric], function: Callable[..., float], seed: int, *wrong: str) -> None:
    """`wrong` are the inputs for which torchmetrics has another value than scikit-learn."""
    add_inputs(cases, seed)

    def by_rows(scores: np.ndarray, target: np.ndarray, weight: np.ndarray | None = None) -> float:
        """scikit-learn's value, sample by sample without the labels that are ignored."""
        kept = [row for row in range(len(target)) if (target[row] >= 0).any()]
        values = [of_row(scores[row][target[row] >= 0], target[row][target[row] >= 0]) for row in kept]
        return float(np.average(values, weights=None if weight is None else weight[kept]))

    def of_row(scores: np.ndarray, target: np.ndarray) -> float:
        # Beside its opposite, which counts nothing: labels that are all alike scikit-learn takes for another task.
        return function(np.array([target, 1 - target]), np.array([scores, scores]), sample_weight=[1, 0])

    for name in ("probabilities", "logits", "volume", "two labels", "all right", "all wrong", "no right label", "no wrong label",
                 "samples with all or none", "ties", "tied labels far apart"):  # fmt: skip
        batches = cases.batches[name]
        labels = batches[0]["target"].shape[1]
        answer: dict = {}
        if name in wrong:
            reason = "scikit-learn's value; torchmetrics puts labels of equal scores in any order."
            answer = {"expected": run_function(by_rows, batches), "reason": reason}
        cases.add(name, name, {"numClasses": labels}, lambda labels=labels: make(num_labels=labels), **answer)
        if name != "volume":
            cases.add_case(f"{name}: by scikit-learn", name, {}, lambda batches=batches: run_function(by_rows, batches))
    cases.add_case("weighted", "weighted", {}, lambda: run_function(by_rows, cases.batches["weighted"]))
    reason = "torchmetrics ranks labels that are ignored last instead of leaving them out."
    for name in ("some -1", "all -1"):
        cases.add_case(name, name, {"ignoreIndex": -1}, expected=run_function(by_rows, cases.batches[name]), reason=reason)
    cases.add_case("refused: shapes that differ", "shapes that differ", {}, error="LML_SHAPE_MISMATCH")
    cases.add_case("refused: another width", "probabilities", {"numClasses": 4}, error="LML_SHAPE_MISMATCH")
    cases.add_case("refused: one label", "probabilities", {"numClasses": 1}, error="LML_INVALID_OPTIONS")
    cases.add_case("refused: target of 2", "target of 2", {}, error="LML_INVALID_ARGUMENT")
    cases.add_case("refused: NaN", "NaN", {}, error="LML_INVALID_ARGUMENT")


@metrics.component("coverage-error", "torchmetrics", "torch", "scikit-learn")
def coverage_error(cases: MetricCases) -> None:
    add_cases(cases, MultilabelCoverageError, sklearn_coverage_error, 271)


@metrics.component("ranking-average-precision", "torchmetrics", "torch", "scikit-learn")
def ranking_average_precision(cases: MetricCases) -> None:
    add_cases(cases, MultilabelRankingAveragePrecision, label_ranking_average_precision_score, 272)


@metrics.component("ranking-loss", "torchmetrics", "torch", "scikit-learn")
def ranking_loss(cases: MetricCases) -> None:
    add_cases(cases, MultilabelRankingLoss, label_ranking_loss, 273, "ties", "tied labels far apart")
