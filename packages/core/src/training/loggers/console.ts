import { z } from 'zod';

import { platform } from '#platform';

import { ambient } from '../../node/ambient.js';
import { defineComponent } from '../../registry/define-component.js';
import { formatColumn } from '../format.js';
import type { Logger, LogRecord, Monitor } from '../logger.js';
import { isBetter } from '../monitor.js';
import { createConsoleTable } from './console-table.js';
import { describeEnd } from './describe-end.js';

/** The notices that were printed in this process. */
const printed = ambient('notices', () => new Set<string>());

/** The width of the table where it goes to no terminal. */
const WIDTH = 100;

/**
 * Prints a table with a line for each epoch: each number in a column of its own, the time so far, and a star where an epoch is the
 * best by now; at the end why the run stopped, where its checkpoints are and how to go on. A test is a list of its numbers. Single
 * steps are not printed, nor are arrays and figures, which the report and `json-lines` have. What the engine has to say is printed when a run begins, the same words once a process.
 *
 * @example
 * ```ts
 * import { consoleLogger } from '@lml/core';
 *
 * consoleLogger().name; // => 'console'
 * ```
 */
export const consoleLogger = defineComponent({
  kind: 'logger',
  name: 'console',
  summary: 'Prints a table of epochs, and how a run ended.',
  schema: z.strictObject({}),
  create: (_options, { name }): Logger => {
    let table = createConsoleTable(WIDTH);
    let monitor: Monitor | undefined;
    let best: { readonly epoch: number; readonly value: number } | undefined;
    const isBest = ({ clock: { epoch }, values }: LogRecord): boolean => {
      const value = monitor === undefined ? undefined : values[monitor.name];
      if (value === undefined || !isBetter(value, best?.value, monitor!.mode)) return false;
      best = { epoch, value };
      return true;
    };
    return {
      name,
      printsOnConsole: true,
      open({ notice, fold, checkpoint, resumedFrom, history = [], monitor: watched }) {
        if (notice !== undefined && !printed.has(notice)) {
          printed.add(notice);
          platform.print(notice);
        }
        if (fold !== undefined) platform.print(`fold        ${fold + 1}`);
        if (checkpoint !== undefined) platform.print(`checkpoint  ${checkpoint}`);
        if (resumedFrom !== undefined) platform.print(`resumed     ${resumedFrom}`);
        table = createConsoleTable(platform.printWidth ?? WIDTH);
        monitor = watched;
        best = undefined;
        history.forEach(isBest);
      },
      log(record) {
        if (record.type === 'step') return;
        const lines = record.type === 'epoch' ? table.linesOf(record, isBest(record)) : list(record);
        lines.forEach(platform.print);
      },
      close(end) {
        if (best !== undefined)
          platform.print(`* best      epoch ${best.epoch}, ${monitor!.name} ${formatColumn(best.value)}`);
        describeEnd(end).forEach(platform.print);
      },
    };
  },
});

/** Numbers below each other. */
function list({ values }: LogRecord): string[] {
  const names = Object.keys(values);
  const width = Math.max(...names.map((name) => name.length));
  const numbers = names.map((name) => formatColumn(values[name]));
  const digits = Math.max(...numbers.map((text) => text.length));
  return names.map((name, index) => `${name.padEnd(width)}  ${numbers[index]!.padStart(digits)}`);
}
