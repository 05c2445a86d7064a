import * as tf from '@tensorflow/tfjs';

import { ImpureStepError } from '../errors/impure-step-error.js';
import { warn } from '../node/warnings.js';
import { userLine } from '../errors/user-line.js';

type Method = (...args: unknown[]) => unknown;

type Forbidden = [holder: object, method: string, operation: string, remedy: string];

/** What a step may not use, and what to use instead. */
function forbidden(): Forbidden[] {
  const engine = tf.engine();
  const read = 'Keep the value a tensor (a learner logs it with context.log), or use tf.where instead of a branch.';
  const clock = 'Pass what changes from step to step by context.hyper.';
  return [
    [engine, 'readSync', 'the value of a tensor (dataSync, arraySync)', read],
    ...['data', 'array', 'buffer', 'bytes'].map((method): Forbidden => [
      tf.Tensor.prototype,
      method,
      'the value of a tensor (data, array)',
      read,
    ]),
    [
      engine,
      'makeVariable',
      'tf.variable',
      'Declare state before the first step: as a weight of the model, or a slot of the optimizer.',
    ],
    [
      tf.Variable.prototype,
      'assign',
      'Variable.assign',
      'Write state by context.write, under a name that was declared.',
    ],
    [Math, 'random', 'Math.random', 'Take random numbers from context.random, under the name of a stream.'],
    [Date, 'now', 'Date.now', clock],
    [performance, 'now', 'performance.now', clock],
  ];
}

/**
 * Runs a step while watching for what a pure function may not do.
 *
 * @throws `LML_IMPURE_STEP` at the first such thing, unless `mode` is `'warn'`.
 */
export function watchPurity<Value>(mode: 'error' | 'warn', run: () => Value): Value {
  const restore: (() => void)[] = [];
  for (const [holder, method, operation, remedy] of forbidden()) {
    const own = Object.getOwnPropertyDescriptor(holder, method);
    const original = (holder as Record<string, Method>)[method]!;
    const watched: Method = function (this: unknown, ...args) {
      const error = new ImpureStepError(operation, userLine(), remedy);
      if (mode === 'error') throw error;
      warn(error.code, error.message);
      return original.apply(this, args);
    };
    Object.defineProperty(holder, method, { value: watched, configurable: true, writable: true });
    restore.push(() => {
      if (own === undefined) delete (holder as Record<string, unknown>)[method];
      else Object.defineProperty(holder, method, own);
    });
  }
  try {
    return run();
  } finally {
    for (const undo of restore.reverse()) undo();
  }
}
