import { CompiledEngine, type CompiledEngineSettings } from '../engine/compiled-engine.js';
import type { Target } from '../engine/target.js';
import { onnxTarget } from '../targets/onnx/onnx-target.js';
import { referenceTarget } from '../targets/reference/reference-target.fixture.js';
import { hasTensorflow } from '../targets/tensorflow/lowering.fixture.js';
import { tensorflowTarget } from '../targets/tensorflow/tensorflow-target.js';

/** The targets that every engine spec runs on. */
const targets: Readonly<Record<string, () => Target>> = {
  onnx: () => onnxTarget({ threads: 1 }),
  reference: referenceTarget,
  ...(hasTensorflow ? { tensorflow: tensorflowTarget } : {}),
};

/** An engine for each target, by name. */
export const compiledEngines = Object.entries(targets).map(([name, target]) => {
  const create = (settings?: CompiledEngineSettings): CompiledEngine => new CompiledEngine(target(), settings);
  return [name, Object.assign(create, { usesKernels: name === 'reference' })] as const;
});
