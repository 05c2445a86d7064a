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
    let loss = '';
    const draw = async (run: RunContext, label: string, done: number): Promise<void> => {
      const { terminal } = platform;
      const now = performance.now();
      if (terminal === undefined || now - drawn < refreshEvery) return;
      drawn = now;
      if (run.action === 'fit') {
        const value = (await run.readEpoch())['train/loss'];
        loss = value === undefined ? '' : `  loss ${formatNumber(value)}`;
      }
      terminal.rewriteLine(barLine(run, label, done, loss, terminal.columns));
    };
    const clear = (): void => platform.terminal?.rewriteLine('');
    const epochLabel = ({ clock, limits }: RunContext): string =>
      `epoch ${clock.epoch + 1}${limits.maxEpochs === undefined ? '' : `/${limits.maxEpochs}`}`;
    return {
      name: 'progress-bar',
      phase: 'observe',
      setup() {
        drawn = 0;
        loss = '';
      },
      trainBatchEnd: (run) => draw(run, epochLabel(run), run.position),
      validationBatchEnd: (run, { index }) => draw(run, 'validation', index + 1),
      testBatchEnd: (run, { index }) => draw(run, 'test', index + 1),
      predictBatchEnd: (run, { index }) => draw(run, 'predict', index + 1),
      trainEpochEnd: clear,
      teardown: clear,
    };
  },
});

const WIDTH = 24;

function barLine(
  { action, batchesPerEpoch, clock }: RunContext,
  label: string,
  done: number,
  loss: string,
  columns: number,
): string {
  const filled = batchesPerEpoch === undefined ? 0 : Math.min(WIDTH, Math.round((WIDTH * done) / batchesPerEpoch));
  const bar = batchesPerEpoch === undefined ? '' : `  ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
  const of = batchesPerEpoch === undefined ? '' : `/${batchesPerEpoch}`;
  const time = action === 'fit' ? `  ${formatSeconds(clock.seconds)}` : '';
  return `${label}${bar}  ${done}${of}${loss}${time}`.slice(0, columns - 1);
}

declare module '../../registry/kinds.js' {
  interface CallbackComponents {
    'progress-bar': typeof progressBar;
  }
}
