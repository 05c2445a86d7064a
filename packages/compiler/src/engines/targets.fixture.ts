import { CompiledEngine, type CompiledEngineSettings } from '../engine/compiled-engine.js';
import type { Target } from '../engine/target.js';
import { onnxTarget } from '../targets/onnx/onnx-target.js';
import { referenceTarget } from '../targets/reference/reference-target.fixture.js';

/** The targets that every engine spec runs on. */
const targets: Readonly<Record<string, () => Target>> = {
  onnx: () => onnxTarget({ threads: 1 }),
  reference: referenceTarget,
};

/** An engine for each target, by name. */
export const compiledEngines = Object.entries(targets).map(
  ([name, target]) => [name, (settings?: CompiledEngineSettings) => new CompiledEngine(target(), settings)] as const,
);
