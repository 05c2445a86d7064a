"""Runs exported models by ONNX Runtime's own Python package and compares: python run_onnx.py <folder>.

Prints a line of JSON for each model: its name, the relative distance of its outputs, whether labels are the same, and the
domains of the ops that it uses.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

for path in sorted(Path(sys.argv[1]).glob("*.json")):
    case = json.loads(path.read_text())
    given, expected = case["given"], case["expected"]
    inputs = np.array(given["data"], dtype=given["dtype"]).reshape(given["shape"])
    model = onnx.load(path.with_suffix(".onnx"))
    onnx.checker.check_model(model, full_check=True)

    def run(file):
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        (entry,) = session.get_inputs()
        return session.run(None, {entry.name: inputs})[0]

    output = run(path.with_suffix(".onnx"))
    labels = run(path.with_name(f"{path.stem}-labels.onnx"))
    wanted = np.array(expected["output"]).reshape(expected["shape"])
    distance = float(np.linalg.norm(output - wanted) / np.linalg.norm(wanted))
    print(
        json.dumps(
            {
                "name": path.stem,
                "shape": list(output.shape),
                "distance": distance,
                "labels": labels.tolist() == expected["labels"],
                "domains": sorted({node.domain for node in model.graph.node}),
                "batch": model.graph.input[0].type.tensor_type.shape.dim[0].dim_param,
            }
        )
    )
