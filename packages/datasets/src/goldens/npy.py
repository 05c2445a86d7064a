"""Files of numpy.save in base64, and what is in them, for the npy reader. Run: python packages/datasets/src/goldens/npy.py"""

import base64
import io
import json
from pathlib import Path

import numpy as np


def number(value):
    value = value.item()
    if isinstance(value, int) and abs(value) >= 2**53:
        return str(value)
    return value if value == value and abs(value) != float("inf") else str(value)


def case(name, array, version=None):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, version=version, allow_pickle=True)
    plain = array.dtype.kind in "fiub" and array.dtype.itemsize <= 8
    return {
        "name": name,
        "dtype": array.dtype.str if array.dtype.names is None else "fields",
        "shape": list(array.shape),
        "values": [number(value) for value in array.ravel()] if plain else None,
        "file": base64.b64encode(stream.getvalue()).decode(),
    }


def cases():
    for order in "<>":
        for code in ["f2", "f4", "f8", "i2", "i4", "i8", "u2", "u4", "u8"]:
            dtype = np.dtype(order + code)
            if dtype.kind == "f":
                values = [0, -0.5, 1 / 3, 65504, 6e-8, np.nan, np.inf, -np.inf]
            else:
                top = np.iinfo(dtype).max if code != "u8" else np.iinfo("i8").max
                values = [0, 1, 7, top, top - 1, np.iinfo(dtype).min, 300, 5]
            yield case(f"{order}{code}", np.array(values).astype(dtype).reshape(2, 4))
    yield case("i1", np.array([-128, 0, 127], "i1"))
    yield case("u1", np.array([0, 128, 255], "u1"))
    yield case("bool", np.array([[True], [False]]))
    cube = np.arange(24).reshape(2, 3, 4)
    yield case("fortran order", np.asfortranarray(cube))
    yield case("fortran order, big-endian", np.asfortranarray(cube.astype(">f4")))
    yield case("fortran order, one axis", np.asfortranarray(np.arange(3.0)))
    yield case("version 2", cube.astype("f4"), (2, 0))
    yield case("version 3", cube.astype("f4"), (3, 0))
    yield case("scalar", np.array(1.5))
    yield case("no samples", np.zeros((0, 3)))
    yield case("no columns", np.zeros((3, 0), "i4", order="F"))
    yield case("uint64 beyond int64", np.array([1, 2**63], "u8"))
    yield case("complex", np.array([1j]))
    yield case("text", np.array(["a", "bc"]))
    yield case("bytes", np.array([b"a"]))
    yield case("time", np.array(["2020-01-01"], "M8[D]"))
    yield case("float128", np.array([1], np.longdouble))
    yield case("object", np.array([None]))
    yield case("fields", np.array([(1, 2.0)], [("a", "i4"), ("b", "f8")]))


lines = ",\n".join("  " + json.dumps(entry, separators=(",", ":")) for entry in cases())
text = (
    f'{{\n "source": "NumPy {np.__version__}",\n'
    f' "script": "packages/datasets/src/goldens/npy.py",\n "cases": [\n{lines}\n ]\n}}\n'
)
Path(__file__).with_name("npy.json").write_text(text)
