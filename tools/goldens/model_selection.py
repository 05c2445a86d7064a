"""scikit-learn's learning curve, validation curve and permutation test, of a model that learns nothing: it predicts `scale` times x."""

import warnings

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.model_selection import KFold, learning_curve, permutation_test_score, validation_curve
from sklearn.model_selection._validation import _shuffle, _translate_train_sizes

from golden_file import number, numbers, sixty_fourths, source, write

COUNT, FOLDS = 26, 3
SCORING = "neg_mean_absolute_error"
random = np.random.RandomState(0)
X = sixty_fourths(random.normal(size=COUNT))
Y = sixty_fourths(0.25 * X + random.normal(size=COUNT))
GROUPS = {
    "numbers": [3, -1, 10, 2, 3, 2, 10, -1, 3, 3, 2, 10, 2, 3, -1, -1, 3, 10, 10, 2, 3, 2, 2, -1, 3, 10],
    # U+FF5E comes before U+1F600 by code points, and after it by UTF-16 units.
    "texts": ["b", "\uff5e", "a", "\U0001f600", "B", "a", "b", "\uff5e", "aa", "\U0001f600", "b", "\uff5e", "a"] * 2,
}


class Scaled(RegressorMixin, BaseEstimator):
    """Predicts `scale` times x, and remembers what it was fitted on."""

    seen: list = []

    def __init__(self, scale=1.0):
        self.scale = scale

    def fit(self, x, y):
        Scaled.seen.append(x[:, 1].astype(int).tolist())
        self.fitted_ = True
        return self

    def predict(self, x):
        return self.scale * x[:, 0]


FEATURES = np.stack([X, np.arange(COUNT)], axis=1)
CV = KFold(FOLDS)


def learning(name: str, **options) -> dict:
    Scaled.seen = []
    sizes, train, test = learning_curve(Scaled(), FEATURES, Y, cv=CV, scoring=SCORING, **options)
    # scikit-learn goes fold by fold, and through the sizes within one.
    seen = [[Scaled.seen[fold * len(sizes) + at] for fold in range(FOLDS)] for at in range(len(sizes))]
    scores = {"train": [numbers(-row) for row in train], "test": [numbers(-row) for row in test]}
    asked = {key: value for key, value in options.items() if key != "train_sizes"}
    return {"name": name, "part": "learning-curve", "options": {**asked, **({"train_sizes": options["train_sizes"]} if "train_sizes" in options else {})}, "sizes": numbers(sizes), "seen": seen, **scores}  # fmt: skip


def translated(name: str, sizes: list, most: int) -> dict:
    return {"name": name, "part": "sizes", "sizes": sizes, "most": most, "expected": numbers(_translate_train_sizes(np.asarray(sizes), most))}  # fmt: skip


def permutations(name: str, count: int, seed: int, groups: list | None) -> dict:
    state = np.random.RandomState(seed)
    drawn = [numbers(_shuffle(np.arange(count), None if groups is None else np.asarray(groups), state)) for _ in range(3)]
    return {"name": name, "part": "permutations", "count": count, "seed": seed, "groups": groups, "permutations": drawn}


def permuted(name: str, seed: int, groups: list | None) -> dict:
    given = None if groups is None else np.asarray(groups)
    score, scores, p = permutation_test_score(Scaled(), FEATURES, Y, cv=CV, scoring=SCORING, n_permutations=15, random_state=seed, groups=given)  # fmt: skip
    return {"name": name, "part": "permutation-test", "seed": seed, "groups": groups, "score": number(-score), "scores": numbers(-scores), "pValue": number(p)}  # fmt: skip


def validation() -> dict:
    scales = [0.0, 0.5, 1.0, 2.0]
    train, test = validation_curve(Scaled(), FEATURES, Y, param_name="scale", param_range=scales, cv=CV, scoring=SCORING)
    return {"name": "four scales", "part": "validation-curve", "values": scales, "train": [numbers(-row) for row in train], "test": [numbers(-row) for row in test]}  # fmt: skip


def main() -> None:
    # Groups that KFold does not look at are meant for the permutations.
    warnings.simplefilter("ignore")
    cases = [
        {"name": "data", "part": "data", "x": numbers(X), "y": numbers(Y), "folds": [numbers(test) for _, test in CV.split(X)]},
        translated("the default of 120", np.linspace(0.1, 1.0, 5).tolist(), 120),
        translated("the default of 17", np.linspace(0.1, 1.0, 5).tolist(), 17),
        translated("the default of 2", np.linspace(0.1, 1.0, 5).tolist(), 2),
        translated("parts in no order", [0.99, 0.01, 0.3, 0.29], 100),
        translated("counts", [50, 3, 7, 50], 50),
        learning("the default"),
        learning("shuffled", shuffle=True, random_state=3),
        learning("shuffled counts", shuffle=True, random_state=0, train_sizes=[1, 5, 17]),
        permutations("without groups", 26, 0, None),
        permutations("without groups, another seed", 7, 42, None),
        permutations("groups of numbers", 26, 1, GROUPS["numbers"]),
        permutations("groups of texts", 26, 2, GROUPS["texts"]),
        permuted("a test without groups", 0, None),
        permuted("a test within groups", 1, GROUPS["numbers"]),
        validation(),
    ]  # fmt: skip
    write("packages/core/src/project/selection/goldens/model-selection.json", source=source("scikit-learn", "NumPy"), script="tools/goldens/model_selection.py", cases=cases)  # fmt: skip


main()
