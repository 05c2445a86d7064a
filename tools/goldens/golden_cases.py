"""The golden cases of components: one function a component, in a module for its family.

    @losses.component("mse", "torch")
    def mse(cases: LossCases) -> None:
        cases.input("pair", prediction=np.array([1.0, 2]), target=np.array([1.0, 4]))
        cases.add("a mean", "pair", {"reduction": "mean"}, functional.mse_loss)

`make.py` finds the functions, runs them and writes `packages/<package>/src/goldens/<component>.json`.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from golden_file import encode, source, write


class Cases:
    """The inputs and cases of one component, as they are written."""

    def __init__(self, kind: str, component: str) -> None:
        self.kind, self.component = kind, component
        self.inputs: dict[str, Any] = {}
        self.cases: list[dict] = []

    def input(self, name: str, **parts: Any) -> None:
        """An input by name: arrays (floats must be exact in float32), records and lists of them, plain data."""
        if name in self.inputs:
            raise ValueError(f"Two inputs of {self.component} are named {name}.")
        self.inputs[name] = encode({part: value for part, value in parts.items() if value is not None}, exact=True)

    def add_case(
        self,
        name: str,
        input: str,
        options: dict,
        compute: Callable[[], dict] | None = None,
        *,
        expected: dict | None = None,
        error: str | None = None,
        message: str | None = None,
        tolerance: float | None = None,
        reason: str | None = None,
    ) -> None:
        """What the reference computes for an input and options (LML's; `None` is left out).

        `error` is the code by which LML refuses the case, `expected` what LML gives instead of the reference's answer: where the
        reference has another one, `reason` says why. `tolerance` replaces the kind's, for a `reason` too.
        """
        answer = said = None
        if compute is not None:
            answer, said = outcome(compute)
        if said is not None and error is None and expected is None:
            raise ValueError(f"The reference refuses '{name}' of {self.component} ({said}): say by which error LML does.")
        differs = answer is not None and (error is not None or expected is not None)
        if reason is None and (differs or tolerance is not None):
            raise ValueError(f"'{name}' of {self.component} needs a reason.")
        written = {"options": {option: value for option, value in options.items() if value is not None}}
        if error is not None:
            written |= {"error": error, **({"message": message} if message else {})}
        else:
            written |= {"expected": encode(answer if expected is None else expected)}
        if tolerance is not None:
            written["tolerance"] = tolerance
        if reason or said:
            written["reason"] = reason or said
        self.cases.append({"name": name, "input": input, **written})


def outcome(compute: Callable[[], dict]) -> tuple[dict | None, str | None]:
    """What `compute` returns, or the type and the first words of what it raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return compute(), None
        except AssertionError:
            raise
        except Exception as error:
            text = " ".join(str(error).split())
            return None, f"{type(error).__name__}: {text if len(text) <= 160 else text[:157] + '...'}"


class Package:
    """The components of a package that have golden cases."""

    def __init__(self, folder: str, kind: str, cases: type[Cases]) -> None:
        self.folder, self.kind, self.cases = folder, kind, cases
        self.functions: dict[str, tuple[Callable[[Any], None], tuple[str, ...]]] = {}

    def component(self, name: str, *packages: str) -> Callable:
        """Registers the function that adds a component's cases, computed by some installed packages."""

        def register(function: Callable[[Any], None]) -> Callable[[Any], None]:
            if name in self.functions:
                raise ValueError(f"{name} is registered twice.")
            self.functions[name] = (function, packages)
            return function

        return register

    def write(self, names: list[str]) -> None:
        """Writes the files of some components, or of all."""
        unknown = set(names) - set(self.functions)
        if unknown:
            raise SystemExit(f"{self.folder} has no {', '.join(sorted(unknown))}; it has {', '.join(self.functions)}.")
        for name in names or self.functions:
            function, packages = self.functions[name]
            cases = self.cases(self.kind, name)
            function(cases)
            write(
                f"packages/{self.folder}/src/goldens/{name}.json",
                source=source(*packages),
                script=f"tools/goldens/{function.__module__.replace('.', '/')}.py",
                inputs={input: cases.inputs[input] for input in dict.fromkeys(case["input"] for case in cases.cases)},
                cases=cases.cases,
                kind=cases.kind,
                component=name,
            )
