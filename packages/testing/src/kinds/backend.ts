import { LmlError, type Backend } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { MachineConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { numbersOf, ready, readTensors } from '../shared/tensors.js';

/** Backend: it starts, more than once, and computes. */
export const backendSuite: KindSuite = {
  use: (backend: Backend, one: Case) => started(backend, one, compute),
  checks: [
    caseCheck<Backend>(
      'backend/start',
      'becomes the current backend when started, more than once, and computes',
      async (backend, one) => {
        await started(backend, one, async () => {
          ensure(
            tf.getBackend() === backend.name,
            `it is named '${backend.name}', but the current backend is '${tf.getBackend()}'`,
          );
          await backend.start();
          ensure(tf.getBackend() === backend.name, `started again, the current backend is '${tf.getBackend()}'`);
          const result = await compute();
          ensure(
            result.join(', ') === '5, 11, -1',
            `[[1, 2], [3, 4]] · [1, 2], then the derivative of x² − 3x at 1, are [${result.join(', ')}] on it`,
          );
        });
      },
    ),
  ],
};

async function compute(): Promise<number[]> {
  const { product, slope } = await readTensors(() => ({
    product: tf.matMul(
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
      tf.tensor2d([[1], [2]]),
    ),
    slope: tf.grad((x) => tf.sub(tf.square(x), tf.mul(3, x)))(tf.scalar(1)),
  }));
  return [...numbersOf(product), ...numbersOf(slope)];
}

/** Starts a backend, runs something, and goes back to the one of before. */
async function started<Value>(
  backend: Backend,
  { conformance }: Case,
  run: () => Promise<Value>,
): Promise<Value | undefined> {
  await ready();
  const before = tf.getBackend();
  try {
    await backend.start();
    return await run();
  } catch (error) {
    const { optional = false } = (conformance ?? {}) as MachineConformance;
    if (optional && LmlError.isInstance(error, 'LML_MISSING_FEATURE')) return undefined;
    throw error;
  } finally {
    await tf.setBackend(before);
  }
}
