"""pycocotools' part of `objects.mjs`: for each number of steps on standard input, the processor time of COCOeval in ms."""

import contextlib
import io
import sys
import time

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

images, classes = int(sys.argv[1]), 80
state = 1


def below(limit: int) -> int:
    global state
    state = (state * 1664525 + 1013904223) % 2**32
    return int(state / 2**32 * limit)


def box() -> list[int]:
    return [below(500), below(400), 4 + below(160), 4 + below(160)]


def annotation(image: int, place: list[int], label: int, **more: float) -> dict:
    return {"image_id": image, "category_id": label, "bbox": place, "area": place[2] * place[3], "iscrowd": 0, **more}


right, found = [], []
for image in range(images):
    there = [(box(), below(classes)) for _ in range(3 + below(9))]
    right += [annotation(image, place, label) for place, label in there]
    for _ in range(50 + below(51)):
        place, label = there[below(len(there))]
        near = below(3) == 0
        place = [side + below(9) for side in place] if near else box()
        label = label if near else below(classes)
        found.append(annotation(image, place, label, score=below(2**24) / 2**24))


def side(annotations: list[dict]) -> COCO:
    coco = COCO()
    listed = [{"id": image} for image in range(images)]
    coco.dataset = {"images": listed, "categories": [{"id": label} for label in range(classes)], "info": {}}
    coco.dataset["annotations"] = [{"id": number, **one} for number, one in enumerate(annotations, 1)]
    coco.createIndex()
    return coco


for line in sys.stdin:
    spent = 0.0
    with contextlib.redirect_stdout(io.StringIO()):
        for _ in range(int(line)):
            sides = side(right), side(found)
            start = time.process_time()
            evaluation = COCOeval(*sides, iouType="bbox")
            evaluation.evaluate()
            evaluation.accumulate()
            evaluation.summarize()
            spent += time.process_time() - start
    print(spent * 1000 / int(line), flush=True)
print(evaluation.stats[[0, 1, 8]].tolist(), file=sys.stderr)
