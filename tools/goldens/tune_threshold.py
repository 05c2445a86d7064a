"""Thresholds of out-of-fold scores (scikit-learn's TunedThresholdClassifierCV, of a classifier that learns nothing)."""

import numpy as np
from sklearn.model_selection import TunedThresholdClassifierCV

from golden_file import encode, sixty_fourths, source, write
from predictors.thresholds import METHODS, GivenLogits, samples, scorers

random = np.random.RandomState(413)
logits, targets = samples(random, 90, 0.3, 1)
folds = random.permutation(np.repeat([0, 1, 2], 30))
INPUTS = {"scores": logits[:, 0], "targets": targets, "folds": folds, "ties": sixty_fourths(np.round(logits[:, 0] * 2) / 2)}


def case(scoring: str, thresholds: int | list[float], scores: str = "scores", in_folds: bool = True) -> dict:
    x = INPUTS[scores][:, np.newaxis]
    everything = np.arange(len(targets))
    splits = [(everything, np.flatnonzero(folds == fold)) for fold in range(3)] if in_folds else [(everything, everything)]
    classifier = TunedThresholdClassifierCV(
        GivenLogits(),
        scoring=scorers(1)[scoring],
        response_method=METHODS["logit"],
        thresholds=thresholds,
        cv=splits,
        store_cv_results=True,
    ).fit(x, targets)
    return {
        "name": f"{scoring} of {scores}, thresholds {thresholds}, {'in folds' if in_folds else 'all in one'}",
        "scores": scores,
        "inFolds": in_folds,
        "options": {"scoring": scoring, "thresholds": thresholds},
        "expected": encode({
            "threshold": classifier.best_threshold_,
            "score": classifier.best_score_,
            "thresholds": classifier.cv_results_["thresholds"],
            "scores": classifier.cv_results_["scores"],
        }),
    }  # fmt: skip


cases = [case(scoring, 20, in_folds=in_folds) for scoring in scorers(1) for in_folds in (True, False)]
cases += [case("f1-score", 100), case("f1-score", 2), case("balanced-accuracy", [-2.0, -1.0, 0.5]), case("accuracy", 15, "ties")]
cases += [case("balanced-accuracy", 100, "ties", in_folds=False)]

write(
    "packages/predictors/src/threshold/goldens/tune-threshold.json",
    source=source("scikit-learn", "numpy"),
    script="tools/goldens/tune_threshold.py",
    arrays=encode(INPUTS, exact=True),
    cases=cases,
)
