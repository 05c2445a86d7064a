import { eager } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { CompilingEngine } from '../engine/compiled-engine.js';
import { onnx, type OnnxOptions } from '../engines/onnx.js';
import { prepare, trainOn, type Subject, type Trained } from './agreement.fixture.js';

/** The seed of dropout and noise. */
const SEED = 3;

let count = 0;

/** Trains a subject eagerly on the cpu backend. */
export async function trainEagerly(subject: Subject, steps: number): Promise<Trained> {
  await tf.setBackend('cpu');
  const engine = eager();
  await engine.setup({ seed: SEED });
  const prepared = await prepare(subject, subject.reference);
  try {
    return await trainOn(engine, prepared, { steps });
  } finally {
    engine.dispose();
    prepared.dispose();
  }
}

/** Trains a subject in compiled steps; a step that falls back to running op by op is an error, with the reason. */
export async function trainCompiled(
  subject: Subject,
  steps: number,
  settings: OnnxOptions = { threads: 1 },
): Promise<Trained> {
  await tf.setBackend('cpu');
  const engine = onnx(settings);
  await engine.setup({ seed: SEED });
  // A warning is given once for the same words, so each step has a name of its own.
  const prepared = await prepare(subject, subject.make, `descent ${count++}`);
  try {
    return await compiledOnly(engine, () => trainOn(engine, prepared, { steps }), 2);
  } finally {
    engine.dispose();
    prepared.dispose();
  }
}

/** Runs something for which so many steps are compiled, once; and throws the warnings if they were not, or if there are any. */
export async function compiledOnly<Value>(
  engine: CompilingEngine,
  run: () => Promise<Value>,
  steps = 1,
): Promise<Value> {
  const value = await withoutWarnings(run);
  expect(engine.compilations).toHaveLength(steps);
  return value;
}

/** Runs something, and throws what is warned of meanwhile: that a step runs op by op, above all. */
export async function withoutWarnings<Value>(run: () => Promise<Value>): Promise<Value> {
  const said: string[] = [];
  const { emitWarning } = process;
  process.emitWarning = (message: unknown) => void said.push(String(message));
  try {
    const value = await run();
    expect(said).toEqual([]);
    return value;
  } catch (error) {
    // The warning may tell why it failed.
    throw said.length > 0 ? new Error([error instanceof Error ? error.message : '', ...said].join('\n')) : error;
  } finally {
    process.emitWarning = emitWarning;
  }
}
