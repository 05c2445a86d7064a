"""Files of arrays as NumPy and SciPy write them, and what is in them, for the readers of npz, IDX and MAT-files."""

import gzip
import io
import struct
import zipfile
from base64 import b64encode
from typing import Any
from unittest import mock

import numpy as np
from scipy.io import loadmat, savemat
from scipy.sparse import eye_array

from golden_file import source, write

SCRIPT = "tools/goldens/array_files.py"
FOLDER = "packages/datasets/src/goldens"


def encoded(data: bytes) -> str:
    return b64encode(data).decode()


def value(entry: Any) -> Any:
    """A number as JSON has it; what JSON has no number for, and integers beyond 2^53, as text."""
    entry = entry.item() if isinstance(entry, np.generic) else entry
    if isinstance(entry, int) and not isinstance(entry, bool) and abs(entry) >= 2**53:
        return str(entry)
    if isinstance(entry, float) and (entry != entry or abs(entry) == float("inf")):
        return str(entry).replace("inf", "Infinity").replace("nan", "NaN")
    return entry


def described(array: np.ndarray) -> dict:
    return {"dtype": array.dtype.name, "shape": list(array.shape), "values": [value(entry) for entry in array.ravel()]}


def npz_cases() -> list[dict]:
    def case(name: str, save: Any, *positional: np.ndarray, limit: int | None = None, **arrays: Any) -> dict:
        stream = io.BytesIO()
        # Beyond this zipfile writes zip64.
        with mock.patch("zipfile.ZIP64_LIMIT", limit or zipfile.ZIP64_LIMIT):
            save(stream, *positional, **arrays)
        loaded = np.load(io.BytesIO(stream.getvalue()), allow_pickle=True)
        plain = {key: loaded[key] for key in loaded.files if loaded[key].dtype.kind in "fiub" and loaded[key].size < 1000}
        return {"name": name, "file": encoded(stream.getvalue()), "arrays": {key: described(array) for key, array in plain.items()}}

    x, y = np.arange(12, dtype=np.float32).reshape(3, 4) / 8, np.array([0, 1, 0])
    many = {dtype: np.array([0, 1, 100], dtype) for dtype in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "?")}
    return [
        case("savez", np.savez, x=x, y=y),
        case("savez_compressed", np.savez_compressed, x=x, y=y),
        case("without names", np.savez, x, y),
        case("every data type", np.savez_compressed, **many),
        case("Fortran order, big-endian", np.savez_compressed, x=np.asfortranarray(x.astype(">f8")), y=y.astype(">i2")),
        case("no arrays", np.savez),
        case("names", np.savez, **{"größe": x, "a/b": y, "c.npy": y, "__proto__": y}),
        case("as dense as can be", np.savez_compressed, zeros=np.zeros(200_000, np.uint8), y=y),
        case("text and objects beside numbers", np.savez, x=x, text=np.array(["a", "b"]), some=np.array([None])),
        case("zip64", np.savez_compressed, x=x, y=y, limit=1),
        case("zip64, stored", np.savez, x=x, y=y, limit=1),
    ]  # fmt: skip


IDX_TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def idx_cases() -> list[dict]:
    def case(name: str, code: int, array: Any) -> dict:
        array = np.asarray(array).astype(IDX_TYPES[code])
        file = bytes([0, 0, code, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()
        return {"name": name, "file": encoded(file), "packed": encoded(gzip.compress(file, 9, mtime=0)), **described(array)}

    floats = [0, -0.5, 1 / 3, 65504, np.nan, np.inf, -np.inf, 1e-30]
    return [
        case("unsigned bytes", 0x08, [[0, 1], [127, 128], [254, 255]]),
        case("signed bytes", 0x09, [-128, -1, 0, 127]),
        case("int16", 0x0B, [[-32768, 258], [1, 32767]]),
        case("int32", 0x0C, [-(2**31), 16909060, 2**31 - 1]),
        case("float32", 0x0D, floats),
        case("float64", 0x0E, floats),
        case("images", 0x08, np.arange(3 * 4 * 5).reshape(3, 4, 5) * 4),
        case("no samples", 0x08, np.zeros((0, 28, 28))),
        case("a scalar", 0x08, 7),
    ]


def fixed_header(file: bytes) -> bytes:
    """Without the date."""
    return b"MATLAB 5.0 MAT-file".ljust(116) + file[116:]


def mat_element(kind: int, data: bytes, order: str, small: bool = False) -> bytes:
    if small:
        return struct.pack(f"{order}I", len(data) << 16 | kind) + data.ljust(4, b"\0")
    return struct.pack(f"{order}II", kind, len(data)) + data + b"\0" * (-len(data) % 8)


def mat_file(order: str, *variables: tuple[str, int, tuple, int, bytes]) -> bytes:
    """Name, class, shape, type in which values are stored, values: as MATLAB writes them and SciPy does not."""
    file = b"MATLAB 5.0 MAT-file".ljust(116) + bytes(8) + struct.pack(f"{order}H", 0x100) + (b"IM" if order == "<" else b"MI")
    for name, kind, shape, stored, values in variables:
        content = mat_element(6, struct.pack(f"{order}II", kind, 0), order)
        content += mat_element(5, struct.pack(f"{order}{len(shape)}i", *shape), order)
        content += mat_element(1, name.encode(), order, small=len(name) <= 4)
        content += mat_element(stored, values, order, small=0 < len(values) <= 4)
        file += mat_element(14, content, order)
    return file


def mat_variables(file: bytes) -> dict:
    def texts(array: np.ndarray) -> dict:
        rows = [str(row).rstrip() for row in array]
        return {"dtype": "str", "shape": [len(rows)], "values": rows}

    # Classes and truth values as in MATLAB, rather than the types in which they are stored.
    codec = "utf-16-be" if file[126:128] == b"MI" else "utf-16-le"
    loaded = loadmat(io.BytesIO(file), mat_dtype=True, uint16_codec=codec)
    loaded = {name: array for name, array in loaded.items() if not name.startswith("__")}
    return {
        name: texts(array) if array.dtype.kind == "U" else described(array)
        for name, array in loaded.items()
        if isinstance(array, np.ndarray) and array.dtype.kind in "fiubU"
    }


def mat_cases() -> list[dict]:
    def case(name: str, file: bytes) -> dict:
        return {"name": name, "file": encoded(file), "arrays": mat_variables(file)}

    def saved(name: str, variables: dict, **options: Any) -> dict:
        stream = io.BytesIO()
        savemat(stream, variables, **options)
        return case(name, fixed_header(stream.getvalue()))

    numbers = {dtype: np.array([[0, 1, 2], [100, 5, 6]], dtype) for dtype in
               ("f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")}  # fmt: skip
    special = {
        "float": np.array([np.nan, np.inf, -np.inf, 1 / 3, -0.0]), "signed": np.array([-128, 127], "i1"),
        "long": np.array([-(2**63), 2**63 - 1]), "truth": np.array([[True, False], [False, False]]),
        "scalar": 3.5, "empty": np.zeros((0, 3)), "cube": np.arange(24, dtype="i4").reshape(2, 3, 4),
    }  # fmt: skip
    images = {"X": (np.arange(2 * 3 * 3 * 4) % 251).astype("u1").reshape(2, 3, 3, 4), "y": np.array([[10], [1], [2], [10]], "u1")}
    text = {"text": "one text", "names": np.array(["cat", "mouse", "dog"]), "accents": "größe", "none": "", "label": np.array([1, 2])}
    cell = np.empty(2, object)
    cell[:] = [np.array([1.0]), "text"]
    refused = {
        "complex": np.array([1j]), "sparse": eye_array(3).tocsc(), "cell": cell, "struct": {"a": 1.0},
        "beyond": np.array([2**63], "u8"), "deep": np.array([[["a", "b"]]]), "plain": np.array([1.0, 2.0]),
    }  # fmt: skip
    plain = {"arrays": {"plain": described(np.array([[1.0, 2.0]]))}}
    compact = [
        ("a", 6, (2, 2), 2, bytes([1, 2, 3, 255])),
        ("wide", 6, (1, 3), 3, None), ("single", 7, (2, 1), 7, None), ("long", 14, (1, 2), 1, bytes([255, 7])),
        ("word", 4, (1, 3), 4, None), ("bytes", 4, (2, 2), 2, b"acbd"), ("unsigned", 13, (1, 1), 6, None),
    ]  # fmt: skip
    packed = {"wide": ("3h", -2, 300, 4), "single": ("2f", 0.5, -1.25), "word": ("3H", 104, 228, 116), "unsigned": ("I", 2**32 - 1)}

    def by_hand(order: str) -> bytes:
        return mat_file(order, *(
            (name, kind, shape, stored, values if values is not None else struct.pack(order + packed[name][0], *packed[name][1:]))
            for name, kind, shape, stored, values in compact
        ))  # fmt: skip

    return [
        saved("numbers", numbers),
        saved("numbers, compressed", numbers, do_compression=True),
        saved("special values", special),
        saved("special values, compressed", special, do_compression=True),
        saved("vectors as rows and as columns", {"row": np.arange(3.0), "labels": np.array([1, 2, 3], "u1")}, oned_as="row"),
        saved("images, samples last", images, do_compression=True),
        saved("text", text),
        saved("text, compressed", text, do_compression=True),
        saved("what is refused", refused) | plain,
        saved("what is refused, compressed", refused, do_compression=True) | plain,
        saved("a long name", {"n" * 31: np.array([1.0])}, do_compression=True),
        saved("no variables", {}),
        saved("as dense as can be", {"zeros": np.zeros((1000, 200), "u1"), "y": np.arange(3.0)}, do_compression=True)
        | {"arrays": {"y": described(np.arange(3.0).reshape(1, 3))}},
        case("stored as small integers", by_hand("<")),
        case("stored as small integers, big-endian", by_hand(">")),
    ]


if __name__ == "__main__":
    for name, cases in {"npz": npz_cases(), "idx": idx_cases(), "mat": mat_cases()}.items():
        write(f"{FOLDER}/{name}.json", source=source("numpy", "scipy"), script=SCRIPT, cases=cases)
