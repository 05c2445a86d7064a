"""Strategies of Optuna, scikit-learn and SciPy: what they propose, and the parts they are made of; and Optuna's pruners."""

from golden_cases import Cases, Package

search = Package("search", "strategy", Cases)
