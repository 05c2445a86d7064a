"""Splitters that draw parts anew for each split, by scikit-learn."""

import numpy as np
from sklearn.model_selection import GroupShuffleSplit, ShuffleSplit, StratifiedShuffleSplit

from splitters import SplitterCases, by_sklearn, random_sets, seed, splitters


def size_options(random: np.random.RandomState, length: int) -> dict:
    """Sizes as fractions and as counts, one, both or none; what does not fit is refused, and drawn again."""
    draw = [lambda: round(float(random.uniform(0.05, 0.6)), 3), lambda: int(random.randint(2, max(3, length // 2)))]
    chosen: dict = {"randomState": seed(random)}
    for part in ("testSize", "trainSize"):
        if random.rand() < 0.6:
            chosen[part] = draw[random.randint(2)]()
    return chosen


def shuffle_options(random: np.random.RandomState, length: int) -> dict:
    return {"nSplits": int(random.randint(1, 5)), **size_options(random, length)}


@splitters.component("shuffle-split", "scikit-learn", "numpy")
def shuffle_split(cases: SplitterCases) -> None:
    cases.add_random(by_sklearn(ShuffleSplit), shuffle_options, sets=random_sets(20, 11))
    for sizes in ({"testSize": 12}, {"testSize": 0.6, "trainSize": 6}):
        options = {"nSplits": 2, **sizes}
        name = " and ".join(f"{part} {size}" for part, size in sizes.items())
        code, message = "LML_INVALID_ARGUMENT", "the number of samples, 10"
        split = by_sklearn(ShuffleSplit)
        cases.input(name, length=10)
        cases.add_case(f"{name} of 10 samples is refused", name, options, lambda: {"folds": split({"length": 10}, options)}, error=code, message=message)


@splitters.component("stratified-shuffle-split", "scikit-learn", "numpy")
def stratified_shuffle_split(cases: SplitterCases) -> None:
    sets = random_sets(35, 12, targets=True, least=30)
    random = np.random.RandomState(1)
    for _ in range(5):
        length = int(random.randint(30, 60))
        sets.append({"length": length, "targets": random.randint(0, 2, (length, 2)).tolist()})
    for one in sets:
        values = [tuple(value) if isinstance(value, list) else value for value in one["targets"]]
        alone = [at for at, value in enumerate(values) if values.count(value) < 2]
        for at in alone:
            one["targets"][at] = one["targets"][(at + 1) % len(values)]
    cases.add_random(by_sklearn(StratifiedShuffleSplit), shuffle_options, sets=sets, count=160)


@splitters.component("group-shuffle-split", "scikit-learn", "numpy")
def group_shuffle_split(cases: SplitterCases) -> None:
    def options(random: np.random.RandomState, length: int) -> dict:
        return shuffle_options(random, 10)

    cases.add_random(by_sklearn(GroupShuffleSplit), options, sets=random_sets(40, 13, groups=True), count=160)
