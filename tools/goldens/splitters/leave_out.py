"""Splitters that leave samples or groups out, by scikit-learn."""

from typing import Any

import numpy as np
from sklearn.model_selection import LeaveOneGroupOut, LeaveOneOut, LeavePGroupsOut, LeavePOut

from splitters import SplitterCases, by_sklearn, random_sets, splitters


def none(random: np.random.RandomState, length: int) -> dict:
    return {}


@splitters.component("leave-one-out", "scikit-learn", "numpy")
def leave_one_out(cases: SplitterCases) -> None:
    cases.add_random(by_sklearn(LeaveOneOut), none, sets=[{"length": length} for length in range(2, 62)], count=60)
    cases.add("one sample is refused", 1, {}, lambda _: list(LeaveOneOut().split(np.zeros(1))))


@splitters.component("leave-p-out", "scikit-learn", "numpy")
def leave_p_out(cases: SplitterCases) -> None:
    def options(random: np.random.RandomState, length: int) -> dict:
        return {"p": int(random.randint(1, 5))}

    def split(one: dict, chosen: dict) -> list:
        return list(LeavePOut(**chosen).split(np.zeros(one["length"])))

    cases.add_random(split, options, sets=[{"length": length} for length in range(5, 17)], count=60)
    cases.add("no more than p samples are refused", 3, {"p": 3}, lambda _: split({"length": 3}, {"p": 3}))


@splitters.component("leave-one-group-out", "scikit-learn", "numpy")
def leave_one_group_out(cases: SplitterCases) -> None:
    cases.add_random(by_sklearn(LeaveOneGroupOut), none, sets=random_sets(60, 31, groups=True), count=60)
    add_refused(cases, LeaveOneGroupOut(), {}, [1, 1, 1])


@splitters.component("leave-p-groups-out", "scikit-learn", "numpy")
def leave_p_groups_out(cases: SplitterCases) -> None:
    def options(random: np.random.RandomState, length: int) -> dict:
        return {"nGroups": int(random.randint(1, 4))}

    cases.add_random(by_sklearn(LeavePGroupsOut), options, sets=random_sets(40, 32, groups=True), count=80)
    add_refused(cases, LeavePGroupsOut(2), {"nGroups": 2}, [1, 2, 1])


def add_refused(cases: SplitterCases, splitter: Any, options: dict, groups: list) -> None:
    cases.add("too few groups are refused", 3, options, lambda _: list(splitter.split(np.zeros(3), None, groups)), groups=groups)
    cases.add("no groups are refused", 3, options, lambda _: list(splitter.split(np.zeros(3), None, None)))
