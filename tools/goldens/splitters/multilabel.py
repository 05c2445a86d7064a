"""Splitters that stratify several labels, by iterative-stratification."""

from typing import Any

import numpy as np
from iterstrat.ml_stratifiers import MultilabelStratifiedKFold, MultilabelStratifiedShuffleSplit

from splitters import SplitterCases, splitters
from splitters.k_fold import fold_options
from splitters.shuffle_split import shuffle_options


def label_sets() -> list[dict]:
    random = np.random.RandomState(41)
    sets = []
    for _ in range(40):
        length, width = int(random.randint(8, 60)), int(random.randint(2, 7))
        share = random.uniform(0.05, 0.7, width)
        sets.append({"length": length, "targets": (random.rand(length, width) < share).astype(int).tolist()})
    return sets


@splitters.component("multilabel-stratified-k-fold", "iterative-stratification", "numpy")
def multilabel_stratified_k_fold(cases: SplitterCases) -> None:
    def split(one: dict, options: dict) -> list:
        np.random.seed(0)  # Without a shuffle it takes no seed, but draws from the global generator.
        chosen = MultilabelStratifiedKFold(
            options["nSplits"], shuffle=options.get("shuffle", False), random_state=options.get("randomState")
        )
        return list(chosen.split(np.zeros(one["length"]), np.array(one["targets"])))

    cases.add_random(split, fold_options, sets=label_sets(), count=150)
    refuse(cases, {"nSplits": 2}, lambda given: split({"length": 4, "targets": given}, {"nSplits": 2}))


@splitters.component("multilabel-stratified-shuffle-split", "iterative-stratification", "numpy")
def multilabel_stratified_shuffle_split(cases: SplitterCases) -> None:
    def options(random: np.random.RandomState, length: int) -> dict:
        chosen = shuffle_options(random, length)
        return chosen if "testSize" in chosen or "trainSize" in chosen else {**chosen, "testSize": 0.1}

    def split(one: dict, options: dict) -> list:
        chosen = MultilabelStratifiedShuffleSplit(
            options["nSplits"],
            test_size=options.get("testSize"),
            train_size=options.get("trainSize"),
            random_state=options["randomState"],
        )
        return list(chosen.split(np.zeros(one["length"]), np.array(one["targets"])))

    cases.add_random(split, options, sets=label_sets(), count=150)
    given = {"nSplits": 2, "testSize": 0.5, "randomState": 0}
    refuse(cases, given, lambda targets: split({"length": 4, "targets": targets}, given))


def refuse(cases: SplitterCases, options: dict, split: Any) -> None:
    cases.add("one class a sample is refused", 4, options, split, [0, 1, 2, 1])
