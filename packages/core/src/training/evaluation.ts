import type { DataLoader } from '../data/data-loader.js';
import type { JudgedBatch } from './callback.js';
import { createMetricLedger } from './metric-ledger.js';
import { createScalars } from './scalars.js';
import type { Session } from './session.js';
import { createYielder } from './yielder.js';

/** After so many batches what is on the device is read and moved to the host. */
export const SEGMENT = 64;

/** Judges a stage batch by batch: yields after each, returns loss and metrics by full name. */
export async function* evaluateStage(
  session: Session,
  stage: 'validation' | 'test',
  loader: DataLoader,
  batches: number | undefined,
): AsyncGenerator<JudgedBatch, Record<string, number>> {
  const { engine, learner, register } = session;
  const step = session.evaluationStep(stage);
  const scalars = createScalars(`${stage}/`, register);
  const ledger = createMetricLedger(learner, stage, engine);
  const turn = createYielder();
  try {
    for await (const loaded of loader.iterate(0)) {
      const { batch, index, size } = loaded;
      if (batches !== undefined && index >= batches) break;
      const pending = engine.run(step, batch, { step: index, hyper: learner.hyper });
      const result = pending instanceof Promise ? await pending : pending;
      loaded.release();
      scalars.add(result.scalars, size);
      ledger.note(result.outputs);
      if ((index + 1) % SEGMENT === 0) await Promise.all([scalars.flush(), ledger.spill()]);
      yield { index, size, batches };
      const pause = turn();
      if (pause !== undefined) await pause;
    }
    await Promise.all([scalars.flush(), ledger.spill()]);
    return { ...scalars.epoch(), ...ledger.results() };
  } finally {
    scalars.dispose();
    ledger.dispose();
  }
}
