import type { BatchLoader } from '../data/batch-loader.js';
import type { HyperNumbers, NamedNumbers } from '../learning/optimizer.js';
import { disposeTree } from '../steps/read-tree.js';
import type { DeviceValue, StepInput, StepResult } from '../steps/step.js';
import { withSample } from './batch-fault.js';
import type { Session } from './session.js';
import { createYielder } from './yielder.js';

/** Training for a while whose effects are undone. */
export interface Rehearsal {
  /** Updates at the most. */
  readonly steps: number;
  /** The optimizer's numbers for an update, from 0, of those that are to be others than scheduled; `base` are those of its options. */
  numbers(index: number, base: HyperNumbers): NamedNumbers;
  /** Is told the loss of each update; with `false` it is the last. */
  seen(index: number, loss: number): boolean;
}

/** What a rehearsal is given by the run. */
export interface RehearsalParts {
  readonly session: Session;
  readonly loader: BatchLoader;
  /** The epoch of the data to begin with. */
  readonly epoch: number;
  /** Batches of an epoch that are used. */
  batchesIn(epoch: number): number | undefined;
  /** What the training step takes for an update, and for a batch of it. */
  inputOf(index: number, batch: number): StepInput;
  /** Whether the run is to end at once. */
  isStopped(): boolean;
}

/**
 * Trains on the data of a run, and puts all state back as it was. Callbacks hear nothing of it, but for their step hooks. Returns whether
 * it came to its end.
 */
export async function rehearse(parts: RehearsalParts, { steps, seen }: Omit<Rehearsal, 'numbers'>): Promise<boolean> {
  const { session, loader } = parts;
  const { engine, accumulate = 1 } = session;
  const [step] = session.trainingSteps;
  const turn = createYielder();
  const before = await engine.read();
  let [index, batch] = [0, 0];
  let losses: number[] = [];
  try {
    for (let epoch = parts.epoch; ; epoch++) {
      const length = parts.batchesIn(epoch);
      const begun = batch;
      for await (const loaded of loader.iterate(epoch)) {
        if (length !== undefined && loaded.index >= length) break;
        let result: StepResult;
        try {
          result = await engine.run(step!, loaded.batch, parts.inputOf(index, batch));
        } catch (error) {
          throw withSample(error, loaded.batch, { loader, epoch, batch: loaded.index });
        }
        losses.push(await lossOf(result));
        loaded.release();
        batch += 1;
        const isUpdate = (loaded.index + 1) % accumulate === 0 || loaded.index + 1 === length;
        if (parts.isStopped()) return false;
        if (!isUpdate) continue;
        if (step!.apply !== undefined) await engine.run(step!.apply, {}, parts.inputOf(index, batch - 1));
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
        losses = [];
        if (!seen(index, mean) || ++index === steps) return true;
        const pause = turn();
        if (pause !== undefined) await pause;
      }
      if (batch === begun) return true;
    }
  } finally {
    await engine.write(before);
  }
}

/** The loss of a step; all else is disposed. */
async function lossOf({ scalars, outputs }: StepResult): Promise<number> {
  const { loss, ...others } = scalars;
  disposeTree({ ...outputs, ...others });
  try {
    return Number((await (loss as DeviceValue).read()).data[0]);
  } finally {
    loss!.dispose();
  }
}
