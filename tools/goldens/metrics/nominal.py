"""Metrics of how far nominal variables go together, by torchmetrics."""

from typing import Any

import numpy as np
import torch
from scipy.stats import chi2_contingency
from torchmetrics import nominal

from golden_file import sixty_fourths
from metrics import Batches, MetricCases, metrics

OPTIONS = {
    "numClasses": "num_classes",
    "biasCorrection": "bias_correction",
    "nanStrategy": "nan_strategy",
    "nanReplaceValue": "nan_replace_value",
}


def nominal_inputs() -> dict[str, Batches]:
    random = np.random.RandomState(209)

    def pairs(share: float, classes: int = 4, sizes: tuple = (24, 17, 15)) -> Batches:
        made = []
        for size in sizes:
            target = random.permutation(np.arange(size) % classes)
            prediction = np.where(random.random_sample(size) < share, (target + 1) % classes, random.randint(0, classes, size))
            made.append({"prediction": prediction, "target": target})
        return made

    def with_nan(batches: Batches) -> Batches:
        holes = lambda values: np.where(random.random_sample(len(values)) < 0.15, np.nan, values.astype(float))  # noqa: E731
        return [{part: holes(values) for part, values in batch.items()} for batch in batches]

    scores = [{**batch, "prediction": sixty_fourths(random.random_sample((len(batch["target"]), 4)))} for batch in pairs(0)]
    both = [{**batch, "target": sixty_fourths(random.random_sample((len(batch["target"]), 4)))} for batch in scores]
    labels = np.array([0, 1, 2, 3, 2, 1])
    return {
        "strong": pairs(0.8),
        "weak": pairs(0.3),
        "none": pairs(0),
        "absent categories": pairs(0.5, 3),
        "two categories": pairs(0.6, 2),
        "scores": scores,
        "scores of both": both,
        "floats": [{part: values.astype(float) for part, values in batch.items()} for batch in pairs(0.5)],
        "some NaN": with_nan(pairs(0.7)),
        "the same": [{"prediction": labels, "target": labels}],
        "other names": [{"prediction": (labels + 1) % 4, "target": labels}],
        "one predicted category": [{"prediction": np.zeros(6, dtype=int), "target": labels}],
        "one category": [{"prediction": np.zeros(6, dtype=int), "target": np.ones(6, dtype=int)}],
        "a category too many": [{"prediction": labels + 1, "target": labels}],
    }


class Nominal:
    """Adds the cases of a metric."""

    def __init__(self, cases: MetricCases, kind: type) -> None:
        self.cases, self.kind = cases, kind
        for name, batches in nominal_inputs().items():
            cases.input(name, batches)

    def add(self, name: str, **options: Any) -> None:
        answer = {key: options.pop(key) for key in ("error", "expected", "reason") if key in options}
        full = {"numClasses": 4, **options}
        make = lambda: self.kind(**{OPTIONS[option]: value for option, value in full.items()})  # noqa: E731
        title = ", ".join(f"{option} {value}" for option, value in options.items()) or "defaults"
        self.cases.add(f"{name}: {title}", name, full, make, torch.float64, **answer)

    def add_all(self, **options: Any) -> None:
        for name in self.cases.batches:
            if name not in ("some NaN", "a category too many"):
                self.add(name, **options)
        for strategy in ({"nanStrategy": "drop"}, {"nanStrategy": "replace", "nanReplaceValue": 0}, {"nanReplaceValue": 3}):
            self.add("some NaN", **options, **strategy)


def add_corrected(cases: Nominal, most: Any) -> None:
    cases.add_all(biasCorrection=True)
    cases.add_all(biasCorrection=False)
    cases.add("strong")
    cases.add("a category too many", error="LML_INVALID_ARGUMENT", reason="They are more than numClasses.")
    labels = np.repeat([[0, 0], [0, 1], [1, 0], [1, 1]], [6, 5, 5, 5], axis=0)
    cases.cases.input("nearly independent", [{"prediction": labels[:, 0], "target": labels[:, 1]}])
    table = np.array([[6, 5], [5, 5]])
    count = table.sum()
    square = chi2_contingency(table, correction=True).statistic / count
    own = 1 - 1 / (count - 1)
    value = float(np.sqrt(max(0.0, square - 1 / (count - 1)) / most(own, own)))
    cases.add("nearly independent", biasCorrection=True, expected={"value": value},
              reason="Yates corrects by at most what a count is off, as in SciPy; torchmetrics always by a half.")  # fmt: skip


@metrics.component("cramers-v", "torchmetrics", "scipy")
def cramers_v(cases: MetricCases) -> None:
    add_corrected(Nominal(cases, nominal.CramersV), min)


@metrics.component("tschuprows-t", "torchmetrics", "scipy")
def tschuprows_t(cases: MetricCases) -> None:
    add_corrected(Nominal(cases, nominal.TschuprowsT), lambda rows, columns: np.sqrt(rows * columns))


@metrics.component("pearsons-contingency-coefficient", "torchmetrics")
def pearsons_contingency_coefficient(cases: MetricCases) -> None:
    own = Nominal(cases, nominal.PearsonsContingencyCoefficient)
    own.add_all()
    own.add("a category too many", error="LML_INVALID_ARGUMENT", reason="They are more than numClasses.")


@metrics.component("theils-u", "torchmetrics")
def theils_u(cases: MetricCases) -> None:
    own = Nominal(cases, nominal.TheilsU)
    own.add_all()
    own.add("a category too many", error="LML_INVALID_ARGUMENT", reason="They are more than numClasses.")


@metrics.component("fleiss-kappa", "torchmetrics")
def fleiss_kappa(cases: MetricCases) -> None:
    random = np.random.RandomState(210)
    adds = "torchmetrics adds 1e-5 to the divisor."

    def counts(raters: int, categories: int, sizes: tuple, alike: float = 1) -> Batches:
        chances = [random.dirichlet(np.full(categories, alike)) for _ in range(sum(sizes))]
        rows = np.array([random.multinomial(raters, chance) for chance in chances])
        return [{"prediction": part} for part in np.split(rows, np.cumsum(sizes)[:-1])]

    def scores(raters: int, categories: int, sizes: tuple) -> Batches:
        return [{"prediction": sixty_fourths(random.random_sample((size, categories, raters)))} for size in sizes]

    def add(name: str, batches: Batches, mode: str, categories: int, **answer: Any) -> None:
        cases.input(name, batches, ("prediction",) if mode == "probs" else ())
        make = lambda: nominal.FleissKappa(mode=mode)  # noqa: E731
        told = {"tolerance": 1e-4, "reason": adds, **answer}
        cases.add(name, name, {"numClasses": categories, "mode": mode}, make, torch.float64, **told)

    sizes = (9, 6, 5)
    for raters, categories, alike in ((5, 3, 0.4), (8, 4, 1), (3, 5, 0.2), (2, 2, 0.5), (14, 5, 3)):
        add(f"{raters} raters, {categories} categories", counts(raters, categories, sizes, alike), "counts", categories)
    even = counts(6, 3, (7, 7), 0.5)
    even[1]["prediction"][0] = [3, 0, 0]
    add("fewer raters of one sample", even, "counts", 3)
    add("all agree", [{"prediction": np.diag([4, 4, 4])}], "counts", 3)
    add("all of one category", [{"prediction": np.array([[4, 0], [4, 0]])}], "counts", 2)
    add("nobody agrees", [{"prediction": np.array([[1, 1], [1, 1], [1, 1]])}], "counts", 2)
    add("a single rater", [{"prediction": np.array([[1, 0], [0, 1]])}], "counts", 2)
    for raters, categories in ((5, 3), (4, 4), (6, 2)):
        add(f"scores of {raters} raters, {categories} categories", scores(raters, categories, sizes), "probs", categories)
    many = scores(3, 5, (12,))
    chosen = torch.from_numpy(many[0]["prediction"]).argmax(1)
    table = torch.nn.functional.one_hot(chosen, 5).sum(1)
    value = float(nominal.FleissKappa(mode="counts")(table))
    add("scores of 3 raters, 5 categories", many, "probs", 5, expected={"value": value},
        reason="torchmetrics has only as many categories as raters, and adds 1e-5 to the divisor.")  # fmt: skip
    cases.input("ratings of another width", [{"prediction": np.array([[1, 2, 0]])}])
    cases.add_case("refused: another number of categories", "ratings of another width", {"numClasses": 2}, error="LML_SHAPE_MISMATCH")
    cases.input("less than nobody", [{"prediction": np.array([[1, -1]])}])
    cases.add_case("refused: counts below 0", "less than nobody", {"numClasses": 2}, error="LML_INVALID_ARGUMENT")
