"""The small datasets that come with scikit-learn: data modules for the datasets package, and facts about them."""

import base64
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_linnerud, load_wine

from golden_file import REPOSITORY, number, source, write

DATA_FOLDER = REPOSITORY / "packages/datasets/src/embedded"
LINE_LENGTH = 115


@dataclass
class Embedded:
    """A dataset, the arrays that are embedded (in this order), and what its module says about it."""

    name: str
    load: Callable[[], Any]
    arrays: Callable[[Any], list[np.ndarray]]
    title: str
    origin: list[str]
    layout: str


DATASETS = [
    Embedded(
        name="digits",
        load=load_digits,
        arrays=lambda loaded: [loaded.images.astype("u1"), loaded.target.astype("u1")],
        title="Handwritten digits: 1797 images of 8 × 8 pixels with values from 0 to 16, in 10 classes.",
        origin=[
            "E. Alpaydin, C. Kaynak (1998), Optical Recognition of Handwritten Digits, the test set;",
            "UCI Machine Learning Repository, https://doi.org/10.24432/C50P49, licence CC BY 4.0;",
        ],
        layout="uint8 images [1797, 8, 8], then uint8 labels [1797].",
    ),
    Embedded(
        name="iris",
        load=load_iris,
        arrays=lambda loaded: [loaded.data.astype("<f8"), loaded.target.astype("u1")],
        title="Iris: length and width of sepals and petals of 150 flowers, in cm, in 3 classes.",
        origin=[
            "R. A. Fisher (1936), The use of multiple measurements in taxonomic problems, values as in the paper;",
            "UCI Machine Learning Repository, https://doi.org/10.24432/C56C76, licence CC BY 4.0;",
        ],
        layout="float64 measurements [150, 4], then uint8 labels [150].",
    ),
    Embedded(
        name="diabetes",
        load=load_diabetes,
        arrays=lambda loaded: [loaded.data.astype("<f8"), loaded.target.astype("<f8")],
        title="Diabetes: 10 variables of 442 patients, each centred and scaled to a sum of squares of 1,\n"
        " * and a measure of how the disease progressed within a year.",
        origin=[
            "B. Efron, T. Hastie, I. Johnstone, R. Tibshirani (2004), Least Angle Regression;",
            "https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html, no licence of its own stated;",
        ],
        layout="float64 variables [442, 10], then float64 targets [442].",
    ),
    Embedded(
        name="wine",
        load=load_wine,
        arrays=lambda loaded: [loaded.data.astype("<f8"), loaded.target.astype("u1")],
        title="Wine: 13 results of a chemical analysis of 178 wines, in 3 classes.",
        origin=[
            "S. Aeberhard, M. Forina (1991), Wine;",
            "UCI Machine Learning Repository, https://doi.org/10.24432/C5PC7J, licence CC BY 4.0;",
        ],
        layout="float64 results [178, 13], then uint8 labels [178].",
    ),
    Embedded(
        name="breast-cancer",
        load=load_breast_cancer,
        arrays=lambda loaded: [loaded.data.astype("<f8"), loaded.target.astype("u1")],
        title="Breast cancer (Wisconsin, diagnostic): 30 measures of the cell nuclei of 569 tumours, in 2 classes.",
        origin=[
            "W. Wolberg, O. Mangasarian, N. Street, W. Street (1993), Breast Cancer Wisconsin (Diagnostic);",
            "UCI Machine Learning Repository, https://doi.org/10.24432/C5DW2B, licence CC BY 4.0;",
        ],
        layout="float64 measures [569, 30], then uint8 labels [569].",
    ),
    Embedded(
        name="linnerud",
        load=load_linnerud,
        arrays=lambda loaded: [loaded.data.astype("<f8"), loaded.target.astype("<f8")],
        title="Linnerud: three exercises of 20 men, and three measures of their bodies.",
        origin=["M. Tenenhaus (1998), La régression PLS: théorie et pratique, no licence of its own stated;"],
        layout="float64 exercises [20, 3], then float64 measures [20, 3].",
    ),
]


def raw_bytes(arrays: list[np.ndarray]) -> bytes:
    return b"".join(np.ascontiguousarray(array).tobytes() for array in arrays)


def write_module(dataset: Embedded, raw: bytes) -> None:
    encoded = base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode("ascii")
    lines = [encoded[start : start + LINE_LENGTH] for start in range(0, len(encoded), LINE_LENGTH)]
    first, *others = dataset.name.split("-")
    constant = first + "".join(word.capitalize() for word in others)
    origin = "\n".join(f" * {text}" for text in dataset.origin)
    file = DATA_FOLDER / f"{dataset.name}.data.ts"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"""/**
 * {dataset.title}
 *
 * Source:
{origin}
 * taken from {source("scikit-learn")} (`{dataset.load.__name__}`), copyright the scikit-learn developers, licence BSD-3-Clause.
 *
 * Base64 of gzip of: {dataset.layout}
 * Little-endian, in C order; {len(raw)} bytes with SHA-256
 * {hashlib.sha256(raw).hexdigest()}.
 *
 * Made by tools/goldens/datasets.py.
 */
export const {constant}Data: string = [
"""
        + "".join(f"  '{text}',\n" for text in lines)
        + "].join('');\n",
        encoding="utf-8",
    )
    print(f"{file.relative_to(REPOSITORY)}: {file.stat().st_size} bytes")


def plain(values: np.ndarray) -> list:
    return [plain(row) if row.ndim else number(row) for row in np.asarray(values)]


def facts(dataset: Embedded, loaded: Any, arrays: list[np.ndarray], raw: bytes) -> dict:
    """Rows are flat: 64 pixels for an image. Means are of columns, and of all targets together."""
    rows, targets = loaded.data, loaded.target
    entry = {
        "name": dataset.name,
        "shapes": [list(array.shape) for array in arrays],
        "dtypes": [str(array.dtype) for array in arrays],
        "bytes": len(raw),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "featureNames": list(loaded.feature_names),
    }
    if "target_names" in loaded:
        entry["targetNames"] = [str(name) for name in loaded.target_names]
    if np.issubdtype(targets.dtype, np.integer):
        entry["classCounts"] = np.bincount(targets).tolist()
    return {
        **entry,
        "firstRows": plain(rows[:3]),
        "lastRow": plain(rows[-1:])[0],
        "firstTargets": plain(targets[:3]),
        "lastTarget": plain(targets[-1:])[0],
        "columnMeans": plain(rows.mean(axis=0)),
        "columnMinima": plain(rows.min(axis=0)),
        "columnMaxima": plain(rows.max(axis=0)),
        "targetMean": number(targets.mean()),
    }


if __name__ == "__main__":
    cases = []
    for dataset in DATASETS:
        loaded = dataset.load()
        arrays = dataset.arrays(loaded)
        raw = raw_bytes(arrays)
        write_module(dataset, raw)
        cases.append(facts(dataset, loaded, arrays, raw))
    write(
        "packages/datasets/src/goldens/datasets.json",
        source=source("scikit-learn", "numpy"),
        script="tools/goldens/datasets.py",
        cases=cases,
    )
