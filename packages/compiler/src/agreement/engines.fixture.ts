import { eager, type Engine } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { CompilingEngine } from '../engine/compiled-engine.js';
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

/** Makes an engine that has to agree with the eager one. */
export interface CreateEngine {
  (): Engine & Partial<Pick<CompilingEngine, 'compilations'>>;
  /** Whether it computes with TensorFlow.js's kernels: where these are wrong it takes the subject's reference, as the eager engine does. */
  readonly usesKernels?: boolean;
}

/** Trains a subject on an engine; a step that falls back to running op by op is an error, with the reason. */
export async function trainOnEngine(create: CreateEngine, subject: Subject, steps: number): Promise<Trained> {
  await tf.setBackend('cpu');
  const engine = create();
  await engine.setup({ seed: SEED });
  // A warning is given once for the same words, so each step has a name of its own.
  const make = create.usesKernels === true ? subject.reference : subject.make;
  const prepared = await prepare(subject, make, `descent ${count++}`);
  try {
    return await compiledOnly(engine, () => trainOn(engine, prepared, { steps }), 2);
  } finally {
    engine.dispose();
    prepared.dispose();
  }
}

/** Runs something without warnings; an engine that compiles steps has to compile so many for it, each once. */
export async function compiledOnly<Value>(
  engine: ReturnType<CreateEngine>,
  run: () => Promise<Value>,
  steps = 1,
): Promise<Value> {
  const value = await withoutWarnings(run);
  if (engine.compilations !== undefined) expect(engine.compilations).toHaveLength(steps);
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
