"""Metrics of rows and ensembles, and of events, by torchmetrics."""

from functools import partial
from itertools import product

import numpy as np
from torchmetrics import regression as torch_metrics

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics

SHAPES = ((5, 4), (3, 4), (2, 4))
REDUCTIONS = ("mean", "sum", "none")


def rows(random: np.random.RandomState, *shapes: tuple, low: float = -4, high: float = 4) -> Batches:
    parts = ("prediction", "target")
    return [{part: sixty_fourths(random.uniform(low, high, shape)) for part in parts} for shape in shapes]


def add_divergence(cases: MetricCases, make: type, random: np.random.RandomState) -> None:
    cases.input("probabilities", rows(random, *SHAPES, low=1 / 16, high=1))
    zeros = rows(random, (4, 3), low=1 / 16, high=1)[0]
    zeros["prediction"][0, 1] = zeros["prediction"][2, 0] = zeros["target"][2, 0] = 0
    cases.input("zeros in the predictions", [zeros])
    cases.input("zeros in the targets", [{"prediction": zeros["target"], "target": zeros["prediction"]}])
    equal = zeros["prediction"]
    cases.input("equal rows", [{"prediction": equal, "target": equal}])
    cases.input("a row of zeros", [{"prediction": np.array([[0.0, 0], [1, 1]]), "target": np.array([[1.0, 1], [1, 3]])}])
    cases.input("no updates", [])
    for name, reduction in product([*cases.batches], REDUCTIONS):
        # torchmetrics cannot put no rows together.
        if (name, reduction) != ("no updates", "none"):
            cases.add(f"{name}: {reduction}", name, {"reduction": reduction}, partial(make, reduction=reduction),
                      tolerance=1e-5, reason="Float32 logarithms of quotients near 1.")  # fmt: skip
    logarithms = [
        {part: np.log(values / values.sum(-1, keepdims=True)).astype(np.float32) for part, values in batch.items()}
        for batch in cases.batches["probabilities"]
    ]
    cases.input("logarithms", logarithms)
    for reduction in REDUCTIONS:
        options = {"logProb": True, "reduction": reduction}
        make_log = partial(make, log_prob=True, reduction=reduction)
        reason = "Exponentials of float32 logarithms."
        cases.add(f"logarithms: {reduction}", "logarithms", options, make_log, tolerance=1e-5, reason=reason)
    cases.input("a negative probability", [{"prediction": np.array([[0.5, -0.5]]), "target": np.array([[0.5, 0.5]])}])
    for reduction in ("mean", "none"):
        reason = "A negative number is no probability."
        cases.add(f"refused: a negative probability, {reduction}", "a negative probability", {"reduction": reduction},
                  partial(make, reduction=reduction), error="LML_INVALID_ARGUMENT", reason=reason)  # fmt: skip
    cases.input("vectors", rows(random, (4,), low=0, high=1))
    cases.add("refused: vectors", "vectors", {}, make, error="LML_SHAPE_MISMATCH")
    cases.input("shapes that differ", [{"prediction": np.ones((3, 2)), "target": np.ones((3, 3))}])
    cases.add("refused: shapes that differ", "shapes that differ", {}, make, error="LML_SHAPE_MISMATCH")
    cases.add_case("refused: another reduction", "probabilities", {"reduction": "max"}, error="LML_INVALID_OPTIONS")


@metrics.component("kl-divergence", "torchmetrics", "torch")
def kl_divergence(cases: MetricCases) -> None:
    add_divergence(cases, torch_metrics.KLDivergence, np.random.RandomState(221))


@metrics.component("jensen-shannon-divergence", "torchmetrics", "torch")
def jensen_shannon_divergence(cases: MetricCases) -> None:
    add_divergence(cases, torch_metrics.JensenShannonDivergence, np.random.RandomState(222))


@metrics.component("cosine-similarity", "torchmetrics", "torch")
def cosine_similarity(cases: MetricCases) -> None:
    make, random = torch_metrics.CosineSimilarity, np.random.RandomState(223)
    cases.input("rows", rows(random, *SHAPES, low=-1))
    scaled = rows(random, (3, 4))[0]["prediction"]
    cases.input("all right", [{"prediction": scaled * 2, "target": scaled}])
    cases.input("all wrong", [{"prediction": -scaled, "target": scaled}])
    cases.input("a row of zeros", [{"prediction": np.array([[0.0, 0], [1, 1]]), "target": np.array([[1.0, 1], [1, 3]])}])
    reason = "torchmetrics computes it in float32."
    for name, reduction in product([*cases.batches], REDUCTIONS):
        cases.add(f"{name}: {reduction}", name, {"reduction": reduction}, partial(make, reduction=reduction),
                  tolerance=1e-5, reason=reason)  # fmt: skip
    cases.input("vectors", rows(random, (4,)))
    cases.add("refused: vectors", "vectors", {}, make, error="LML_SHAPE_MISMATCH")


@metrics.component("continuous-ranked-probability-score", "torchmetrics", "torch")
def continuous_ranked_probability_score(cases: MetricCases) -> None:
    make, random = torch_metrics.ContinuousRankedProbabilityScore, np.random.RandomState(224)

    def ensembles(*shapes: tuple) -> Batches:
        values = lambda shape: sixty_fourths(random.uniform(-4, 4, shape))  # noqa: E731
        return [{"prediction": values(shape), "target": values(shape[:1])} for shape in shapes]

    def add(name: str, batches: Batches, **answer: object) -> None:
        cases.input(name, batches)
        cases.add(name, name, {}, make, **answer)

    add("five members", ensembles((5, 5), (3, 5), (1, 5)))
    add("two members", ensembles((4, 2), (2, 2)))
    add("members of several numbers", ensembles((4, 2), (2, 6)))
    target = np.array([1.0, -2])
    add("all right", [{"prediction": np.stack([target, target], 1), "target": target}])
    add("ties", [{"prediction": np.array([[1.0, 1, 2], [0, 0, 0]]), "target": np.array([1.0, 3])}])
    add("refused: one member", ensembles((4, 1)), error="LML_SHAPE_MISMATCH")
    add("refused: shapes that differ", [{"prediction": np.zeros((3, 2)), "target": np.zeros(4)}], error="LML_SHAPE_MISMATCH")


@metrics.component("critical-success-index", "torchmetrics", "torch", "NumPy")
def critical_success_index(cases: MetricCases) -> None:
    make, random = torch_metrics.CriticalSuccessIndex, np.random.RandomState(225)
    cases.input("vectors", rows(random, (5,), (3,), (1,)))
    cases.input("sequences", rows(random, (3, 3, 2, 2), (2, 3, 2, 2)))
    cases.input("no event", [{"prediction": np.array([-9.0, -8]), "target": np.array([-9.0, -9])}])
    cases.input("no updates", [])
    for name, threshold in product([*cases.batches], (-1, 0.5)):
        cases.add(f"{name}: threshold {threshold}", name, {"threshold": threshold}, partial(make, threshold=threshold))
    on_it = np.array([0.5, 0.5, 0.25])
    cases.input("on the threshold", [{"prediction": on_it, "target": np.array([0.5, 0.25, 0.5])}])
    cases.add("on the threshold", "on the threshold", {"threshold": 0.5}, partial(make, threshold=0.5))
    cases.add("sequences: of samples", "sequences", {"threshold": 0.5, "keepSequenceDim": 0},
              partial(make, threshold=0.5, keep_sequence_dim=0))  # fmt: skip
    for axis in (1, 3):
        expected = of_sequences(cases.batches["sequences"], 0.5, axis)
        cases.add(f"sequences: axis {axis}", "sequences", {"threshold": 0.5, "keepSequenceDim": axis},
                  partial(make, threshold=0.5, keep_sequence_dim=axis), expected=expected,
                  reason="Entries of a sequence are counted over all batches, not once for each batch.")  # fmt: skip
    cases.add("refused: no such axis", "vectors", {"threshold": 0.5, "keepSequenceDim": 1},
              partial(make, threshold=0.5, keep_sequence_dim=1), error="LML_INVALID_ARGUMENT")  # fmt: skip
    cases.add_case("refused: no threshold", "vectors", {}, error="LML_INVALID_OPTIONS")


def of_sequences(batches: Batches, threshold: float, axis: int) -> dict:
    def of(own: Batches) -> np.ndarray:
        predicted, actual = (np.concatenate([batch[part] for batch in own]) >= threshold for part in ("prediction", "target"))
        others = tuple(other for other in range(predicted.ndim) if other != axis)
        return (predicted & actual).sum(others) / (predicted | actual).sum(others)

    values = [of(batches[: end + 1]) for end in range(len(batches))]
    return {"values": values, "batchValues": [of([batch]) for batch in batches], "value": values[-1]}
