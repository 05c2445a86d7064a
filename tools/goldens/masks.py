"""Masks by run lengths, and polygons, by pycocotools."""

import numpy as np
import pycocotools.mask as coco

from golden_file import source, tensor, write

random = np.random.RandomState(451)


def blob(height: int, width: int, density: float = 0.5) -> np.ndarray:
    """A mask of some rectangles and some noise."""
    mask = np.zeros((height, width), dtype=np.uint8)
    for _ in range(3):
        top, left = random.randint(0, height), random.randint(0, width)
        mask[top : top + random.randint(1, height + 1), left : left + random.randint(1, width + 1)] = 1
    return mask ^ (random.random_sample((height, width)) < density * 0.1).astype(np.uint8)


def uncompressed(mask: np.ndarray) -> list[int]:
    flat = mask.flatten(order="F")
    counts, last, run = [], 0, 0
    for value in flat:
        if value != last:
            counts.append(run)
            last, run = value, 0
        run += 1
    return [*counts, run]


def plain(code: dict) -> dict:
    return {"size": [int(side) for side in code["size"]], "counts": code["counts"].decode("ascii")}


cases: list[dict] = []
shapes = [(1, 1), (1, 7), (9, 1), (4, 5), (8, 8), (13, 17), (40, 3), (31, 29)]
for height, width in shapes:
    for kind in ("blob", "empty", "full", "noise"):
        mask = {
            "blob": lambda: blob(height, width),
            "empty": lambda: np.zeros((height, width), np.uint8),
            "full": lambda: np.ones((height, width), np.uint8),
            "noise": lambda: (random.random_sample((height, width)) < 0.5).astype(np.uint8),
        }[kind]()
        code = coco.encode(np.asfortranarray(mask))
        cases.append({
            "name": f"{kind} of {height} × {width}",
            "part": "mask",
            "pixels": tensor(mask),
            "code": plain(code),
            "counts": uncompressed(mask),
            "area": int(coco.area(code)),
            "box": [int(side) for side in coco.toBbox(code)],
        })  # fmt: skip

for height, width in ((6, 7), (25, 30)):
    masks = [blob(height, width) for _ in range(4)] + [np.zeros((height, width), np.uint8)]
    codes = [coco.encode(np.asfortranarray(mask)) for mask in masks]
    crowds = [0, 1, 0, 1, 0]
    cases.append({
        "name": f"masks together, {height} × {width}",
        "part": "several",
        "codes": [plain(code) for code in codes],
        "either": plain(coco.merge(codes[:4], False)),
        "all": plain(coco.merge(codes[:2], True)),
        "crowds": crowds,
        "iou": tensor(np.array(coco.iou(codes, codes, [0] * 5))),
        "iouOfCrowds": tensor(np.array(coco.iou(codes, codes, crowds))),
    })  # fmt: skip

# A long run, whose difference to the one before the last is negative.
code = coco.encode(np.asfortranarray(np.repeat([[0, 1, 0, 1, 0]], [3000, 1, 40, 2, 957], axis=1).astype(np.uint8).reshape(4000, 1)))
cases.append({"name": "a long run", "part": "text", "code": plain(code), "counts": [3000, 1, 40, 2, 957]})


def polygon(name: str, points: list[list[float]], height: int, width: int) -> None:
    code = coco.merge(coco.frPyObjects(points, height, width))
    cases.append({
        "name": name, "part": "polygon", "polygons": points, "size": [height, width], "code": plain(code), "area": int(coco.area(code)),
    })  # fmt: skip


polygon("a square on whole pixels", [[1, 1, 4, 1, 4, 3, 1, 3]], 5, 6)
polygon("a square turned the other way", [[1, 3, 4, 3, 4, 1, 1, 1]], 5, 6)
polygon("a triangle", [[2.5, 1.2, 17.8, 8.9, 4.4, 14.1]], 16, 20)
polygon("two polygons that overlap", [[2, 2, 10, 2, 10, 9, 2, 9], [6.5, 5.5, 15.5, 5.5, 15.5, 12.25, 6.5, 12.25]], 14, 18)
polygon("beyond the image on all sides", [[-5.5, -3.25, 30, -4, 28.5, 25, -7, 22]], 12, 15)
polygon("partly beyond the image", [[-4.3, 5, 6, -3, 12.2, 8.8, 3, 17]], 12, 10)
polygon("outside the image", [[40, 40, 50, 40, 50, 50, 40, 50]], 12, 15)
polygon("corners on each other", [[3, 3, 3, 3, 9, 3, 9, 8, 9, 8, 3, 8]], 12, 15)
polygon("a line", [[2, 2, 10, 9, 2, 2]], 12, 15)
polygon("a star that crosses itself", [[10, 1, 15.5, 18, 1, 7, 19, 7, 4.5, 18]], 20, 20)
for count in (3, 5, 12, 30):
    angles = np.sort(random.random_sample(count) * 2 * np.pi)
    radius = 5 + 20 * random.random_sample(count)
    points = np.stack([32 + radius * np.cos(angles), 24 + radius * np.sin(angles)], axis=1).round(2).ravel().tolist()
    polygon(f"{count} corners", [points], 48, 64)
    polygon(f"{count} corners in fractions", [(random.random_sample(2 * count) * 60 - 5).tolist()], 48, 50)

write(
    "packages/metrics/src/masks/goldens/masks.json",
    source=source("pycocotools", "numpy"),
    script="tools/goldens/masks.py",
    cases=cases,
)
