"""Splitters of time series, by scikit-learn."""

from typing import Any

import numpy as np
from sklearn.model_selection import TimeSeriesSplit

from splitters import SplitterCases, by_sklearn, splitters

LENGTHS = [{"length": length} for length in (6, 10, 17, 23, 40, 55, 64, 100, 301)]


@splitters.component("time-series-split", "scikit-learn", "numpy")
def time_series_split(cases: SplitterCases) -> None:
    def options(random: np.random.RandomState, length: int) -> dict:
        chosen: dict = {"nSplits": int(random.randint(2, 8)), "gap": int(random.randint(0, 4))}
        for name, most in (("maxTrainSize", length), ("testSize", 9)):
            if random.rand() < 0.5:
                chosen[name] = int(random.randint(1, most))
        return chosen

    split = by_sklearn(TimeSeriesSplit)
    cases.add_random(split, options, sets=LENGTHS)
    for name, given in [("more splits than samples", {"nSplits": 6}), ("too large a gap", {"nSplits": 3, "gap": 4})]:
        def refused(_: Any, given: dict = given) -> list:
            return split({"length": 6}, given)

        cases.add(f"{name} is refused", 6, given, refused)


@splitters.component("rolling-time-series-split", "scikit-learn", "numpy")
def rolling_time_series_split(cases: SplitterCases) -> None:
    """A window that rolls on by what is tested is a time series split with a largest training size, if samples are left out that do not
    fill a split."""

    def options(random: np.random.RandomState, length: int) -> dict:
        return {part: int(random.randint(least, 5)) for part, least in (("trainSize", 1), ("testSize", 1), ("gap", 0))}

    def split(one: dict, chosen: dict) -> list:
        train, test, gap = chosen["trainSize"], chosen["testSize"], chosen["gap"]
        count = (one["length"] - train - gap) // test
        windows = TimeSeriesSplit(count, max_train_size=train, test_size=test, gap=gap)
        return list(windows.split(np.zeros(train + gap + count * test)))

    cases.add_random(split, options, sets=LENGTHS)
