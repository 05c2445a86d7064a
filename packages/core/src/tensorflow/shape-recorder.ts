import type * as tf from '@tensorflow/tfjs';

import { UntraceableStepError } from '../errors/untraceable-step-error.js';
import { userLine } from '../errors/user-line.js';
import { kernelShapes } from './kernel-shapes/index.js';
import type { KernelDType, KernelValue } from './kernel-shapes/infer.js';
import { symbolicTensor, withSymbolicBackend, type SymbolicRecorder } from './symbolic-backend.js';

/** Answers with shapes and data types, and remembers nothing. */
const recorder: SymbolicRecorder = {
  kernel(name, inputs, attributes) {
    const infer = kernelShapes[name];
    if (infer === undefined) throw new UntraceableStepError(`it uses the kernel '${name}'`, userLine());
    const made = infer(inputs as unknown as Readonly<Record<string, KernelValue>>, attributes);
    return made.map(({ shape, dtype }) => ({ dataId: {}, shape: [...shape], dtype }));
  },
  constant: () => ({}),
};

/**
 * Runs a function whose TensorFlow.js ops infer shapes and compute nothing.
 *
 * @throws `LML_UNTRACEABLE_STEP` for a kernel whose shapes are not known.
 */
export function withShapesOnly<Value>(run: () => Value): Value {
  return withSymbolicBackend(recorder, run);
}

/** A tensor of which there is only shape and data type; inside {@link withShapesOnly} only. */
export function shapeTensor(shape: readonly number[], dtype: KernelDType): tf.Tensor {
  return symbolicTensor({ dataId: {}, shape: [...shape], dtype });
}
