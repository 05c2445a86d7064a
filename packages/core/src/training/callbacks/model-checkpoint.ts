import { z } from 'zod';

import { defineComponent } from '../../registry/define-component.js';
import { warn } from '../../node/warnings.js';
import type { Callback, RunContext } from '../callback.js';
import { nameAt } from '../checkpoints/checkpoint-name.js';
import { checkpointPath } from '../checkpoints/checkpoint-path.js';
import { parseKept, takeOver, type KeptCheckpoint } from '../checkpoints/kept-checkpoints.js';
import { createSnapshotWriter } from '../checkpoints/snapshot-writer.js';
import { intervalSchema, isDue } from '../interval.js';
import type { Clock } from '../../learning/clock.js';
import { checkMonitor, isBetter, lossName, modeOf, monitored, type MonitorMode } from '../monitor.js';
import type { ReportedValues } from '../training-events.js';

const shape = {
  /**
   * The number by which the best are kept. Default: 'validation/loss' where there are validation data, else 'train/loss'.
   */
  monitor: z
    .string()
    .optional()
    .describe(
      "The number by which the best are kept. Default: 'validation/loss' where there are validation data, else 'train/loss'.",
    ),
  /** Which way it should go. Default: as its metric says, else 'min'. */
  mode: z.enum(['min', 'max']).optional().describe("Which way it should go. Default: as its metric says, else 'min'."),
  /** How many of the best are kept; -1 keeps all, 0 none. Default: `1`. */
  saveTopK: z.int().min(-1).default(1).describe('How many of the best are kept; -1 keeps all, 0 none.'),
  /** Whether the latest is kept too. Default: `true`. */
  saveLast: z.boolean().default(true).describe('Whether the latest is kept too.'),
  /**
   * When to save the latest besides after each epoch, in batches, steps, samples or seconds: { every: 500, unit: 'step'
   * }.
   */
  every: intervalSchema
    .refine(
      ({ unit }) => unit !== 'epoch',
      'must have another unit than epoch: after each one the latest is saved anyway',
    )
    .optional()
    .describe(
      "When to save the latest besides after each epoch, in batches, steps, samples or seconds: { every: 500, unit: 'step' }.",
    ),
  /**
   * Whether frozen weights are in each checkpoint ('include'), or are left out and named by their hash ('reference'):
   * then they are taken from the model that it is loaded into, which must have the same. Default: `'include'`.
   */
  frozen: z
    .enum(['include', 'reference'])
    .default('include')
    .describe(
      "Whether frozen weights are in each checkpoint ('include'), or are left out and named by their hash ('reference'): then they are taken from the model that it is loaded into, which must have the same.",
    ),
};

/** Options of {@link modelCheckpoint}. */
export interface ModelCheckpointOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Writes checkpoints to `<run folder>/checkpoints/<id>/`: the best by a watched number, and the latest. Each is written
 * whole or not at all, and those that are no longer wanted are removed after the new one is there.
 *
 * Training waits while the state is copied, and goes on while it is written. Something is written every three seconds at most:
 * a checkpoint that is replaced sooner never is, and all that is wanted is there when the run ends, in whatever way. One that
 * cannot be written ends the run after the running step with `LML_CHECKPOINT`.
 *
 * A run that goes on from a checkpoint of another one copies that and the best of that one to its own folder, the very best alone
 * where all are kept. It removes only what it has written itself.
 *
 * @example
 * ```ts
 * import { modelCheckpoint, Trainer } from '@lml/core';
 *
 * new Trainer({ maxEpochs: 3, callbacks: [modelCheckpoint({ monitor: 'validation/loss', saveTopK: 2 })] }).options.maxEpochs; // => 3
 * ```
 */
export const modelCheckpoint = defineComponent({
  kind: 'callback',
  name: 'model-checkpoint',
  summary: 'Keeps the best checkpoints by a watched number, and the latest.',
  schema: z.strictObject(shape).refine(({ every, saveLast }) => every === undefined || saveLast, {
    path: ['every'],
    message: 'says when the latest is saved, which saveLast: false forbids',
  }),
  create: ({ monitor: wanted, mode, saveTopK, saveLast, every, frozen }, { name }): Callback => {
    // By name: a checkpoint tells of those beside it, and must not tell of places.
    let best: KeptCheckpoint[] = [];
    let last: string | undefined;
    /** Where the run was after the batch before, and at the end of the epoch before. */
    let seen: Clock | undefined;
    let closed: Clock | undefined;
    let run: RunContext | undefined;
    const wantedPaths = (): Set<string> =>
      new Set(
        [...(last === undefined ? [] : [last]), ...best.map(({ id }) => id)].map((id) => checkpointPath(run!, id)!),
      );
    let writer = createSnapshotWriter(wantedPaths, () => undefined);
    const monitorOf = (run: RunContext): string => wanted ?? lossName(run.validates);

    const save = async (run: RunContext, value: number | undefined): Promise<void> => {
      const direction = modeOf(run, monitorOf(run), mode);
      const worst = best.at(-1);
      const room = saveTopK === -1 || best.length < saveTopK;
      const good = value !== undefined && saveTopK !== 0 && (room || isBetter(value, worst?.value, direction));
      if (!good && !saveLast) return;
      const id = nameAt(run.clock);
      if (run.folder === undefined) return;
      await writer.ready();
      const before = { best, last };
      // Before it is written, so that the checkpoint itself says what is the best and the latest.
      if (saveLast) last = id;
      if (good) best = ranked([...best.filter((entry) => entry.id !== id), { id, value }], direction, saveTopK);
      try {
        writer.add((await run.snapshot(id, { frozen }))!);
      } catch (error) {
        ({ best, last } = before);
        throw error;
      }
    };
    const judge = (run: RunContext, values: ReportedValues): Promise<void> =>
      save(run, wanted === undefined ? values[monitorOf(run)] : monitored(values, wanted));
    return {
      name,
      phase: 'persist',
      monitor: wanted,
      mode,
      setup(context) {
        best = [];
        last = undefined;
        closed = undefined;
        run = context;
        writer = createSnapshotWriter(wantedPaths, () => context.stop('a checkpoint cannot be written'));
        if (context.action === 'fit') checkMonitor(context, monitorOf(context));
      },
      // Not where there is nothing to do: beside the smallest steps a hook counts.
      ...(every && {
        trainStart(run: RunContext) {
          seen = run.clock;
        },
        trainBatchEnd(run: RunContext) {
          const before = seen!;
          seen = run.clock;
          return isDue(every, before, run.clock) ? save(run, undefined) : undefined;
        },
      }),
      async validationEnd(run, values) {
        // After the end of an epoch, those weights are judged after all, since the run was asked to stop there.
        const isLate = closed?.step === run.clock.step && closed.epoch === run.clock.epoch;
        if (run.action === 'fit' && (run.judgedAt === 'validationEnd' || isLate)) await judge(run, values);
      },
      async trainEpochEnd(run, values) {
        closed = run.clock;
        if (run.judgedAt === 'trainEpochEnd' || !monitorOf(run).startsWith('validation/')) await judge(run, values);
        else if (saveLast) await save(run, undefined);
      },
      async trainEnd(run, reason) {
        if (reason === 'interrupted') await save(run, undefined);
        await writer.finish();
      },
      async teardown() {
        // Where something else went wrong, and is thrown.
        await writer.finish().catch((error: Error) => warn('LML_CHECKPOINT_NOT_WRITTEN', error.message));
      },
      checkpoints: () => ({ best: best[0]?.id, last }),
      save: () => ({ best, last }),
      async restore(state, checkpoint) {
        const kept = parseKept(state, checkpoint).best.slice(0, saveTopK === -1 ? 1 : saveTopK);
        if (run === undefined) return;
        const { copied, ...names } = await takeOver({ best: kept, latest: saveLast }, checkpoint, run);
        ({ best, last } = names);
        for (const path of copied) writer.owns(path);
      },
    };
  },
});

/** The best first, and no more than are kept. */
function ranked(saved: readonly KeptCheckpoint[], direction: MonitorMode, keep: number): KeptCheckpoint[] {
  const sorted = [...saved].sort((a, b) =>
    isBetter(a.value, b.value, direction) ? -1 : isBetter(b.value, a.value, direction) ? 1 : 0,
  );
  return keep === -1 ? sorted : sorted.slice(0, keep);
}
