"""Writes golden files: `make.py losses` for a package, `make.py losses mse huber` for some of its components."""

import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main(package: str, *components: str) -> None:
    for module in sorted((FOLDER / package).glob("*.py")):
        if module.stem != "__init__":
            importlib.import_module(f"{package}.{module.stem}")
    getattr(importlib.import_module(package), package).write(list(components))


if __name__ == "__main__":
    main(*sys.argv[1:])
