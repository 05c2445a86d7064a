"""SciPy's paired tests of two lists of scores, and Nadeau and Bengio's corrected t."""

import numpy as np
from scipy import stats

from golden_file import number, source, write

ALTERNATIVES = ["two-sided", "greater", "less"]


def scores(count: int, seed: int, apart: float, digits: int) -> tuple[list[float], list[float]]:
    random = np.random.RandomState(seed)
    base = random.uniform(0.6, 0.9, count)
    a = base + random.normal(apart, 0.03, count)
    b = base + random.normal(0, 0.03, count)
    return np.round(a, digits).tolist(), np.round(b, digits).tolist()


PAIRS = {
    "5 folds": scores(5, 0, 0.02, 4),
    "10 folds": scores(10, 1, -0.02, 4),
    "one better in all": scores(10, 2, 0.3, 4),
    "2 folds": ([0.5, 0.75], [0.25, 0.375]),
    "ties": ([0.5, 0.75, 0.25, 0.5, 1.0, 0.125], [0.25, 0.5, 0.5, 0.5, 0.5, 0.25]),
    "13 folds with zeros": ([round(v * 8) / 8 for v in scores(13, 3, 0.1, 6)[0]], [round(v * 8) / 8 for v in scores(13, 3, 0.1, 6)[1]]),
    "14 folds with ties": ([round(v * 16) / 16 for v in scores(14, 4, 0.05, 6)[0]], [round(v * 16) / 16 for v in scores(14, 4, 0.05, 6)[1]]),
    "50 folds": scores(50, 5, 0.01, 6),
    "51 folds": scores(51, 6, 0.01, 6),
    "100 folds": scores(100, 7, 0.05, 6),
    "equal": ([0.5, 0.25, 0.75], [0.5, 0.25, 0.75]),
    "the same apart": ([0.5, 0.25, 0.75], [0.25, 0.0, 0.5]),
}  # fmt: skip


def corrected(a: list[float], b: list[float], train: int, test: int, alternative: str) -> tuple[float, float]:
    """The formula of the paper, with SciPy's t distribution."""
    differences = np.asarray(a) - np.asarray(b)
    count = len(differences)
    t = differences.mean() / np.sqrt((1 / count + test / train) * differences.var(ddof=1))
    tail = {"greater": stats.t.sf(t, count - 1), "less": stats.t.cdf(t, count - 1), "two-sided": 2 * stats.t.sf(abs(t), count - 1)}
    return t, tail[alternative]


def main() -> None:
    cases = []
    for name, (a, b) in PAIRS.items():
        for alternative in ALTERNATIVES:
            with np.errstate(all="ignore"):
                paired = stats.ttest_rel(a, b, alternative=alternative)
                t, p = corrected(a, b, 80, 20, alternative)
                ranks = stats.wilcoxon(a, b, alternative=alternative)
            found = {
                "paired-t": (paired.statistic, paired.pvalue),
                "corrected-t": (t, p),
                "wilcoxon": (ranks.statistic, ranks.pvalue),
            }
            for test, (statistic, value) in found.items():
                sizes = {"trainSize": 80, "testSize": 20} if test == "corrected-t" else {}
                options = {"test": test, "alternative": alternative, **sizes}
                case = {"name": f"{name}, {test}, {alternative}", "a": a, "b": b, "options": options}
                cases.append({**case, "statistic": number(statistic), "pValue": number(value)})
    write("packages/core/src/search/goldens/compare-folds.json", source=source("SciPy", "NumPy"), script="tools/goldens/compare_folds.py", cases=cases)  # fmt: skip


main()
