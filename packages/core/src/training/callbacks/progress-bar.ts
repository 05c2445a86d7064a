import { z } from 'zod';

import { platform } from '#platform';

import { defineComponent } from '../../registry/define-component.js';
import { schemaFor } from '../../registry/schema-for.js';
import type { Callback, RunContext } from '../callback.js';
import { formatNumber, formatSeconds } from '../format.js';

/** Options of {@link progressBar}. */
export interface ProgressBarOptions {
  /** Milliseconds between two drawings. Default 100. */
  refreshEvery?: number | undefined;
}

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
  schema: schemaFor<ProgressBarOptions>()(
    z.strictObject({ refreshEvery: z.number().min(0).default(100).describe('Milliseconds between two drawings.') }),
  ),
  create: ({ refreshEvery }): Callback => {
    let drawn = 0;
    let numbers = '';
    const draw = async (run: RunContext, label: string, done: number, batches: number | undefined): Promise<void> => {
      const { terminal } = platform;
      const now = performance.now();
      if (terminal === undefined || now - drawn < refreshEvery) return;
      drawn = now;
      if (run.action === 'fit') {
        const values = await run.readEpoch();
        const shown = ['train/loss', ...run.barNames].filter((name) => name in values);
        numbers = shown.map((name) => `  ${name.replace(/^train\//, '')} ${formatNumber(values[name]!)}`).join('');
      }
      terminal.rewriteLine(barLine({ label, done, batches, numbers }, run, terminal.columns));
    };
    const clear = (): void => platform.terminal?.rewriteLine('');
    const epochLabel = ({ clock, limits }: RunContext): string =>
      `epoch ${clock.epoch + 1}${limits.maxEpochs === undefined ? '' : `/${limits.maxEpochs}`}`;
    return {
      name: 'progress-bar',
      phase: 'observe',
      setup() {
        drawn = 0;
        numbers = '';
      },
      trainBatchEnd: (run) => draw(run, epochLabel(run), run.position, run.batchesPerEpoch),
      validationBatchEnd: (run, { index, batches }) => draw(run, 'validation', index + 1, batches),
      testBatchEnd: (run, { index, batches }) => draw(run, 'test', index + 1, batches),
      predictBatchEnd: (run, { index, batches }) => draw(run, 'predict', index + 1, batches),
      trainEpochEnd: clear,
      teardown: clear,
    };
  },
});

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

declare module '../../registry/kinds.js' {
  interface CallbackComponents {
    /** See {@link progressBar}. */
    'progress-bar': typeof progressBar;
  }
}
