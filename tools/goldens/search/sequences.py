"""SciPy's Sobol points, unscrambled."""

from scipy.stats import qmc

from golden_cases import Cases
from search import search


@search.component("sobol", "scipy", "numpy")
def sobol(cases: Cases) -> None:
    for dimensions, count in [(1, 64), (2, 64), (3, 40), (7, 32), (16, 32), (33, 20), (64, 70)]:
        name = f"{dimensions} dimensions"
        cases.input(name, dimensions=dimensions)
        points = qmc.Sobol(dimensions, scramble=False).random_base2(10)
        # Fractions of 1024, which are short as integers.
        cases.add_case(name, name, {"scramble": False}, lambda: {"points": (points[:count] * 1024).astype(int).tolist()})
    late = qmc.Sobol(64, scramble=False).fast_forward(1_000_000).random(2) * 2**30
    cases.add_case("the millionth point", "64 dimensions", {"scramble": False}, lambda: {"points": late.astype(int).tolist()})
