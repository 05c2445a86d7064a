"""Metrics of groups of samples, by torchmetrics."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torchmetrics.classification import BinaryFairness, BinaryGroupStatRates

from golden_file import result, sixty_fourths
from metrics import Batches, MetricCases, metrics, run

RATES = ("truePositives", "falsePositives", "trueNegatives", "falseNegatives")
RATIOS = {"DP": "demographicParity", "EO": "equalOpportunity"}
SHIFTED = "torchmetrics counts for other groups where a batch lacks one."


def group_inputs() -> dict[str, Batches]:
    random = np.random.RandomState(208)

    def batches(groups: int, logits: bool = False, labels: bool = False, ignored: bool = False, sizes: tuple = (12, 9, 8)) -> Batches:
        made = []
        for size in sizes:
            group = random.permutation(np.arange(size) % groups)
            scores = random.standard_normal(size) + group * 0.5
            target = (scores + random.standard_normal(size) > 0.25).astype(int)
            scores = scores if logits else 1 / (1 + np.exp(-scores))
            prediction = (scores > 0.5).astype(int) if labels else sixty_fourths(scores)
            target = np.where(random.random_sample(size) < 0.2, -1, target) if ignored else target
            # Each group has somebody who is positive.
            target[[int(np.argmax(group == one)) for one in range(groups)]] = 1
            made.append({"prediction": prediction, "target": target, "groups": group})
        return made

    lacking = batches(2, sizes=(10, 8))
    lacking[1]["groups"][:] = 1
    return {
        "two groups": batches(2),
        "three groups": batches(3),
        "two groups, logits": batches(2, logits=True),
        "three groups, labels": batches(3, labels=True),
        "two groups, some -1": batches(2, ignored=True),
        "two groups, all predicted": [{"prediction": np.ones(4, int), "target": np.array([1, 0, 1, 1]), "groups": np.array([0, 1, 0, 1])}],
        "two groups, none predicted": [{"prediction": np.zeros(4, int), "target": np.array([1, 0, 1, 1]), "groups": np.array([0, 1, 1, 0])}],
        "two groups, of which a batch lacks one": lacking,
    }


def rates(made: dict) -> dict:
    return {name.replace("_", ""): {rate: float(values[at]) for at, rate in enumerate(RATES)} for name, values in made.items()}


def ratios(made: dict) -> dict:
    parts = [(name.split("_"), value) for name, value in made.items()]
    return {RATIOS[kind]: {"value": float(value), "lowestGroup": int(low), "highestGroup": int(high)} for (kind, low, high), value in parts}


def together(make: Callable, batches: Batches, convert: Callable) -> dict:
    """The values after each batch, where a batch alone would be counted wrongly."""
    def upto(count: int) -> Batches:
        return [{part: np.concatenate([batch[part] for batch in batches[:count]]) for part in batches[0]}]

    values = [run(make, upto(count + 1), torch.float32, convert)["value"] for count in range(len(batches))]
    return {"values": values, "value": values[-1]}


@metrics.component("binary-group-stat-rates", "torchmetrics", "torch")
def binary_group_stat_rates(cases: MetricCases) -> None:
    for name, batches in group_inputs().items():
        cases.input(name, batches)

    def add(name: str, **options: Any) -> None:
        groups = 3 if "three" in name else 2
        scores = {"scores": "logits"} if "logits" in name else {}
        names = {"threshold": "threshold", "ignoreIndex": "ignore_index"}
        make = lambda: BinaryGroupStatRates(groups, **{names[option]: value for option, value in options.items()})  # noqa: E731
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults"
        lacks = {"expected": together(make, cases.batches[name], rates), "reason": SHIFTED} if "lacks" in name else {}
        cases.add(f"{name}: {title}", name, {"numGroups": groups, **options, **scores}, make, torch.float32, rates, **lacks)

    for name in cases.batches:
        add(name, **({"ignoreIndex": -1} if "-1" in name else {}))
    add("two groups", threshold=0.25)
    add("three groups", threshold=0.75)
    add("three groups", ignoreIndex=0)
    cases.add_case("refused: more groups", "three groups", {"numGroups": 2}, error="LML_INVALID_ARGUMENT", reason="A group is none of two.")


@metrics.component("binary-fairness", "torchmetrics", "torch")
def binary_fairness(cases: MetricCases) -> None:
    for name, batches in group_inputs().items():
        cases.input(name, batches)

    def maker(groups: int, options: dict) -> Callable[[], BinaryFairness]:
        names = {"threshold": "threshold", "ignoreIndex": "ignore_index", "task": "task"}
        own = {names[option]: value.replace("-", "_") if option == "task" else value for option, value in options.items()}
        return lambda: BinaryFairness(groups, **own)

    def add(name: str, **options: Any) -> None:
        groups = 3 if "three" in name else 2
        scores = {"scores": "logits"} if "logits" in name else {}
        make = maker(groups, options)
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults"
        lacks = {"expected": together(make, cases.batches[name], ratios), "reason": SHIFTED} if "lacks" in name else {}
        cases.add(f"{name}: {title}", name, {"numGroups": groups, **options, **scores}, make, torch.float32, ratios, **lacks)

    for task in ("demographic-parity", "equal-opportunity", "all"):
        for name in cases.batches:
            if "-1" not in name:
                add(name, task=task)
        add("two groups", task=task, threshold=0.25)
        add("three groups", task=task, threshold=0.75)
    add("two groups, some -1", ignoreIndex=-1)
    add("two groups, some -1", task="equal-opportunity", ignoreIndex=-1)

    reason = "Of a group that has no sample, or no positive one, there is no such rate; torchmetrics takes it for 0."
    whole = cases.batches["three groups"]
    few = [{part: values[batch["groups"] < 2] for part, values in batch.items()} for batch in whole]
    lone = [{**batch, "target": np.where(batch["groups"] == 2, 0, batch["target"])} for batch in whole]
    cases.input("an absent group", few)
    cases.input("a group without positives", lone)
    expected = run(maker(2, {}), few, torch.float32, ratios)
    cases.add("an absent group: defaults", "an absent group", {"numGroups": 3}, maker(3, {}), torch.float32, ratios,
              expected=expected, reason=reason)  # fmt: skip
    equal = {"task": "equal-opportunity"}
    expected = run(maker(2, equal), few, torch.float32, ratios)
    cases.add("a group without positives: equal opportunity", "a group without positives", {"numGroups": 3, **equal},
              maker(3, equal), torch.float32, ratios, expected=expected, reason=reason)  # fmt: skip
    cases.add_case("refused: more groups", "three groups", {"numGroups": 2}, error="LML_INVALID_ARGUMENT", reason="A group is none of two.")
    refused = {"numGroups": 2, "task": "demographic-parity", "ignoreIndex": -1}
    cases.add_case("refused: targets to ignore, of which none is looked at", "two groups", refused, error="LML_INVALID_OPTIONS",
                   reason="torchmetrics ignores the option, or with 0 everything.")  # fmt: skip
