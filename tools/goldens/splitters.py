"""scikit-learn's splitters: the indices of every fold, and the errors."""

from typing import Any

import numpy as np
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split

from golden_file import outcome, sha256_of_indices, source, write

FORMULA = "(i * i + 3 * i) % 7"


def formula_targets(length: int) -> list[int]:
    return [(i * i + 3 * i) % 7 for i in range(length)]


def fold_lists(splitter: Any, length: int, targets: Any) -> list[dict]:
    pairs = splitter.split(np.zeros(length), targets)
    return [{"train": train.tolist(), "test": test.tolist()} for train, test in pairs]


def hashed(fold: dict) -> dict:
    return {part: {"length": len(fold[part]), "sha256": sha256_of_indices(fold[part])} for part in ("train", "test")}


def options_of(n_splits: Any, shuffle: Any, seed: Any) -> dict:
    return {"nSplits": n_splits, "shuffle": shuffle, "randomState": seed}


def spread_targets(random: np.random.RandomState, counts: list[int]) -> list[int]:
    """Class c `counts[c]` times, in random order."""
    return random.permutation(np.repeat(np.arange(len(counts)), counts)).tolist()


def fold_case(
    splitter: type,
    name: str,
    length: int,
    options: tuple = (5, False, None),
    *,
    targets: Any = None,
    large: bool = False,
) -> dict:
    """`folds` holds indices, `foldsSha256` hashes of them."""
    n_splits, shuffle, seed = options

    def run() -> dict:
        chosen = splitter(n_splits=n_splits, shuffle=shuffle, random_state=seed)
        folds = fold_lists(chosen, length, targets)
        return {"foldsSha256": [hashed(fold) for fold in folds]} if large else {"folds": folds}

    head: dict = {"name": name, "options": options_of(n_splits, shuffle, seed), "length": length}
    if targets is not None:
        head.update({"targetsFormula": FORMULA} if large else {"targets": targets})
    return {**head, **outcome(run)}


def shared_generator_case(splitter: type, name: str, length: int, targets: Any = None) -> dict:
    """`split` called three times on one splitter that was given a RandomState instead of a number."""
    chosen = splitter(n_splits=3, shuffle=True, random_state=np.random.RandomState(42))
    rounds = [fold_lists(chosen, length, targets) for _ in range(3)]
    head: dict = {"name": name, "options": {"nSplits": 3, "shuffle": True}, "sharedRandomStateSeed": 42, "length": length}
    return {**head, **({} if targets is None else {"targets": targets}), "rounds": rounds}


def k_fold_cases() -> list[dict]:
    cases = [
        fold_case(KFold, f"{n} samples, {k} folds", n, (k, False, None))
        for n, k in [(2, 2), (3, 2), (4, 3), (5, 5), (10, 2), (10, 3), (11, 4), (12, 5), (17, 5), (23, 10)]
    ]
    cases += [
        fold_case(KFold, f"{n} samples, {k} folds, shuffled with seed {seed}", n, (k, True, seed))
        for n, k in [(2, 2), (5, 5), (10, 3), (12, 3), (17, 5), (23, 10), (50, 4)]
        for seed in (0, 42, 2**32 - 1)
    ]
    cases += [
        fold_case(KFold, f"{n} samples, {k} folds, {'seed ' + str(seed) if shuffle else 'in order'}, hashed", n,
                  (k, shuffle, seed), large=True)
        for n, k in [(1000, 7), (20011, 5)]
        for shuffle, seed in [(False, None), (True, 7), (True, 123456789)]
    ]  # fmt: skip
    return cases + [
        shared_generator_case(KFold, "one generator for three rounds", 12),
        fold_case(KFold, "1 fold is refused", 10, (1, False, None)),
        fold_case(KFold, "0 folds are refused", 10, (0, False, None)),
        fold_case(KFold, "a fraction of a fold is refused", 10, (2.5, False, None)),
        fold_case(KFold, "more folds than samples are refused", 3, (4, False, None)),
        fold_case(KFold, "no samples are refused", 0, (2, False, None)),
        fold_case(KFold, "a seed without shuffling is refused", 10, (5, False, 42)),
        fold_case(KFold, "a shuffle that is no boolean is refused", 10, (5, "yes", None)),
        fold_case(KFold, "a negative seed is refused", 10, (5, True, -1)),
    ]


def target_sets() -> dict[str, list]:
    random = np.random.RandomState(2024)
    animals = ["cat", "dog", "bird", "newt"]
    return {
        "three classes in order": [0] * 3 + [1] * 4 + [2] * 5,
        "two even classes": [0, 1] * 6,
        "negative and large integers": [(-5, 70, 1000)[c] for c in spread_targets(random, [6, 7, 8])],
        "strings": [animals[c] for c in spread_targets(random, [5, 9, 4, 6])],
        "strings of mixed case": [("b", "A", "a", "B", "é", "Z")[c] for c in spread_targets(random, [4, 4, 4, 4, 4, 4])],
        "booleans": [bool(c) for c in spread_targets(random, [11, 6])],
        "uneven classes": spread_targets(random, [30, 10, 5, 4]),
        "ten classes": spread_targets(random, [4, 5, 6, 3, 4, 7, 5, 4, 3, 6]),
        "one class": [7] * 9,
        "first appearance out of order": [2, 0, 1, 2, 1, 0, 0, 2, 2, 1, 1, 1, 0, 2, 0],
    }


def stratified_k_fold_cases() -> list[dict]:
    cases = []
    for name, targets in target_sets().items():
        n = len(targets)
        cases.append(fold_case(StratifiedKFold, f"{name}, in order", n, (3, False, None), targets=targets))
        for n_splits, seed in [(2, 0), (3, 42), (4, 2**32 - 1)]:
            options = (n_splits, True, seed)
            title = f"{name}, {n_splits} folds, seed {seed}"
            cases.append(fold_case(StratifiedKFold, title, n, options, targets=targets))
    random = np.random.RandomState(7)
    for number in range(12):
        counts = random.randint(5, 12, size=random.randint(2, 6)).tolist()
        targets = spread_targets(random, counts)
        options = (int(random.randint(2, 6)), True, int(random.randint(0, 2**31)))
        cases.append(fold_case(StratifiedKFold, f"random set {number}", len(targets), options, targets=targets))
    cases += [
        fold_case(StratifiedKFold, f"{n} samples, {k} folds, {'seed ' + str(seed) if shuffle else 'in order'}, hashed", n,
                  (k, shuffle, seed), targets=formula_targets(n), large=True)
        for n, k in [(1000, 5), (20011, 10)]
        for shuffle, seed in [(False, None), (True, 7)]
    ]  # fmt: skip
    uneven = [0] * 8 + [1] * 2
    return cases + [
        shared_generator_case(StratifiedKFold, "one generator for three rounds", 12, [0] * 3 + [1] * 4 + [2] * 5),
        fold_case(StratifiedKFold, "a class smaller than the number of folds warns", 10, (3, False, None), targets=uneven),
        fold_case(StratifiedKFold, "the same, shuffled", 10, (3, True, 5), targets=uneven),
        fold_case(StratifiedKFold, "a class of one warns", 7, (3, True, 5), targets=[0, 0, 0, 1, 2, 2, 2]),
        fold_case(StratifiedKFold, "whole floats count as classes", 6, (2, False, None), targets=[0.0, 1.0, 0.0, 1.0, 2.0, 2.0]),
        fold_case(StratifiedKFold, "every class too small is refused", 6, (3, False, None), targets=[0, 0, 1, 1, 2, 2]),
        fold_case(StratifiedKFold, "more folds than samples are refused", 3, (4, False, None), targets=[0, 0, 1]),
        fold_case(StratifiedKFold, "real-valued targets are refused", 4, (2, False, None), targets=[0.5, 1.5, 0.5, 1.5]),
        fold_case(StratifiedKFold, "multilabel targets are refused", 4, (2, False, None), targets=[[0, 1], [1, 0], [1, 1], [0, 0]]),
        fold_case(StratifiedKFold, "targets of another length are refused", 5, (2, False, None), targets=[0, 1, 0, 1]),
        fold_case(StratifiedKFold, "1 fold is refused", 4, (1, False, None), targets=[0, 1, 0, 1]),
        fold_case(StratifiedKFold, "a seed without shuffling is refused", 4, (2, False, 42), targets=[0, 1, 0, 1]),
    ]  # fmt: skip


def hold_out_case(
    name: str,
    length: int,
    seed: Any = 42,
    *,
    test: Any = None,
    train: Any = None,
    shuffle: bool = True,
    stratify: Any = None,
    large: bool = False,
) -> dict:
    """A size is a fraction when its kind is `float`, a count when it is `int`: 1.0 and 1 differ."""
    options: dict = {"testSize": test, "trainSize": train, "shuffle": shuffle, "randomState": seed}
    kinds = {name: type(options[name]).__name__ for name in ("testSize", "trainSize") if options[name] is not None}

    def run() -> dict:
        indices = np.arange(length)
        train_part, test_part = train_test_split(
            indices, test_size=test, train_size=train, random_state=seed, shuffle=shuffle, stratify=stratify
        )
        split = {"train": train_part.tolist(), "test": test_part.tolist()}
        return {"splitSha256": hashed(split)} if large else {"split": split}

    head: dict = {"name": name, "options": options, "sizeKinds": kinds, "length": length}
    if stratify is not None:
        head.update({"stratifyFormula": FORMULA} if large else {"stratify": stratify})
    return {**head, **outcome(run)}


def sizes_text(sizes: dict) -> str:
    return ", ".join(f"{part} {size!r}" for part, size in sizes.items()) or "default sizes"


def hold_out_cases() -> list[dict]:
    sizes: list[dict] = [
        {}, {"test": 0.1}, {"test": 0.25}, {"test": 0.33}, {"test": 0.5}, {"test": 1}, {"test": 3}, {"test": 11},
        {"train": 0.5}, {"train": 0.75}, {"train": 4}, {"test": 0.25, "train": 0.5}, {"test": 3, "train": 4},
        {"test": 0.3, "train": 5}, {"test": 2, "train": 0.7}, {"test": 0.4, "train": 0.6},
    ]  # fmt: skip
    cases = [hold_out_case(f"12 samples, {sizes_text(chosen)}", 12, **chosen) for chosen in sizes]
    cases += [hold_out_case(f"12 samples in order, {sizes_text(chosen)}", 12, None, shuffle=False, **chosen) for chosen in sizes]
    cases += [
        hold_out_case(f"{n} samples, {sizes_text(chosen)}, seed {seed}", n, seed, **chosen)
        for n in (2, 3, 10, 37)
        for seed in (0, 2**32 - 1)
        for chosen in ({}, {"test": 0.4}, {"test": 1})
    ]
    cases += [
        hold_out_case("a test fraction is rounded up in doubles: 0.07 of 100 is 8", 100, test=0.07),
        hold_out_case("a test fraction that is exact: 0.28 of 50", 50, test=0.28),
        hold_out_case("a train fraction is rounded down: 0.29 of 100 is 28", 100, test=1, train=0.29),
        hold_out_case("both fractions leave some out: 0.1 and 0.1 of 37", 37, test=0.1, train=0.1),
        hold_out_case("1000 samples, hashed", 1000, 7, test=0.2, large=True),
        hold_out_case("50021 samples, hashed", 50021, 123456789, test=0.1, train=0.85, large=True),
    ]
    return cases + stratified_hold_out_cases() + hold_out_errors()


def stratified_hold_out_cases() -> list[dict]:
    cases = []
    for name, targets in target_sets().items():
        for seed, sizes in [(0, {}), (42, {"test": 0.4}), (42, {"test": 10, "train": 10})]:
            if sum(sizes.values()) > len(targets):
                continue
            title = f"stratified by {name}, {sizes_text(sizes)}, seed {seed}"
            cases.append(hold_out_case(title, len(targets), seed, stratify=targets, **sizes))
    random = np.random.RandomState(11)
    for number in range(30):
        counts = random.randint(2, 14, size=random.randint(2, 7)).tolist()
        targets = spread_targets(random, counts)
        least, most = len(counts), len(targets) - len(counts)
        test = int(random.randint(least, most + 1))
        seed = int(random.randint(0, 2**31))
        cases.append(hold_out_case(f"stratified random set {number}", len(targets), seed, test=test, stratify=targets))
    tied = [0] * 5 + [1] * 5 + [2] * 5 + [3] * 5
    rows = [[0, 1], [1, 0], [0, 1], [1, 1], [1, 0], [1, 1], [0, 1], [1, 1], [1, 0], [0, 1]]
    astral = ["\U0001f600", "\uff5e", "z"] * 4
    return cases + [
        *(hold_out_case(f"equal remainders are drawn, seed {seed}", 20, seed, test=6, stratify=tied) for seed in range(4)),
        hold_out_case("equal remainders in both parts", 20, 1, test=6, train=7, stratify=tied),
        hold_out_case("strings in the order of code points", 12, test=4, stratify=astral),
        hold_out_case("whole floats as classes", 8, test=2, stratify=[0.0, 1.0] * 4),
        hold_out_case("real numbers as classes", 8, test=2, stratify=[0.5, 1.5] * 4),
        hold_out_case("rows as classes", 10, test=4, stratify=rows),
        hold_out_case("stratified 1000 samples, hashed", 1000, 7, test=0.2, stratify=formula_targets(1000), large=True),
        hold_out_case("stratified 20011 samples, hashed", 20011, 8, test=0.3, train=0.5, stratify=formula_targets(20011), large=True),
    ]  # fmt: skip


def hold_out_errors() -> list[dict]:
    refused_sizes: list[tuple[int, dict]] = [
        (10, {"test": 0.0}), (10, {"test": 1.0}), (10, {"test": 1.5}), (10, {"test": -0.25}), (10, {"test": 0}),
        (10, {"test": 10}), (10, {"test": 11}), (10, {"test": -1}), (10, {"train": 0.0}), (10, {"train": 1.0}),
        (10, {"train": 0}), (10, {"train": 10}), (10, {"train": 11}), (10, {"test": 0.6, "train": 0.6}),
        (10, {"test": 6, "train": 6}), (10, {"test": 6, "train": 0.6}), (1, {}), (2, {"train": 0.3}), (0, {}),
        (3, {"test": 0.9}), (10, {"test": "half"}),
    ]  # fmt: skip
    cases = [hold_out_case(f"refused: {n} samples, {sizes_text(sizes)}", n, **sizes) for n, sizes in refused_sizes]
    return cases + [
        hold_out_case("refused: stratified in order", 6, None, shuffle=False, stratify=[0, 1] * 3),
        hold_out_case("refused: a class with one member", 5, stratify=[0, 0, 1, 1, 2]),
        hold_out_case("refused: a test part smaller than the number of classes", 9, test=2, stratify=[0, 1, 2] * 3),
        hold_out_case("refused: a train part smaller than the number of classes", 9, test=7, stratify=[0, 1, 2] * 3),
        hold_out_case("refused: classes of another length", 6, stratify=[0, 1, 0, 1]),
        hold_out_case("refused: a negative seed", 6, -1),
    ]


if __name__ == "__main__":
    for name, cases in [
        ("k-fold", k_fold_cases()),
        ("stratified-k-fold", stratified_k_fold_cases()),
        ("train-test-split", hold_out_cases()),
    ]:
        write(
            f"packages/splitters/src/goldens/{name}.json",
            source=source("scikit-learn", "numpy"),
            script="tools/goldens/splitters.py",
            cases=cases,
        )
