"""Metrics of rankings, by torchmetrics."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torchmetrics import Metric
from torchmetrics.retrieval import (
    RetrievalAUROC,
    RetrievalFallOut,
    RetrievalHitRate,
    RetrievalMAP,
    RetrievalMRR,
    RetrievalNormalizedDCG,
    RetrievalPrecision,
    RetrievalPrecisionRecallCurve,
    RetrievalRecall,
    RetrievalRecallAtFixedPrecision,
    RetrievalRPrecision,
)

from metrics import Batches, MetricCases, metrics, to_torch

OPTIONS = {
    "emptyTargetAction": "empty_target_action",
    "ignoreIndex": "ignore_index",
    "aggregation": "aggregation",
    "topK": "top_k",
    "maxK": "max_k",
    "adaptiveK": "adaptive_k",
    "maxFpr": "max_fpr",
    "minPrecision": "min_precision",
}
LOGITS = "torchmetrics takes rows with a score of 0 or less for not relevant; the value is that of the same order of probabilities."
SIGMOID = "torchmetrics puts scores outside [0, 1] through a sigmoid, which makes large ones equal."
NAN = "torchmetrics puts NaN first; here a query with a score of NaN has no order."


def inputs(graded: bool) -> dict[str, Batches]:
    """Scores without ties, but where it is said; queries are spread over batches and of different lengths."""
    random = np.random.RandomState(221)

    def batches(*sizes: int, queries: int = 4, ignored: int | None = None) -> Batches:
        scores = random.permutation(np.arange(1, 128))[: sum(sizes)] / 128
        made, start = [], 0
        for size in sizes:
            target = random.randint(0, 4 if graded else 2, size=size)
            if ignored is not None:
                target = np.where(random.random_sample(size) < 0.25, ignored, target)
            rows = {"prediction": scores[start : start + size], "target": target, "indexes": random.randint(0, queries, size=size)}
            made.append(rows)
            start += size
        return made

    def one(prediction: list, target: list, indexes: list) -> Batches:
        return [{"prediction": np.array(prediction, dtype=np.float64), "target": np.array(target), "indexes": np.array(indexes)}]

    plain = batches(17, 9, 4)
    logits = [{**batch, "prediction": batch["prediction"] * 64 - 32} for batch in plain]
    queries = [0, 0, 0, 0, 7, 7, 7, -3, -3]
    right, wrong = [0.875, 0.75, 0.25, 0.125, 0.5, 0.75, 0.25, 0.5, 0.25], [0.125, 0.25, 0.75, 0.875, 0.5, 0.25, 0.75, 0.25, 0.5]
    target = [1, 1, 0, 0, 0, 1, 0, 1, 0]
    return {
        "queries over batches": plain,
        "one query": batches(8, 5, queries=1),
        "many small queries": batches(25, 20, 15, queries=30),
        "some -1": batches(17, 9, 4, ignored=-1),
        "grid": [{part: values.reshape(2, -1) for part, values in batch.items()} for batch in batches(12, 6, 4)],
        "logits": logits,
        "best order": one(right, target, queries),
        "worst order": one(wrong, target, queries),
        "queries of one kind": one(right, [0, 0, 0, 0, 1, 1, 1, 1, 0], queries),
        "no relevant rows": one(right, [0] * 9, queries),
        "relevant rows only": one(right, [1] * 9, queries),
        "ties": one([0.5, 0.5, 0.25, 0.25, 0.25, 0.75, 0.5], [1, 0, 1, 0, 1, 0, 1], [0] * 7),
        "NaN in one query": one([0.5, np.nan, 0.25, 0.5, 0.25], [1, 0, 1, 0, 1], [0, 0, 0, 1, 1]),
        "no updates": [],
        "an empty batch": [{part: values[:0] for part, values in plain[0].items()}],
        "targets of 2": one([0.5, 0.25], [2, 1], [0, 0]),
        "negative targets": one([0.5, 0.25], [-2, 1], [0, 0]),
        "fractions as queries": [{**one([0.5, 0.25], [0, 1], [0, 0])[0], "indexes": np.array([0.5, 1])}],
        "shapes that differ": [{**plain[0], "indexes": plain[0]["indexes"][:5]}],
    }


class Rankings:
    """Adds the cases of a metric of rankings."""

    def __init__(self, cases: MetricCases, make: type[Metric], defaults: dict, read: Callable[[Any], Any] = float) -> None:
        self.cases, self.make, self.read = cases, make, read
        self.defaults = {"emptyTargetAction": "neg", "ignoreIndex": None, "aggregation": "mean", **defaults}
        for name, batches in inputs(graded=make is RetrievalNormalizedDCG).items():
            cases.input(name, batches)

    def results(self, batches: Batches, options: dict) -> dict:
        made = lambda: self.make(**{OPTIONS[name]: value for name, value in options.items()})  # noqa: E731

        def value(*parts: dict) -> Any:
            metric = made()
            for part in parts:
                metric.update(*(to_torch(values, torch.float64) for values in part.values()))
            return self.read(metric.compute())

        values = [value(*batches[: count + 1]) for count in range(len(batches))]
        return {"values": values, "batchValues": [value(batch) for batch in batches], "value": value(*batches)}

    def add(self, name: str, of: str | None = None, reason: str | None = None, **options: Any) -> None:
        """`of` names the input of which torchmetrics computes what is right."""
        full = {**self.defaults, **{option: value for option, value in options.items() if option not in ("error", "expected")}}
        answer = {part: options[part] for part in ("error", "expected") if part in options}
        if of is not None:
            answer["expected"] = self.results(self.cases.batches[of], full)
        title = ", ".join(f"{option} {value}" for option, value in options.items() if option not in ("error", "expected"))
        compute = lambda: self.results(self.cases.batches[name], full)  # noqa: E731
        self.cases.add_case(f"{name}: {title or 'defaults'}", name, full, compute, reason=reason, **answer)

    def usual(self, nothing: Any = np.nan, missing: Any = np.nan, nan: bool = True) -> None:
        """The cases that all have: `nothing` is their value where nothing was counted, `missing` of a query with NaN."""
        for name in ("queries over batches", "one query", "many small queries", "grid", "best order", "worst order",
                     "queries of one kind", "no relevant rows", "relevant rows only"):  # fmt: skip
            self.add(name)
        for action in ("pos", "skip"):
            for name in ("queries of one kind", "no relevant rows", "relevant rows only"):
                self.add(name, emptyTargetAction=action)
        self.add("queries of one kind", emptyTargetAction="error", error="LML_INVALID_ARGUMENT")
        for aggregation in ("median", "min", "max"):
            self.add("queries over batches", aggregation=aggregation)
        self.add("some -1", ignoreIndex=-1)
        self.add("queries over batches", ignoreIndex=1)
        empty = {"values": [nothing], "batchValues": [nothing], "value": nothing}
        self.add("no updates", expected={"values": [], "batchValues": [], "value": nothing})
        self.add("an empty batch", expected=empty)
        if nan:
            self.add("NaN in one query", expected={"values": [missing], "batchValues": [missing], "value": missing}, reason=NAN)
        self.add("fractions as queries", error="LML_INVALID_ARGUMENT")
        self.add("shapes that differ", error="LML_SHAPE_MISMATCH")

    def first(self, ks: tuple[int, ...] = (1, 2, 5, 40), option: str = "topK") -> None:
        for k in ks:
            self.add("queries over batches", **{option: k})
        self.add("many small queries", **{option: 2})
        self.add("queries over batches", **{option: 0}, error="LML_INVALID_OPTIONS", reason="Of no rows there is nothing to judge.")

    def binary(self) -> None:
        self.add("targets of 2", error="LML_INVALID_ARGUMENT")


@metrics.component("retrieval-map", "torchmetrics", "torch")
def retrieval_map(cases: MetricCases) -> None:
    by_rank(Rankings(cases, RetrievalMAP, {"topK": None}))


@metrics.component("retrieval-mrr", "torchmetrics", "torch")
def retrieval_mrr(cases: MetricCases) -> None:
    by_rank(Rankings(cases, RetrievalMRR, {"topK": None}))


@metrics.component("retrieval-recall", "torchmetrics", "torch")
def retrieval_recall(cases: MetricCases) -> None:
    by_rank(Rankings(cases, RetrievalRecall, {"topK": None}))


@metrics.component("retrieval-hit-rate", "torchmetrics", "torch")
def retrieval_hit_rate(cases: MetricCases) -> None:
    rankings = Rankings(cases, RetrievalHitRate, {"topK": None})
    rankings.usual()
    rankings.first()
    rankings.binary()
    rankings.add("logits", topK=2)


@metrics.component("retrieval-fall-out", "torchmetrics", "torch")
def retrieval_fall_out(cases: MetricCases) -> None:
    rankings = Rankings(cases, RetrievalFallOut, {"topK": None, "emptyTargetAction": "pos"})
    rankings.usual()
    rankings.add("queries of one kind", emptyTargetAction="neg")
    rankings.first()
    rankings.binary()
    rankings.add("logits", topK=2)


@metrics.component("retrieval-r-precision", "torchmetrics", "torch")
def retrieval_r_precision(cases: MetricCases) -> None:
    rankings = Rankings(cases, RetrievalRPrecision, {})
    rankings.usual()
    rankings.binary()
    rankings.add("logits")


@metrics.component("retrieval-precision", "torchmetrics", "torch")
def retrieval_precision(cases: MetricCases) -> None:
    rankings = Rankings(cases, RetrievalPrecision, {"topK": None, "adaptiveK": False})
    by_rank(rankings)
    for name in ("queries over batches", "many small queries"):
        rankings.add(name, topK=5, adaptiveK=True)


@metrics.component("retrieval-normalized-dcg", "torchmetrics", "torch")
def retrieval_normalized_dcg(cases: MetricCases) -> None:
    rankings = Rankings(cases, RetrievalNormalizedDCG, {"topK": None})
    rankings.usual()
    rankings.first()
    rankings.add("logits")
    for k in (None, 1, 3):
        rankings.add("ties", topK=k)
    reason = "A negative relevance has no meaning; scikit-learn refuses it too."
    rankings.add("negative targets", error="LML_INVALID_ARGUMENT", reason=reason)


@metrics.component("retrieval-auroc", "torchmetrics", "torch")
def retrieval_auroc(cases: MetricCases) -> None:
    rankings = Rankings(cases, RetrievalAUROC, {"topK": None, "maxFpr": None})
    rankings.usual()
    rankings.first()
    rankings.binary()
    rankings.add("logits", of="queries over batches", reason=SIGMOID)
    rankings.add("ties")
    for max_fpr in (0.1, 0.5, 1.0):
        rankings.add("queries over batches", maxFpr=max_fpr)
    rankings.add("ties", maxFpr=0.5)
    rankings.add("ties", maxFpr=1.5, error="LML_INVALID_OPTIONS")


@metrics.component("retrieval-precision-recall-curve", "torchmetrics", "torch")
def retrieval_precision_recall_curve(cases: MetricCases) -> None:
    def curve(answer: tuple[torch.Tensor, ...]) -> dict:
        # torchmetrics makes a number of a single point.
        precision, recall = (values.double().reshape(-1) for values in answer[:2])
        return {
            "figure": "curve",
            "title": "Precision and recall of the first rows",
            "lines": [{"x": recall, "y": precision}],
            "xTitle": "recall",
            "yTitle": "precision",
        }

    rankings = Rankings(cases, RetrievalPrecisionRecallCurve, {"maxK": None, "adaptiveK": False}, curve)
    missing = torch.full((3,), torch.nan)
    over_ranks(rankings, curve((torch.zeros(0), torch.zeros(0))), curve((missing, missing)))


@metrics.component("retrieval-recall-at-fixed-precision", "torchmetrics", "torch")
def retrieval_recall_at_fixed_precision(cases: MetricCases) -> None:
    def best(answer: tuple[torch.Tensor, torch.Tensor]) -> dict:
        return {"value": float(answer[0]), "k": int(answer[1])}

    defaults = {"minPrecision": 0.0, "maxK": None, "adaptiveK": False}
    rankings = Rankings(cases, RetrievalRecallAtFixedPrecision, defaults, best)
    missing = {"value": np.nan, "k": np.nan}
    over_ranks(rankings, missing, missing)
    for least in (0.3, 0.55):
        rankings.add("queries over batches", minPrecision=least)
    rankings.add("many small queries", minPrecision=0.4, maxK=4, adaptiveK=True)
    rankings.add("worst order", minPrecision=0.9)
    rankings.add("worst order", minPrecision=1.5, error="LML_INVALID_OPTIONS")


def by_rank(rankings: Rankings) -> None:
    """The metrics in which torchmetrics leaves out what has no score above 0."""
    rankings.usual()
    rankings.first()
    rankings.binary()
    rankings.add("logits", of="queries over batches", reason=LOGITS)


def over_ranks(rankings: Rankings, nothing: Any, missing: Any) -> None:
    rankings.usual(nothing, missing)
    rankings.first((1, 3, 40), "maxK")
    rankings.binary()
    rankings.add("logits")
    for name in ("queries over batches", "many small queries"):
        rankings.add(name, maxK=6, adaptiveK=True)
