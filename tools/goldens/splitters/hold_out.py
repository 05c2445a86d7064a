"""Splitters that hold a part out, by scikit-learn."""

from typing import Any

import numpy as np
import torch
from sklearn.model_selection import PredefinedSplit
from sklearn.model_selection import train_test_split as sklearn_split
from torch.utils.data import random_split as torch_split

from splitters import REPEATED, SplitterCases, random_sets, seed, splitters, spread_targets, target_sets
from splitters.shuffle_split import size_options


class HoldOut:
    """Adds cases of `train_test_split`. LML's `stratify` is a flag: the classes are the targets, a row of them one text."""

    def __init__(self, cases: SplitterCases) -> None:
        self.cases = cases

    def add(
        self,
        name: str,
        length: int,
        seed: Any = 42,
        *,
        test: Any = None,
        train: Any = None,
        shuffle: bool = True,
        stratify: Any = None,
        many: bool = False,
    ) -> None:
        options = {"testSize": test, "trainSize": train, "shuffle": shuffle, "randomState": seed}
        if stratify is not None:
            options["stratify"] = True
        rows = stratify is not None and isinstance(stratify[0], list)
        targets = [" ".join(map(str, row)) for row in stratify] if rows else stratify

        def split(given: Any) -> list:
            classes = stratify if rows else given
            parts = sklearn_split(
                np.arange(length), test_size=test, train_size=train, random_state=seed, shuffle=shuffle, stratify=classes
            )
            return [tuple(parts)]

        self.cases.add(name, length, options, split, targets, many)


def sizes_text(sizes: dict) -> str:
    return ", ".join(f"{part} {size!r}" for part, size in sizes.items()) or "default sizes"


@splitters.component("train-test-split", "scikit-learn", "numpy")
def train_test_split(cases: SplitterCases) -> None:
    hold_out = HoldOut(cases)
    add_unstratified(hold_out)
    add_stratified(hold_out)
    add_refused(hold_out)

    def split(one: dict, options: dict) -> list:
        sizes = {"test_size": options.get("testSize"), "train_size": options.get("trainSize")}
        stratify = one["targets"] if options["stratify"] else None
        return [tuple(sklearn_split(np.arange(one["length"]), random_state=options["randomState"], stratify=stratify, **sizes))]

    def options(random: np.random.RandomState, length: int) -> dict:
        return {**size_options(random, length), "stratify": bool(random.rand() < 0.6)}

    cases.add_random(split, options, sets=random_sets(25, 21, targets=True))


def add_unstratified(hold_out: HoldOut) -> None:
    add = hold_out.add
    sizes: list[dict] = [
        {}, {"test": 0.1}, {"test": 0.25}, {"test": 0.33}, {"test": 0.5}, {"test": 1}, {"test": 3}, {"test": 11},
        {"train": 0.5}, {"train": 0.75}, {"train": 4}, {"test": 0.25, "train": 0.5}, {"test": 3, "train": 4},
        {"test": 0.3, "train": 5}, {"test": 2, "train": 0.7}, {"test": 0.4, "train": 0.6},
    ]  # fmt: skip
    for chosen in sizes:
        add(f"12 samples, {sizes_text(chosen)}", 12, **chosen)
    for chosen in sizes:
        add(f"12 samples in order, {sizes_text(chosen)}", 12, None, shuffle=False, **chosen)
    for n in (2, 3, 10, 37):
        for seed in (0, 2**32 - 1):
            for chosen in ({}, {"test": 0.4}, {"test": 1}):
                add(f"{n} samples, {sizes_text(chosen)}, seed {seed}", n, seed, **chosen)
    add("a test fraction is rounded up in doubles: 0.07 of 100 is 8", 100, test=0.07)
    add("a test fraction that is exact: 0.28 of 50", 50, test=0.28)
    add("a train fraction is rounded down: 0.29 of 100 is 28", 100, test=1, train=0.29)
    add("both fractions leave some out: 0.1 and 0.1 of 37", 37, test=0.1, train=0.1)
    add("1000 samples, hashed", 1000, 7, test=0.2, many=True)
    add("50021 samples, hashed", 50021, 123456789, test=0.1, train=0.85, many=True)


def add_stratified(hold_out: HoldOut) -> None:
    add = hold_out.add
    for name, targets in target_sets().items():
        for seed, sizes in [(0, {}), (42, {"test": 0.4}), (42, {"test": 10, "train": 10})]:
            if sum(sizes.values()) > len(targets):
                continue
            add(f"stratified by {name}, {sizes_text(sizes)}, seed {seed}", len(targets), seed, stratify=targets, **sizes)
    random = np.random.RandomState(11)
    for number in range(30):
        counts = random.randint(2, 14, size=random.randint(2, 7)).tolist()
        targets = spread_targets(random, counts)
        least, most = len(counts), len(targets) - len(counts)
        test = int(random.randint(least, most + 1))
        seed = int(random.randint(0, 2**31))
        add(f"stratified random set {number}", len(targets), seed, test=test, stratify=targets)
    tied = [0] * 5 + [1] * 5 + [2] * 5 + [3] * 5
    rows = [[0, 1], [1, 0], [0, 1], [1, 1], [1, 0], [1, 1], [0, 1], [1, 1], [1, 0], [0, 1]]
    astral = ["\U0001f600", "\uff5e", "z"] * 4
    for seed in range(4):
        add(f"equal remainders are drawn, seed {seed}", 20, seed, test=6, stratify=tied)
    add("equal remainders in both parts", 20, 1, test=6, train=7, stratify=tied)
    add("strings in the order of code points", 12, test=4, stratify=astral)
    add("whole floats as classes", 8, test=2, stratify=[0.0, 1.0] * 4)
    add("real numbers as classes", 8, test=2, stratify=[0.5, 1.5] * 4)
    add("rows as classes", 10, test=4, stratify=rows)
    add("stratified 1000 samples, hashed", 1000, 7, test=0.2, stratify=REPEATED, many=True)
    add("stratified 20011 samples, hashed", 20011, 8, test=0.3, train=0.5, stratify=REPEATED, many=True)


def add_refused(hold_out: HoldOut) -> None:
    add = hold_out.add
    # 1.0 is refused there as a fraction; JavaScript has one kind of number, so that it is 1, a count, here.
    refused_sizes: list[tuple[int, dict]] = [
        (10, {"test": 0.0}), (10, {"test": 1.5}), (10, {"test": -0.25}), (10, {"test": 0}),
        (10, {"test": 10}), (10, {"test": 11}), (10, {"test": -1}), (10, {"train": 0.0}),
        (10, {"train": 0}), (10, {"train": 10}), (10, {"train": 11}), (10, {"test": 0.6, "train": 0.6}),
        (10, {"test": 6, "train": 6}), (10, {"test": 6, "train": 0.6}), (1, {}), (2, {"train": 0.3}), (0, {}),
        (3, {"test": 0.9}), (10, {"test": "half"}),
    ]  # fmt: skip
    for n, sizes in refused_sizes:
        add(f"refused: {n} samples, {sizes_text(sizes)}", n, **sizes)
    add("refused: stratified in order", 6, None, shuffle=False, stratify=[0, 1] * 3)
    add("refused: a class with one member", 5, stratify=[0, 0, 1, 1, 2])
    add("refused: a test part smaller than the number of classes", 9, test=2, stratify=[0, 1, 2] * 3)
    add("refused: a train part smaller than the number of classes", 9, test=7, stratify=[0, 1, 2] * 3)
    add("refused: classes of another length", 6, stratify=[0, 1, 0, 1])
    add("refused: a negative seed", 6, -1)


@splitters.component("predefined-split", "scikit-learn", "numpy")
def predefined_split(cases: SplitterCases) -> None:
    def options(random: np.random.RandomState, length: int) -> dict:
        return {"testFold": (random.randint(0, int(random.randint(2, 7)), length) * 2 - 1).tolist()}

    def split(one: dict, options: dict) -> list:
        return list(PredefinedSplit(options["testFold"]).split())

    cases.add_random(split, options, sets=[{"length": length} for length in range(5, 25)])


@splitters.component("random-split", "torch")
def random_split(cases: SplitterCases) -> None:
    def options(random: np.random.RandomState, length: int) -> dict:
        fractions = [[0.8, 0.2], [0.5, 0.5], [0.7, 0.2, 0.1], [0.9, 0.1], [0.34, 0.33, 0.33]][random.randint(5)]
        first = int(random.randint(1, length))
        return {"lengths": fractions if random.rand() < 0.6 else [first, length - first], "randomState": seed(random)}

    def split(one: dict, options: dict) -> list:
        generator = torch.Generator().manual_seed(options["randomState"])
        parts = [part.indices for part in torch_split(range(one["length"]), options["lengths"], generator)]
        return [(parts[0], test) for test in parts[1:]]

    cases.add_random(split, options, sets=[{"length": length} for length in (5, 9, 10, 33, 64, 97, 100, 701, 5000)])
    given = {"lengths": [5, 4], "randomState": 0}
    cases.add("lengths of other samples are refused", 10, given, lambda _: split({"length": 10}, given))
