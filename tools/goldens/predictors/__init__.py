"""scikit-learn's estimators, fitted to the outputs of a model."""

from golden_cases import Cases, Package

predictors = Package("predictors", "predictor", Cases)
