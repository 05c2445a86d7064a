"""scikit-learn's transformers: what they make of tables that they were fitted to, and of others."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from golden_cases import Cases, Package
from golden_file import sixty_fourths


class TransformCases(Cases):
    """The cases of a transform. Inputs are arrays, or records of columns: lists of numbers, None where one is missing, or of texts."""

    def table(self, name: str, fit: Any, apply: Any, **more: Any) -> None:
        """What is learnt from and what is changed; with `stage="train"` the same samples as training sees them."""
        self.input(name, fit=written(fit), apply=written(apply), **more)
        self.__dict__.setdefault("tables", {})[name] = (fit, apply, more)

    def add(
        self,
        name: str,
        input: str,
        options: dict,
        make: Callable[..., Any],
        *,
        error: str | None = None,
        message: str | None = None,
        reason: str | None = None,
        tolerance: float | None = None,
    ) -> None:
        """`make(**arguments)` gives the transformer for LML's options, whose names are those of its arguments, in camel case."""
        fit, apply, more = self.tables[name if input is None else input]

        def compute() -> dict:
            transformer = make(**snake_case(options))
            if more.get("stage") == "train":
                output = transformer.fit_transform(frame(fit), more["target"])
            else:
                transformer.fit(frame(fit), more.get("target"))
                output = transformer.transform(frame(apply))
            output = output.toarray() if hasattr(output, "toarray") else np.asarray(output)
            if any(isinstance(value, str) for value in output.ravel()):
                names = transformer.get_feature_names_out()
                return {"output": {name: [plain(value) for value in output[:, at]] for at, name in enumerate(names)}}
            return {"output": output.astype(np.float64)}

        self.add_case(
            name, input, options, compute, error=error, message=message, reason=reason, tolerance=tolerance
        )


def plain(value: Any) -> Any:
    return value if isinstance(value, str) else float(value)


def snake_case(options: dict) -> dict:
    """LML's options as arguments."""
    return {re.sub(r"[A-Z]", lambda capital: "_" + capital[0].lower(), key): value for key, value in options.items()}


def frame(values: Any) -> Any:
    """What scikit-learn is given: records as a data frame, in which a missing text is NaN."""
    if not isinstance(values, dict):
        return values
    columns = {}
    for key, column in values.items():
        texts = any(isinstance(value, str) for value in column)
        columns[key] = pd.Series([np.nan if value == "" else value for value in column] if texts else column, dtype=object if texts else float)
    return pd.DataFrame(columns)


def written(values: Any) -> Any:
    if not isinstance(values, dict):
        return values
    return {key: ["NaN" if value is None or value != value else value for value in column] for key, column in values.items()}


def random_matrix(seed: int, rows: int, columns: int, *, missing: float = 0.0, scale: float = 3.0) -> np.ndarray:
    """Numbers in multiples of 1/64, some of them missing."""
    random = np.random.RandomState(seed)
    values = sixty_fourths(random.normal(size=(rows, columns)) * scale + random.normal(size=columns) * 5)
    values[random.uniform(size=values.shape) < missing] = np.nan
    return values


transforms = Package("transforms", "transform", TransformCases)
