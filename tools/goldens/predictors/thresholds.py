"""Decision thresholds, by scikit-learn: fixed ones, and those at which a metric is highest."""

from itertools import product

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    cohen_kappa_score,
    f1_score,
    jaccard_score,
    make_scorer,
    matthews_corrcoef,
    precision_score,
    recall_score,
)
from sklearn.model_selection import FixedThresholdClassifier, TunedThresholdClassifierCV

from golden_cases import Cases
from golden_file import sixty_fourths
from predictors import predictors


class GivenLogits(ClassifierMixin, BaseEstimator):
    """A classifier whose logits are its inputs: one, or one for each of two classes."""

    def fit(self, x: np.ndarray, y: np.ndarray) -> "GivenLogits":
        self.classes_ = np.array([0, 1])
        return self

    def decision_function(self, x: np.ndarray) -> np.ndarray:
        return x[:, 0] if x.shape[1] == 1 else x[:, 1] - x[:, 0]

    def predict_proba(self, x: np.ndarray) -> np.ndarray:
        positive = 1 / (1 + np.exp(-self.decision_function(x)))
        return np.stack([1 - positive, positive], axis=1)

    def predict(self, x: np.ndarray) -> np.ndarray:
        return (self.decision_function(x) > 0).astype(int)


def specificity(targets: np.ndarray, classes: np.ndarray) -> float:
    """The recall of class 0; scikit-learn would take a `pos_label` of the scorer for the class that thresholds are of."""
    return recall_score(targets, classes, zero_division=0, pos_label=0)


def scorers(positive: int) -> dict:
    """By LML's names."""
    zero = {"zero_division": 0, "pos_label": positive}
    return {
        "balanced-accuracy": make_scorer(balanced_accuracy_score),
        "accuracy": make_scorer(accuracy_score),
        "f1-score": make_scorer(f1_score, **zero),
        "precision": make_scorer(precision_score, **zero),
        "recall": make_scorer(recall_score, **zero),
        "specificity": make_scorer(specificity),
        "jaccard-index": make_scorer(jaccard_score, **zero),
        "matthews-corr-coef": make_scorer(matthews_corrcoef),
        "cohen-kappa": make_scorer(cohen_kappa_score),
    }


POSITIVE = {"f1-score", "precision", "recall", "jaccard-index"}
METHODS = {"probability": "predict_proba", "logit": "decision_function"}


def samples(random: np.random.RandomState, count: int, rate: float, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits that know something of the classes, of which the positive one has a rate."""
    targets = (random.random_sample(count) < rate).astype(int)
    logits = sixty_fourths(random.standard_normal(count) + 1.5 * targets - 1.5)
    if width == 1:
        return logits[:, np.newaxis], targets
    offset = sixty_fourths(random.standard_normal(count))
    return np.stack([offset, offset + logits], axis=1), targets


@predictors.component("fixed-threshold", "scikit-learn", "numpy")
def fixed_threshold(cases: Cases) -> None:
    random = np.random.RandomState(411)
    for width in (1, 2):
        output, _ = samples(random, 40, 0.3, width)
        # Some are at a threshold.
        output[:4, -1] = np.array([0, 0.25, -1.5, 1]) + (output[:4, 0] if width == 2 else 0)
        name = f"logits of width {width}"
        cases.input(name, output=output)
        options = [("probability", threshold) for threshold in (None, 0.5, 0.2, 0.9, 0, 1)]
        options += [("logit", threshold) for threshold in (None, 0.25, -1.5, 40)]
        for (response, threshold), positive in product(options, (1, 0)):

            def predict() -> dict:
                classifier = FixedThresholdClassifier(
                    GivenLogits(),
                    threshold="auto" if threshold is None else threshold,
                    response_method=METHODS[response],
                    pos_label=positive,
                ).fit(output, [0, 1] * 20)
                return {"prediction": classifier.predict(output)}

            given = {"response": response, "threshold": threshold, "positive": positive}
            cases.add_case(f"{name}, {response} from {threshold}, positive {positive}", name, given, predict)
        cases.add_case(f"{name}, from 1.5", name, {"threshold": 1.5}, error="LML_INVALID_OPTIONS")
    cases.input("three classes", output=np.zeros((2, 3)))
    cases.add_case("three classes", "three classes", {}, error="LML_SHAPE_MISMATCH")


@predictors.component("tuned-threshold", "scikit-learn", "numpy")
def tuned_threshold(cases: Cases) -> None:
    random = np.random.RandomState(412)
    for width, rate in ((1, 0.5), (1, 0.1), (2, 0.3)):
        fit, targets = samples(random, 60, rate, width)
        output, _ = samples(random, 30, rate, width)
        name = f"width {width}, rate {rate}"
        cases.input(name, fit={"output": fit, "target": targets}, output=output)
        asked = [(scoring, response, positive, 100) for scoring, response, positive in product(scorers(1), METHODS, (1, 0))]
        asked += [("f1-score", "logit", 1, 7), ("accuracy", "logit", 1, [-1.25, -0.5, 0, 0.75]), ("f1-score", "probability", 0, [0.2, 0.4, 0.8])]
        for scoring, response, positive, thresholds in asked:
            # What is symmetric in the classes has no positive one for scikit-learn.
            if positive == 0 and scoring not in POSITIVE:
                continue

            def predict() -> dict:
                classifier = TunedThresholdClassifierCV(
                    GivenLogits().fit(fit, targets),
                    scoring=scorers(positive)[scoring],
                    response_method=METHODS[response],
                    thresholds=thresholds,
                    cv="prefit",
                    refit=False,
                ).fit(fit, targets)
                return {"prediction": classifier.predict(output)}

            given = {"scoring": scoring, "response": response, "positive": positive, "thresholds": thresholds}
            cases.add_case(f"{name}: {scoring}, {response}, positive {positive}, {thresholds}", name, given, predict)
    first, targets = samples(random, 10, 0.5, 1)
    cases.input("one class", fit={"output": first, "target": np.ones(10, dtype=int)}, output=first)
    cases.add_case("one class", "one class", {}, error="LML_INVALID_ARGUMENT")
    cases.input("one output", fit={"output": np.ones((10, 1)), "target": targets}, output=first)
    cases.add_case("one output", "one output", {}, error="LML_INVALID_ARGUMENT")
