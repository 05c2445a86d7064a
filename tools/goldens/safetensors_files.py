"""Safetensors files: those that the package of the format's authors writes, and those that it refuses to read."""

import json
from base64 import b64encode

import numpy as np
from safetensors.numpy import load, save

from golden_file import outcome, source, write

DTYPES = {"float32": "F32", "float64": "F64", "int32": "I32", "int64": "I64", "uint8": "U8", "bool": "BOOL"}


def base64(data: bytes) -> str:
    return b64encode(data).decode()


def file_case(name: str, arrays: dict[str, np.ndarray], metadata: dict[str, str] | None = None) -> dict:
    """A file as the package writes it. Values are little-endian bytes in C order, so that they are exact."""
    return {"name": name, **({"metadata": metadata} if metadata else {}), **contents(arrays, save(arrays, metadata))}


def contents(arrays: dict[str, np.ndarray], file: bytes) -> dict:
    described = {
        name: {"dtype": str(array.dtype), "shape": list(array.shape), "bytes": base64(array.tobytes())}
        for name, array in arrays.items()
    }
    return {"arrays": described, "file": base64(file)}


def header(entries: dict, data: bytes = b"", pad: int = 1) -> bytes:
    text = json.dumps(entries, separators=(",", ":")).encode()
    return framed(text.ljust(-(-len(text) // pad) * pad), data)


def framed(text: bytes, data: bytes = b"") -> bytes:
    return len(text).to_bytes(8, "little") + text + data


def entry(dtype: str, shape: list, start: int, end: int) -> dict:
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


def foreign_case(name: str, file: bytes) -> dict:
    """A file that the package does not write so, but reads."""
    return {"name": name, "foreign": True, **contents(load(file), file)}


def widened_case(name: str, file: bytes, arrays: dict[str, np.ndarray]) -> dict:
    """A file of data types that LML lacks, with the values in the data types that they are widened to."""
    return {"name": name, "foreign": True, **contents(arrays, file)}


def widened() -> list[dict]:
    halves = np.array([0, -0.0, 1 / 3, -2.5, 65504, 6e-8, 6.1e-5, np.inf, -np.inf], np.float16)
    bits = np.array([0, 0x8000, 0x3F80, 0xC020, 0x7F80, 0xFF80, 0x0001, 0x7F7F], np.uint32)
    integers = {name: np.array([np.iinfo(name).min, 1, 7, np.iinfo(name).max >> (name == "uint64")], name)
                for name in ("int8", "int16", "uint16", "uint32", "uint64")}  # fmt: skip
    wide = {"int8": "int32", "int16": "int32", "uint16": "int32", "uint32": "int64", "uint64": "int64"}
    return [
        widened_case("float16", save({"x": halves}), {"x": halves.astype(np.float32)}),
        widened_case(
            "bfloat16",
            header({"x": entry("BF16", [2, 4], 0, 16)}, bits.astype("<u2").tobytes()),
            {"x": (bits << 16).view(np.float32).reshape(2, 4)},
        ),
        *(widened_case(name, save({"x": array}), {"x": array.astype(wide[name])}) for name, array in integers.items()),
    ]


def refused_case(name: str, file: bytes) -> dict:
    def read() -> dict:
        load(file)
        raise AssertionError(f"The package reads '{name}'.")

    return {"name": name, "file": base64(file), **outcome(read)}


def counting(dtype: str, *shape: int) -> np.ndarray:
    return np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)


def files() -> list[dict]:
    floats = [0, -0.0, 1, -1, np.nan, np.inf, -np.inf, 1e-45, 1.1754944e-38, 3.4028235e38, 0.1]
    doubles = [0, -0.0, 0.1, np.nan, np.inf, -np.inf, 5e-324, 1.7976931348623157e308]
    names = ["b", "B", "10", "9", "a/b.c", "__proto__", 'quote " and \\', "line\n\x01", "größe", "\uff5e", "\U0001f3b2", ""]
    return [
        file_case("no arrays", {}),
        file_case("one value", {"x": np.array(1.5, np.float32)}),
        file_case("a matrix", {"dense_0/kernel": counting("float32", 3, 4), "dense_0/bias": counting("float32", 4)}),
        file_case("every data type", {dtype: counting(dtype, 3) for dtype in DTYPES}),
        file_case("odd sizes of every data type", {f"{dtype} {n}": counting(dtype, n) for dtype in DTYPES for n in (1, 5)}),
        file_case("special numbers", {"f": np.array(floats, np.float32), "d": np.array(doubles, np.float64)}),
        file_case("integers at their ends", {
            "i": np.array([-(2**31), 2**31 - 1], np.int32), "l": np.array([-(2**63), 2**63 - 1], np.int64), "u": np.array([0, 255], np.uint8),
        }),
        file_case("arrays without values", {"a": counting("float32", 0), "b": counting("int64", 2, 0, 3), "c": counting("float32", 1)}),
        file_case("names in the order of code points", {name: np.array([i], np.float32) for i, name in enumerate(names)}),
        file_case("metadata", {"x": counting("float32", 2)}, {"format": "pt", "author": "nobody"}),
        foreign_case("a header without padding", header({"x": entry("F32", [1], 0, 4)}, b"\0\0\x80?")),
        foreign_case("arrays in another order, not aligned", header(
            {"b": entry("F64", [1], 1, 9), "a": entry("U8", [1], 0, 1)}, b"\x07" + np.float64(2.5).tobytes(), pad=8,
        )),
    ]  # fmt: skip


def refused() -> list[dict]:
    whole = save({"x": counting("float32", 2), "y": counting("float32", 2)})
    single = entry("F32", [2], 0, 8)
    data = bytes(8)
    return [
        refused_case("nothing", b""),
        refused_case("seven bytes", bytes(7)),
        refused_case("a header of no bytes", bytes(8)),
        refused_case("a header longer than the file", framed(b"{}")[:-1]),
        refused_case("a header longer than memory", b"\xff" * 8 + b"{}"),
        refused_case("a header that is not JSON", framed(b"{x: 1}  ")),
        refused_case("a header that is not UTF-8", framed(b'{"\xff": 1}')),
        refused_case("a header that is a list", framed(b"[]")),
        refused_case("a header that is null", framed(b"null")),
        refused_case("an entry that is null", header({"x": None})),
        refused_case("an entry that is text", header({"x": "F32"})),
        refused_case("an unknown data type", header({"x": entry("F31", [2], 0, 8)}, data)),
        refused_case("no data type", header({"x": {"shape": [2], "data_offsets": [0, 8]}}, data)),
        refused_case("no shape", header({"x": {"dtype": "F32", "data_offsets": [0, 8]}}, data)),
        refused_case("no offsets", header({"x": {"dtype": "F32", "shape": [2]}}, data)),
        refused_case("three offsets", header({"x": {**single, "data_offsets": [0, 4, 8]}}, data)),
        refused_case("a negative size", header({"x": entry("F32", [-2], 0, 8)}, data)),
        refused_case("half a size", header({"x": entry("F32", [2.5], 0, 8)}, data)),
        refused_case("a shape that needs more bytes", header({"x": entry("F32", [3], 0, 8)}, data)),
        refused_case("a shape that needs fewer bytes", header({"x": entry("F32", [1], 0, 8)}, data)),
        refused_case("a shape beyond counting", header({"x": entry("F32", [2**62, 2**62], 0, 8)}, data)),
        refused_case("offsets backwards", header({"x": entry("F32", [0], 8, 0)}, data)),
        refused_case("a file that is cut off", whole[:-1]),
        refused_case("bytes at the end that belong to nothing", whole + b"\0"),
        refused_case("bytes at the start that belong to nothing", header({"x": entry("F32", [1], 4, 8)}, data)),
        refused_case("bytes in between that belong to nothing", header({"x": entry("U8", [2], 0, 2), "y": entry("U8", [2], 6, 8)}, data)),
        refused_case("arrays that share bytes", header({"x": single, "y": single}, data)),
        refused_case("arrays that overlap", header({"x": entry("U8", [6], 0, 6), "y": entry("U8", [6], 2, 8)}, data)),
    ]  # fmt: skip


if __name__ == "__main__":
    write(
        "packages/core/src/training/checkpoints/goldens/safetensors.json",
        source=source("safetensors", "numpy"),
        script="tools/goldens/safetensors_files.py",
        cases=[*files(), *widened(), *refused()],
    )
