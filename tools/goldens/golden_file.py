"""What the golden scripts share: encoding of numbers and tensors, and writing of a file.

A file is a JSON object with a header and one case per line, so that a change of one case is a change of one line.
"""

import hashlib
import json
import math
import warnings
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]


def source(*packages: str) -> str:
    """Names packages with the installed versions: `torch 2.15.0, NumPy 2.4.6`."""
    return ", ".join(f"{package} {version(package)}" for package in packages)


def number(value: float) -> Any:
    """A JSON number; whole numbers without a fraction (and without the sign of -0); NaN and infinities as strings."""
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def numbers(values: Any) -> list:
    """A flat list in C order; a float32 is written with the fewest digits that give it back."""
    values = np.asarray(values)
    if values.dtype == bool or np.issubdtype(values.dtype, np.integer):
        return [int(value) for value in values.ravel()]
    if values.dtype == np.float32:
        return [number(float(str(value))) for value in values.ravel()]
    return [number(value) for value in values.ravel()]


def tensor(values: Any) -> dict:
    """`{ dtype, shape, data }`; all integers are int32, as in TensorFlow.js."""
    values = values.detach().numpy() if hasattr(values, "detach") else np.asarray(values)
    is_integer = np.issubdtype(values.dtype, np.integer)
    return {
        "dtype": "int32" if is_integer else str(values.dtype),
        "shape": list(values.shape),
        "data": numbers(values),
    }


def result(value: Any) -> Any:
    """A number for a scalar, a tensor for the rest."""
    encoded = tensor(value)
    return encoded["data"][0] if encoded["shape"] == [] else encoded


def input_tensor(values: Any) -> dict:
    """A tensor of float inputs: float32, so every value must be one."""
    values = np.asarray(values, dtype=np.float64)
    single = values.astype(np.float32)
    if not np.array_equal(values, single.astype(np.float64), equal_nan=True):
        raise ValueError("An input is not exact in float32.")
    return {**tensor(single), "data": numbers(values)}


def sixty_fourths(values: Any) -> np.ndarray:
    """Rounds to multiples of 1/64, which are exact in float32 and short in JSON."""
    return np.round(np.asarray(values, dtype=np.float64) * 64) / 64


def channels_last(values: np.ndarray) -> np.ndarray:
    """PyTorch's [N, C, d...] as LML's [N, d..., C]."""
    return np.ascontiguousarray(np.moveaxis(np.asarray(values), 1, -1))


def encode(value: Any, exact: bool = False) -> Any:
    """Plain data with arrays in it, as JSON; with `exact` floats must be float32."""
    if isinstance(value, dict):
        return {name: encode(part, exact) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(part, exact) for part in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return number(value)
    values = value.detach().numpy() if hasattr(value, "detach") else np.asarray(value)
    if exact:
        return tensor(values) if np.issubdtype(values.dtype, np.integer) else input_tensor(values)
    return result(values)


def sha256_of_indices(indices: Iterable[int]) -> str:
    """SHA-256 of the indices in decimal, joined by commas."""
    return hashlib.sha256(",".join(str(int(index)) for index in indices).encode()).hexdigest()


def outcome(function: Callable[[], dict]) -> dict:
    """What `function` returns, or `{ error: { type, message } }`, and the texts of its warnings, if any."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            returned = function()
        except AssertionError:
            raise
        except Exception as error:
            returned = {"error": {"type": type(error).__name__, "message": str(error).strip()}}
    messages = list(dict.fromkeys(str(warning.message).strip() for warning in caught))
    return {**returned, "warnings": messages} if messages else returned


def write(
    path: str,
    *,
    source: str,
    script: str,
    cases: list[dict],
    inputs: dict[str, Any] | None = None,
    **header: str,
) -> None:
    """Writes `path` (from the repository's root). Cases name their entry in `inputs` by `input`."""
    names = [case["name"] for case in cases]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        raise ValueError(f"Repeated case names in {path}: {sorted(repeated)}")
    if inputs is not None:
        unknown = {case["input"] for case in cases} ^ set(inputs)
        if unknown:
            raise ValueError(f"Inputs of {path} that are unknown or unused: {sorted(unknown)}")

    header |= {"source": source, "script": script}
    lines = ["{", *(f" {line(name)}: {line(value)}," for name, value in header.items())]
    if inputs is not None:
        entries = [f"  {line(name)}: {line(value)}" for name, value in inputs.items()]
        lines += [' "inputs": {', ",\n".join(entries), " },"]
    lines += [' "cases": [', ",\n".join(f"  {line(case)}" for case in cases), " ]", "}", ""]

    file = REPOSITORY / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines), encoding="utf-8")
    print(f"{path}: {len(cases)} cases, {file.stat().st_size} bytes")


def line(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
