import { z } from 'zod';

import { platform } from '#platform';

import type { Terminal } from '../../node/platform.js';
import { defineComponent } from '../../registry/define-component.js';
import type { Callback, RunContext } from '../callback.js';
import { formatNumber, formatSeconds } from '../format.js';

const shape = {
  /** Milliseconds between two drawings. Default: `100`. */
  refreshEvery: z.number().min(0).default(100).describe('Milliseconds between two drawings.'),
};

/** Options of {@link progressBar}. */
export interface ProgressBarOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Draws one line with the epoch, a bar, the loss so far and the time, on a terminal; elsewhere it does nothing.
 *
 * @example
 * ```ts
 * import { progressBar } from '@lml/core';
 *
 * progressBar({ refreshEvery: 500 }).name; // => 'progress-bar'
 * ```
 */
export const progressBar = defineComponent({
  kind: 'callback',
  name: 'progress-bar',
  summary: 'Draws the progress of a run on a terminal.',
  schema: z.strictObject(shape),
  create: ({ refreshEvery }, { name }): Callback => {
    let drawn = 0;
    let numbers = '';
    const draw = async (run: RunContext, terminal: Terminal, bar: Omit<Progress, 'numbers'>): Promise<void> => {
      if (run.action === 'fit') {
        const values = await run.readEpoch();
        const shown = ['train/loss', ...run.barNames].filter((name) => name in values);
        numbers = shown.map((name) => `  ${name.replace(/^train\//, '')} ${formatNumber(values[name]!)}`).join('');
      }
      terminal.rewriteLine(barLine({ ...bar, numbers }, run, terminal.columns));
    };
    /** Draws if it is time to; almost always there is nothing to do, and nothing to await. */
    const show = (run: RunContext, label: string | undefined, done: number, batches: number | undefined) => {
      const now = performance.now();
      if (now - drawn < refreshEvery) return undefined;
      const { terminal } = platform;
      if (terminal === undefined) return undefined;
      drawn = now;
      return draw(run, terminal, { label: label ?? epochLabel(run), done, batches });
    };
    const clear = (): void => platform.terminal?.rewriteLine('');
    return {
      name,
      showsProgress: true,
      phase: 'observe',
      setup() {
        drawn = 0;
        numbers = '';
      },
      trainBatchEnd: (run) => show(run, undefined, run.position, batchesOf(run)),
      validationBatchEnd: (run, { index, batches }) => show(run, 'validation', index + 1, batches),
      testBatchEnd: (run, { index, batches }) => show(run, 'test', index + 1, batches),
      predictBatchEnd: (run, { index, batches }) => show(run, 'predict', index + 1, batches),
      trainEpochEnd: clear,
      teardown: clear,
    };
  },
});

/** The batches of the running epoch, of which `maxSteps` may leave fewer than there are. */
function batchesOf({ batchesPerEpoch, position, limits, clock }: RunContext): number | undefined {
  const { maxSteps, accumulate } = limits;
  if (maxSteps === undefined) return batchesPerEpoch;
  // Those of the running window are done in part.
  const left = Math.max(0, maxSteps - clock.step) * accumulate - (position % accumulate);
  return Math.min(batchesPerEpoch ?? Infinity, position + left);
}

function epochLabel({ clock, limits }: RunContext): string {
  return `epoch ${clock.epoch + 1}${limits.maxEpochs === undefined ? '' : `/${limits.maxEpochs}`}`;
}

const WIDTH = 24;

interface Progress {
  readonly label: string;
  readonly done: number;
  readonly batches: number | undefined;
  readonly numbers: string;
}

function barLine({ label, done, batches, numbers }: Progress, { action, clock }: RunContext, columns: number): string {
  const filled = batches === undefined ? 0 : Math.min(WIDTH, Math.round((WIDTH * done) / batches));
  const bar = batches === undefined ? '' : `  ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
  const of = batches === undefined ? '' : `/${batches}`;
  const time = action === 'fit' ? `  ${formatSeconds(clock.seconds)}` : '';
  return `${label}${bar}  ${done}${of}${numbers}${time}`.slice(0, columns - 1);
}
