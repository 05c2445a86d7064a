"""scikit-learn's splitters: the indices of every fold, and what is refused."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from golden_cases import Cases, Package, outcome
from golden_file import sha256_of_indices

# Targets of many samples: these, repeated.
REPEATED = [(i * i + 3 * i) % 7 for i in range(7)]

# Random cases of a splitter.
COUNT = 125

# By what scikit-learn says, how LML refuses the same, and what it says in its own words.
REFUSALS: list[tuple[str, str, str]] = [
    (r"n_splits=2 or more", "LML_INVALID_OPTIONS", "at least one train/test split by setting nSplits to 2 or more, got"),
    (r"must be of Integral type", "LML_INVALID_OPTIONS", "number of folds must be a whole number, got 2.5"),
    (r"random_state has no effect since", "LML_INVALID_OPTIONS", "randomState: has no effect where shuffle is false"),
    (r"shuffle must be True or False", "LML_INVALID_OPTIONS", "shuffle: "),
    (r"Seed must be between|'random_state' parameter", "LML_INVALID_OPTIONS", "a whole number from 0 to 4294967295"),
    (r"greater than the number of samples", "LML_INVALID_ARGUMENT", "no greater than the number of samples, "),
    (r"members in each class", "LML_INVALID_ARGUMENT", "members of the largest class, 2, got 3"),
    (r"'continuous' instead", "LML_INVALID_ARGUMENT", "targets[0] must be a whole number or a text"),
    (r"'multilabel-indicator' instead", "LML_INVALID_ARGUMENT", "must be a row with a single 1, which names a class"),
    (r"inconsistent numbers of samples", "LML_SHAPE_MISMATCH", "samples but 4 targets"),
    (r"Got 'half'", "LML_INVALID_OPTIONS", "testSize: must be a number"),
    (r"_size' parameter of train_test_split must be", "LML_INVALID_OPTIONS", "must be a fraction between 0 and 1, or a whole"),
    (r"_size=1[01] should be either positive", "LML_INVALID_ARGUMENT", "Size must be smaller than the number of samples, 10"),
    (r"should be in the \(0, 1\) range. Reduce", "LML_INVALID_OPTIONS", "fractions testSize and trainSize must be at most 1"),
    (r"the number of samples 10. Reduce", "LML_INVALID_ARGUMENT", "at most the number of samples, 10, got 12"),
    (r"resulting train set will be empty", "LML_EMPTY_DATASET", "the training part would be empty"),
    (r"not implemented for shuffle=False", "LML_INVALID_OPTIONS", "a stratified split is not implemented for shuffle: false"),
    (r"too few members are: \[2\]", "LML_INVALID_ARGUMENT", "got 1. Classes with too few members are: 2."),
    (r"greater than the number of groups", "LML_INVALID_ARGUMENT", "no greater than the number of groups, "),
    (r"'groups' parameter should not be None", "LML_INVALID_ARGUMENT", "groups must be given where groups stay together"),
    (r"Number of repetitions", "LML_INVALID_OPTIONS", "nRepeats: "),
    (r"number of folds=\d+ greater", "LML_INVALID_ARGUMENT", "no greater than the number of samples, "),
    (r"Too many splits", "LML_INVALID_ARGUMENT", "The number of samples must be more than"),
    (r"Cannot perform LeaveOneOut|strictly less than", "LML_INVALID_ARGUMENT", "The number of samples must be more than the"),
    (r"contains fewer than", "LML_INVALID_ARGUMENT", "The number of groups must be more than the"),
    (r"target type is: multilabel", "LML_INVALID_ARGUMENT", "targets must be an array [samples, labels]"),
    (r"input lengths does not equal", "LML_INVALID_ARGUMENT", "The sum of lengths must be the number of samples"),
    (r"_size = 2 should be greater", "LML_INVALID_ARGUMENT", "Size must be at least the number of classes, 3"),
]


class SplitterCases(Cases):
    """The cases of a splitter, each with an input of its own."""

    def add(
        self,
        name: str,
        length: int,
        options: dict,
        split: Callable[[Any], list[tuple[np.ndarray, np.ndarray]]],
        targets: list | None = None,
        many: bool = False,
        groups: list | None = None,
        reason: str | None = None,
    ) -> None:
        """`split` gives the reference's folds for targets. Of `many` indices hashes are kept, and their targets repeat."""
        given = (REPEATED * length)[:length] if targets is REPEATED else targets

        def compute() -> dict:
            folds = [{"train": train.tolist(), "test": test.tolist()} for train, test in split(given)]
            return {"folds": [hashed(fold) if many else fold for fold in folds]}

        written = {"repeat": REPEATED} if targets is REPEATED else plain(targets)
        self.input(name, length=length, targets=written, groups=plain(groups))
        try:
            compute()
        except Exception as error:
            code, message = refusal(str(error))
            self.add_case(name, name, options, compute, error=code, message=message)
        else:
            self.add_case(name, name, options, compute)

    def add_random(self, split: Callable[..., Any], options: Callable, *, sets: list[dict], count: int = COUNT) -> None:
        """Random cases, of which one hash of all folds is kept. `split(set, options)` gives the reference's folds of one of `sets`,
        `options(random, length)` LML's options; what the reference refuses is drawn again."""
        random = np.random.RandomState(len(self.component) * 1000 + len(sets))
        for number, one in enumerate(sets):
            written = {part: plain(one[part]) for part in ("targets", "groups") if one.get(part) is not None}
            self.input(f"set {number}", length=one["length"], **written)
        added = 0
        while added < count:
            at = int(random.randint(len(sets))) if added >= len(sets) else added
            chosen = options(random, sets[at]["length"])
            answer, said = outcome(lambda: summary(split(sets[at], chosen)))
            if said is not None:
                continue
            self.add_case(f"random {added}", f"set {at}", chosen, expected=answer)
            added += 1


def summary(folds: Any) -> dict:
    """The number of folds, and a hash of all: `train|test` of each, joined by semicolons."""
    text = [f"{joined(train)}|{joined(test)}" for train, test in folds]
    return {"count": len(text), "sha256": hashlib.sha256(";".join(text).encode()).hexdigest()}


def joined(indices: Any) -> str:
    return ",".join(str(int(index)) for index in indices)


def by_sklearn(splitter: type) -> Callable[[dict, dict], list]:
    """The folds of a splitter of scikit-learn, for LML's options: their names are those of its arguments, in camel case."""

    def split(one: dict, options: dict) -> list:
        arguments = {re.sub(r"[A-Z]", lambda capital: "_" + capital[0].lower(), name): value for name, value in options.items()}
        chosen = splitter(**arguments)
        return list(chosen.split(np.zeros(one["length"]), one.get("targets"), one.get("groups")))

    return split


def seed(random: np.random.RandomState) -> int:
    return int(random.randint(0, 2**32, dtype=np.uint32))


def random_sets(number: int, seed: int, *, targets: bool = False, groups: bool = False, least: int = 12) -> list[dict]:
    """Samples with classes and groups, as numbers and as texts."""
    random = np.random.RandomState(seed)
    sets = []
    for at in range(number):
        length = int(random.randint(least, 90))
        one: dict = {"length": length}
        if targets:
            classes = random.choice(int(random.randint(2, 6)), length, p=None)
            names = np.array([["b", "a", "Z", "é", "ab", "c"], [3, -7, 0, 100, 5, 4]][at % 2], dtype=object)
            one["targets"] = names[classes].tolist()
        if groups:
            chosen = random.randint(0, int(random.randint(6, 20)), length)
            one["groups"] = [f"g{group}" for group in chosen] if at % 3 == 0 else (chosen * 3 - 5).tolist()
        sets.append(one)
    return sets


def refusal(said: str) -> tuple[str, str]:
    return next((code, message) for theirs, code, message in REFUSALS if re.search(theirs, said))


def hashed(fold: dict) -> dict:
    return {part: {"length": len(fold[part]), "sha256": sha256_of_indices(fold[part])} for part in ("train", "test")}


def plain(targets: list | None) -> list | None:
    """Targets as LML has them: numbers or texts. scikit-learn sorts truth as 0 and 1."""
    return None if targets is None else [int(one) if isinstance(one, bool) else one for one in np.asarray(targets, object).tolist()]


def spread_targets(random: np.random.RandomState, counts: list[int]) -> list[int]:
    """Class c `counts[c]` times, in random order."""
    return random.permutation(np.repeat(np.arange(len(counts)), counts)).tolist()


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


splitters = Package("splitters", "splitter", SplitterCases)
