"""Encoders of categories."""

from typing import Any

import numpy as np
from golden_file import sixty_fourths
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, OrdinalEncoder, TargetEncoder

from transforms import TransformCases, transforms

COLOURS = ["red", "green", "", "blue", "red", "Green", "é", "red", "\U0001f600", "ﬀ"]
SIZES = [3, 1, 2, 3, 3, 1, None, 2, 2, 1]


@transforms.component("one-hot-encoder", "scikit-learn")
def one_hot_encoder(cases: TransformCases) -> None:
    cases.table("mixed", {"colour": COLOURS, "size": SIZES}, {"colour": ["blue", "", "red"], "size": [2, None, 1]})
    cases.table("two", {"colour": ["a", "b", "a"], "size": [1, 2, 3]}, {"colour": ["b", "a"], "size": [3, 1]})
    cases.table("unknown", {"colour": ["a", "b", "a"], "size": [1, 2, 3]}, {"colour": ["c", "a"], "size": [3, 9]})
    rare_tables(cases)
    drops = {"none": None, "first": "first", "if-binary": "if_binary"}

    def make(**arguments: object) -> OneHotEncoder:
        return OneHotEncoder(
            **{
                **arguments,
                **given(arguments),
                "drop": drops[str(arguments.get("drop", "none"))],
                "handle_unknown": str(arguments.get("handle_unknown", "error")).replace("-", "_"),
            }
        )

    for table in ["mixed", "two"]:
        for drop in drops:
            cases.add(f"{table}, drop {drop}", table, {"drop": drop}, make)
    for drop in drops:
        cases.add(f"unknown, ignored, drop {drop}", "unknown", {"handleUnknown": "ignore", "drop": drop}, make)
    cases.add(
        "unknown, refused",
        "unknown",
        {},
        make,
        error="LML_INVALID_ARGUMENT",
        message="The feature 'colour' must be one of the categories that were learnt, 'a', 'b', got 'c'.",
    )
    for number, rare in enumerate(RARE):
        for unknown in ["error", "ignore", "infrequent-if-exist", "warn"]:
            table = "rare" if unknown == "error" else "rare, unknown"
            # Of one group without its first one nothing is left.
            drops_too = unknown == "infrequent-if-exist" and rare != {"maxCategories": 1}
            for drop in ["none", "first"] if drops_too else ["none"]:
                cases.add(f"rare {number}, {unknown}, drop {drop}", table, {**rare, "handleUnknown": unknown, "drop": drop}, make)
    cases.add("if-binary of groups", "rare", {"maxCategories": 2, "drop": "if-binary"}, make)
    categories = [["z", "c", "a", "b", "d", "e", None], [1, 2, 3, 4, None]]
    cases.add("given", "rare", {"categories": categories}, make)
    cases.add("given, rare", "rare", {"categories": categories, "minFrequency": 3}, make)
    cases.add("given, others ignored", "rare", {"categories": [["b", "a"], [2]], "handleUnknown": "ignore"}, make)
    cases.add("given, others refused", "rare", {"categories": [["b", "a"], [2]]}, make, error="LML_INVALID_ARGUMENT")
    cases.add("given, descending", "rare", {"categories": [["a"], [3, 2]], "handleUnknown": "ignore"}, make, error="LML_INVALID_ARGUMENT")
    cases.add("given, too few", "rare", {"categories": [["a"]]}, make, error="LML_INVALID_ARGUMENT")


RARE = [{"minFrequency": 3}, {"minFrequency": 0.2}, {"maxCategories": 3}, {"maxCategories": 1}, {"minFrequency": 2, "maxCategories": 4}]


def rare_tables(cases: TransformCases) -> None:
    """Categories of different frequencies, missing values among them."""
    letters = ["a"] * 5 + ["b"] * 3 + ["c"] * 3 + ["d"] + ["e"] * 2 + [""] * 2
    sizes = [1, 2, 2, 2, 3, 3, 3, 3, None, None, None, None, 4, 1, 2, 2]
    order = np.random.RandomState(3).permutation(len(letters))
    letters, sizes = [letters[at] for at in order], [sizes[at] for at in order]
    fit = {"letter": letters, "size": sizes}
    cases.table("rare", fit, {"letter": ["a", "b", "c", "d", "e", ""], "size": [None, 1, 2, 3, 4, 1]})
    cases.table("rare, unknown", fit, {"letter": ["z", "a", "d", ""], "size": [7, 3, None, 0]})


def given(arguments: dict) -> dict:
    """Given categories as arrays, in which what is missing is NaN."""
    if "categories" not in arguments:
        return {}
    lists = arguments["categories"]
    return {
        "categories": [
            np.array(
                [np.nan if value is None else value for value in values],
                dtype=object if any(isinstance(value, str) for value in values) else float,
            )
            for values in lists
        ]
    }


@transforms.component("ordinal-encoder", "scikit-learn")
def ordinal_encoder(cases: TransformCases) -> None:
    cases.table("mixed", {"colour": COLOURS, "size": SIZES}, {"colour": ["blue", "", "red"], "size": [2, None, 1]})
    rare_tables(cases)

    def number(value: object) -> object:
        return np.nan if value == "missing" else value

    def make(**arguments: object) -> OrdinalEncoder:
        numbers = {name: number(arguments[name]) for name in ["unknown_value", "encoded_missing_value"] if name in arguments}
        unknown = str(arguments.get("handle_unknown", "error")).replace("-", "_")
        return OrdinalEncoder(**{**arguments, **given(arguments), **numbers, "handle_unknown": unknown})

    cases.add("plain", "mixed", {}, make)
    cases.add("missing values numbered", "mixed", {"encodedMissingValue": -2}, make)
    cases.add("missing values numbered as a category", "mixed", {"encodedMissingValue": 1}, make, error="LML_INVALID_ARGUMENT")
    for rare_number, rare in enumerate([{}, *RARE]):
        cases.add(f"rare {rare_number}", "rare", rare, make)
        for value in [-1, "missing", 9]:
            options = {**rare, "handleUnknown": "use-encoded-value", "unknownValue": value}
            cases.add(f"rare {rare_number}, unknown {value}", "rare, unknown", options, make)
    cases.add("unknown, refused", "rare, unknown", {}, make, error="LML_INVALID_ARGUMENT")
    options = {"handleUnknown": "use-encoded-value", "unknownValue": 2}
    cases.add("unknown as a category", "rare, unknown", options, make, error="LML_INVALID_ARGUMENT")
    cases.add("unknown value that lacks", "rare", {"handleUnknown": "use-encoded-value"}, make, error="LML_INVALID_OPTIONS")
    cases.add("unknown value that is not used", "rare", {"unknownValue": 4}, make, error="LML_INVALID_OPTIONS")
    categories = [["z", "c", "a", "b", "d", "e", None], [1, 2, 3, 4, None]]
    cases.add("given", "rare", {"categories": categories}, make)
    cases.add("given, missing values numbered", "rare", {"categories": categories, "encodedMissingValue": 77}, make)


@transforms.component("label-encoder", "scikit-learn")
def label_encoder(cases: TransformCases) -> None:
    texts = ["dog", "cat", "\U0001f600", "é", "ﬀ", "Cat", "dog", "ant", "z"]

    def add(name: str, targets: list, apply: list, **more: Any) -> None:
        cases.input(name, fit=np.zeros((len(targets), 1)), apply=np.zeros((len(apply), 1)), target=targets, applyTarget=apply)
        cases.add_case(
            name, name, {}, lambda: {"target": LabelEncoder().fit(targets).transform(apply).astype(np.int32)}, **more
        )

    add("texts", texts, ["cat", "dog", "é", "\U0001f600", "ﬀ", "z"])
    add("texts, one class", ["a", "a", "a"], ["a", "a"])
    add("texts of numbers", ["10", "9", "1", "-1", "10"], ["9", "10", "-1"])
    add("texts with spaces", [" a", "a ", "a", "A"], ["A", "a", " a"])
    add("whole numbers", [3, 7, 3, 100, -5, 7], [100, -5, 3])
    add("numbers", [0.5, 2.25, -1.125, 0.5], [2.25, 0.5])
    add("many", [f"class {at % 13}" for at in range(40)], [f"class {at}" for at in range(12, -1, -1)])
    add("prefixes", ["ab", "a", "abc", "b", "ba"], ["b", "abc", "ab", "a", "ba"])
    add("zero and one", [1, 0, 0, 1, 1, 0, 1, 0], [1, 0])
    add("large numbers", [2**40, 5, 2**33], [5, 2**33])
    add("unknown text", ["a", "b"], ["c"], error="LML_INVALID_ARGUMENT")
    add("unknown number", [1, 2], [1, 3], error="LML_INVALID_ARGUMENT")


@transforms.component("target-encoder", "scikit-learn")
def target_encoder(cases: TransformCases) -> None:
    random = np.random.RandomState(5)
    rows = 43
    letters = [["a", "b", "c", "d", ""][at] for at in random.choice(5, rows, p=[0.4, 0.3, 0.15, 0.05, 0.1])]
    sizes = [None if at == 0 else int(at) for at in random.choice(4, rows)]
    fit = {"letter": letters, "size": sizes}
    apply = {"letter": ["a", "b", "", "z", "d"], "size": [1, None, 9, 2, 3]}
    effect = np.array([{"a": 1.0, "b": -2, "c": 0.5, "d": 4, "": 0}[letter] for letter in letters])
    continuous = sixty_fourths(effect + random.normal(size=rows)).tolist()
    targets = {
        "continuous": continuous,
        "binary": [int(value > 0.25) for value in continuous],
        "texts of two classes": ["high" if value > 0 else "Low" for value in continuous],
        "multiclass": [int(np.clip(np.round(value), -1, 1)) + 1 for value in continuous],
        "texts of classes": [["m", "M", "é"][int(np.clip(np.round(value), -1, 1)) + 1] for value in continuous],
        "constant": [2.5] * rows,
    }
    for name, target in targets.items():
        cases.table(name, fit, apply, target=target)
        cases.table(f"{name}, training", fit, fit, target=target, stage="train")

    def make(**arguments: Any) -> TargetEncoder:
        return TargetEncoder(**{"random_state": 0, "shuffle": True, **arguments, **given(arguments)})

    smooths = [{}, {"smooth": 0}, {"smooth": 2.5}]
    for name in targets:
        for options in smooths:
            smooth = options.get("smooth", "auto")
            cases.add(f"{name}, {smooth}", name, options, make)
            cases.add(f"{name}, {smooth}, training", f"{name}, training", options, make)
    for name in ["continuous", "binary", "multiclass"]:
        for options in [{"shuffle": False}, {"randomState": 7, "cv": 3}, {"cv": 2, "shuffle": False}]:
            arguments = " ".join(f"{key} {value}" for key, value in options.items())
            cases.add(f"{name}, {arguments}, training", f"{name}, training", options, unseeded(make))
    cases.add("binary as continuous", "binary", {"targetType": "continuous"}, make)
    for kind in ["continuous", "multiclass"]:
        cases.add(f"multiclass as {kind}, training", "multiclass, training", {"targetType": kind}, make)
    # Not with categories that lack some of the training data: scikit-learn counts these as the first one.
    categories = [["d", "a", "b", "x", "c", None], [1, 2, 3, 4, None]]
    cases.add("given", "continuous", {"categories": categories}, make)
    cases.add("given, training", "continuous, training", {"categories": categories}, make)
    cases.add("two classes of several", "multiclass", {"targetType": "binary"}, make, error="LML_INVALID_ARGUMENT", reason="scikit-learn averages the numbers of the classes.")
    cases.add("texts as numbers", "texts of classes", {"targetType": "continuous"}, make, error="LML_INVALID_ARGUMENT")
    cases.add("more folds than samples", "continuous, training", {"cv": 44}, make, error="LML_INVALID_ARGUMENT")


def unseeded(make: Any) -> Any:
    """Without a shuffle there is no seed."""
    return lambda **arguments: make(**{**arguments, "random_state": arguments.get("random_state") if arguments.get("shuffle", True) else None})
