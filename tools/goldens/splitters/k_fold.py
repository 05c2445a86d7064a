"""K-fold splitters, by scikit-learn."""

from typing import Any

import numpy as np
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    RepeatedKFold,
    RepeatedStratifiedKFold,
    StratifiedGroupKFold,
    StratifiedKFold,
)

from splitters import REPEATED, SplitterCases, by_sklearn, random_sets, seed, splitters, spread_targets, target_sets


def add(
    cases: SplitterCases,
    splitter: type,
    name: str,
    length: int,
    options: tuple = (5, False, None),
    *,
    targets: Any = None,
    many: bool = False,
) -> None:
    n_splits, shuffle, seed = options

    def split(given: Any) -> list:
        chosen = splitter(n_splits=n_splits, shuffle=shuffle, random_state=seed)
        return list(chosen.split(np.zeros(length), given))

    written = {"nSplits": n_splits, "shuffle": shuffle, "randomState": seed}
    cases.add(name, length, written, split, targets, many)


def fold_options(random: np.random.RandomState, length: int) -> dict:
    n_splits = int(random.randint(2, 8))
    return {"nSplits": n_splits, **({"shuffle": True, "randomState": seed(random)} if random.rand() < 0.7 else {})}


def repeated_options(random: np.random.RandomState, length: int) -> dict:
    return {"nSplits": int(random.randint(2, 6)), "nRepeats": int(random.randint(1, 4)), "randomState": seed(random)}


@splitters.component("k-fold", "scikit-learn", "numpy")
def k_fold(cases: SplitterCases) -> None:
    def fold(name: str, length: int, options: tuple, many: bool = False) -> None:
        add(cases, KFold, name, length, options, many=many)

    for n, k in [(2, 2), (3, 2), (4, 3), (5, 5), (10, 2), (10, 3), (11, 4), (12, 5), (17, 5), (23, 10)]:
        fold(f"{n} samples, {k} folds", n, (k, False, None))
    for n, k in [(2, 2), (5, 5), (10, 3), (12, 3), (17, 5), (23, 10), (50, 4)]:
        for seed in (0, 42, 2**32 - 1):
            fold(f"{n} samples, {k} folds, shuffled with seed {seed}", n, (k, True, seed))
    for n, k in [(1000, 7), (20011, 5)]:
        for shuffle, seed in [(False, None), (True, 7), (True, 123456789)]:
            order = f"seed {seed}" if shuffle else "in order"
            fold(f"{n} samples, {k} folds, {order}, hashed", n, (k, shuffle, seed), many=True)
    fold("1 fold is refused", 10, (1, False, None))
    fold("0 folds are refused", 10, (0, False, None))
    fold("a fraction of a fold is refused", 10, (2.5, False, None))
    fold("more folds than samples are refused", 3, (4, False, None))
    fold("no samples are refused", 0, (2, False, None))
    fold("a seed without shuffling is refused", 10, (5, False, 42))
    fold("a shuffle that is no boolean is refused", 10, (5, "yes", None))
    fold("a negative seed is refused", 10, (5, True, -1))
    cases.add_random(by_sklearn(KFold), fold_options, sets=random_sets(20, 1))


@splitters.component("stratified-k-fold", "scikit-learn", "numpy")
def stratified_k_fold(cases: SplitterCases) -> None:
    def fold(name: str, length: int, options: tuple, targets: Any, many: bool = False) -> None:
        add(cases, StratifiedKFold, name, length, options, targets=targets, many=many)

    for name, targets in target_sets().items():
        fold(f"{name}, in order", len(targets), (3, False, None), targets)
        for n_splits, seed in [(2, 0), (3, 42), (4, 2**32 - 1)]:
            fold(f"{name}, {n_splits} folds, seed {seed}", len(targets), (n_splits, True, seed), targets)
    random = np.random.RandomState(7)
    for number in range(12):
        counts = random.randint(5, 12, size=random.randint(2, 6)).tolist()
        targets = spread_targets(random, counts)
        options = (int(random.randint(2, 6)), True, int(random.randint(0, 2**31)))
        fold(f"random set {number}", len(targets), options, targets)
    for n, k in [(1000, 5), (20011, 10)]:
        for shuffle, seed in [(False, None), (True, 7)]:
            order = f"seed {seed}" if shuffle else "in order"
            fold(f"{n} samples, {k} folds, {order}, hashed", n, (k, shuffle, seed), REPEATED, many=True)
    uneven = [0] * 8 + [1] * 2
    fold("a class smaller than the number of folds warns", 10, (3, False, None), uneven)
    fold("the same, shuffled", 10, (3, True, 5), uneven)
    fold("a class of one warns", 7, (3, True, 5), [0, 0, 0, 1, 2, 2, 2])
    fold("whole floats count as classes", 6, (2, False, None), [0.0, 1.0, 0.0, 1.0, 2.0, 2.0])
    fold("every class too small is refused", 6, (3, False, None), [0, 0, 1, 1, 2, 2])
    fold("more folds than samples are refused", 3, (4, False, None), [0, 0, 1])
    fold("real-valued targets are refused", 4, (2, False, None), [0.5, 1.5, 0.5, 1.5])
    fold("multilabel targets are refused", 4, (2, False, None), [[0, 1], [1, 0], [1, 1], [0, 0]])
    fold("targets of another length are refused", 5, (2, False, None), [0, 1, 0, 1])
    fold("1 fold is refused", 4, (1, False, None), [0, 1, 0, 1])
    fold("a seed without shuffling is refused", 4, (2, False, 42), [0, 1, 0, 1])
    cases.add_random(by_sklearn(StratifiedKFold), fold_options, sets=random_sets(25, 2, targets=True))


@splitters.component("group-k-fold", "scikit-learn", "numpy")
def group_k_fold(cases: SplitterCases) -> None:
    cases.add_random(by_sklearn(GroupKFold), fold_options, sets=random_sets(40, 3, groups=True), count=180)
    add_refused_groups(cases, GroupKFold)


@splitters.component("stratified-group-k-fold", "scikit-learn", "numpy")
def stratified_group_k_fold(cases: SplitterCases) -> None:
    sets = random_sets(60, 4, targets=True, groups=True, least=25)
    random = np.random.RandomState(5)
    for classes in (1, 9, 20, 140):
        targets = random.permutation(np.arange(420) % classes).tolist()
        sets.append({"length": 420, "targets": targets, "groups": random.randint(0, 40, 420).tolist()})
    cases.add_random(by_sklearn(StratifiedGroupKFold), fold_options, sets=sets, count=250)
    add_refused_groups(cases, StratifiedGroupKFold, [0, 1, 0, 1, 0, 1])


def add_refused_groups(cases: SplitterCases, splitter: type, targets: list | None = None) -> None:
    for name, groups in [("no groups are", None), ("fewer groups than folds are", [0, 0, 1, 1, 1, 1])]:
        def split(given: Any, groups: Any = groups) -> list:
            return list(splitter(n_splits=3).split(np.zeros(6), given, groups))

        if groups is None and targets is not None:
            continue  # There it takes all samples for one group, and says that there are too few.
        cases.add(f"{name} refused", 6, {"nSplits": 3}, split, targets, groups=groups)


@splitters.component("repeated-k-fold", "scikit-learn", "numpy")
def repeated_k_fold(cases: SplitterCases) -> None:
    cases.add_random(by_sklearn(RepeatedKFold), repeated_options, sets=random_sets(20, 6))

    def split(_: Any) -> list:
        return list(RepeatedKFold(n_splits=2, n_repeats=0).split(np.zeros(4)))

    cases.add("no repeat is refused", 4, {"nSplits": 2, "nRepeats": 0}, split)


@splitters.component("repeated-stratified-k-fold", "scikit-learn", "numpy")
def repeated_stratified_k_fold(cases: SplitterCases) -> None:
    cases.add_random(by_sklearn(RepeatedStratifiedKFold), repeated_options, sets=random_sets(25, 7, targets=True))
