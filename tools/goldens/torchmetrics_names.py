"""The names of torchmetrics' classes by package, read from its sources, so that they do not depend on what else is installed."""

import ast
from pathlib import Path

import torchmetrics

from golden_file import source, write

ROOT = Path(torchmetrics.__file__).parent
PACKAGES = (
    "aggregation audio classification clustering detection image multimodal nominal regression retrieval segmentation shape text video wrappers"
).split()


def classes(package: str) -> list[str]:
    """What a package exports; of a module without such a list its classes."""
    folder = ROOT / package
    init = folder / "__init__.py"
    path = init if init.exists() else ROOT / f"{package}.py"
    tree = ast.parse(path.read_text())
    names = [
        element.value
        for node in ast.walk(tree)
        if isinstance(node, (ast.Assign, ast.AugAssign))
        and "__all__" in ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        for element in getattr(node.value, "elts", [])
        if isinstance(element, ast.Constant)
    ]
    if not names:
        names = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    return sorted({name for name in names if name[0].isupper() and not name.startswith("Base")})


write(
    "packages/metrics/src/catalogue/goldens/torchmetrics.json",
    source=source("torchmetrics"),
    script="tools/goldens/torchmetrics_names.py",
    cases=[{"name": "collections", "classes": ["CompositionalMetric", "MetricCollection"]}]
    + [{"name": package, "classes": classes(package)} for package in PACKAGES],
)
