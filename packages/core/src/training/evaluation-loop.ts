import type { NamedLoader } from '../data/data-module.js';
import type { Clock } from '../learning/clock.js';
import { clockNumbers } from '../learning/step-clock.js';
import type { StepResult } from '../steps/step.js';
import { nonFiniteLoss, withSample } from './batch-fault.js';
import type { JudgedBatch } from './callback.js';
import { withDetails } from './details.js';
import { createMetricLedger } from './metric-ledger.js';
import { createPatience, untilSilent, type Patience } from './patience.js';
import { createScalars } from './scalars.js';
import type { Session } from './session.js';
import { createYielder } from './yielder.js';

/** After so many batches what is on the device is read and moved to the host. */
export const SEGMENT = 64;

/**
 * Judges a stage batch by batch: yields after each, returns loss and metrics by full name. A batch of which nothing counts (all its
 * targets are ignored, say) counts nothing. Where `patience` gave the data up, there are no results.
 *
 * @throws `LML_NON_FINITE_LOSS` if the loss of a batch is not finite, or nothing counts in any.
 */
export async function* evaluationLoop(
  session: Session,
  stage: 'validation' | 'test',
  { set, loader }: NamedLoader,
  batches: number | undefined,
  patience: Patience = createPatience(),
  clock?: Clock,
): AsyncGenerator<JudgedBatch, Record<string, number>> {
  const { engine, learner, register, memory, seed } = session;
  const step = session.evaluationStep(stage);
  const scalars = createScalars(`${stage}/`, register);
  const ledger = createMetricLedger({ learner, engine, seed, stage, set, classNames: session.data.classNames, memory });
  const turn = createYielder();
  const flush = async (): Promise<void> => {
    await scalars.flush();
    const { firstNonFinite: batch } = scalars;
    if (batch !== undefined) throw await nonFiniteLoss(learner, stage, { loader, epoch: 0, batch }, batch);
  };
  const hyper = clock === undefined ? learner.hyper : { ...learner.hyper, ...clockNumbers(clock) };
  engine.beginEpoch?.(stage);
  try {
    for await (const loaded of untilSilent(loader.iterate(0), patience, `the ${stage} data`)) {
      const { batch, index, size } = loaded;
      if (batches !== undefined && index >= batches) break;
      let result: StepResult;
      try {
        const pending = engine.run(step, batch, { step: index, hyper });
        result = pending instanceof Promise ? await pending : pending;
      } catch (error) {
        throw withSample(error, batch, { loader, epoch: 0, batch: index });
      }
      scalars.add(result.scalars, size);
      const counting = ledger.note(result.outputs, batch, index);
      if (counting !== undefined) await counting;
      loaded.release();
      if ((index + 1) % SEGMENT === 0) {
        await flush();
        await ledger.spill();
      }
      yield { index, size, batches };
      const pause = turn();
      if (pause !== undefined) await pause;
    }
    if (patience.gaveUp) return {};
    await flush();
    const { numbers, details } = await ledger.results();
    const values = { ...scalars.epoch(), ...numbers };
    session.details = withDetails(session.details, stage, details);
    await ledger.reset();
    // Not a number would be as wrong as none: a monitor would never hear of it.
    if (!(`${stage}/loss` in values)) throw await nonFiniteLoss(learner, stage, { loader, epoch: 0, batch: 0 }, 0);
    return values;
  } finally {
    scalars.dispose();
    ledger.dispose();
  }
}
