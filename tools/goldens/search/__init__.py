"""Optuna's samplers: what they propose for given trials, and the parts they are made of."""

from golden_cases import Cases, Package

search = Package("search", "strategy", Cases)
