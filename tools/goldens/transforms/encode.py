"""Encoders of categories."""

from sklearn.preprocessing import OneHotEncoder

from transforms import TransformCases, transforms

COLOURS = ["red", "green", "", "blue", "red", "Green", "é", "red", "\U0001f600", "ﬀ"]
SIZES = [3, 1, 2, 3, 3, 1, None, 2, 2, 1]


@transforms.component("one-hot-encoder", "scikit-learn")
def one_hot_encoder(cases: TransformCases) -> None:
    cases.table("mixed", {"colour": COLOURS, "size": SIZES}, {"colour": ["blue", "", "red"], "size": [2, None, 1]})
    cases.table("two", {"colour": ["a", "b", "a"], "size": [1, 2, 3]}, {"colour": ["b", "a"], "size": [3, 1]})
    cases.table("unknown", {"colour": ["a", "b", "a"], "size": [1, 2, 3]}, {"colour": ["c", "a"], "size": [3, 9]})
    drops = {"none": None, "first": "first", "if-binary": "if_binary"}

    def make(**arguments: object) -> OneHotEncoder:
        return OneHotEncoder(**{**arguments, "drop": drops[str(arguments.get("drop", "none"))]})

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
