import { z } from 'zod';

import { platform } from '#platform';

import { ambient } from '../../ambient.js';
import { defineComponent } from '../../registry/define-component.js';
import { schemaFor } from '../../registry/schema-for.js';
import { formatNumber, formatSeconds } from '../format.js';
import type { Logger, LogRecord } from '../logger.js';

/** The notices that were printed in this process. */
const printed = ambient('notices', () => new Set<string>());

/**
 * Prints a line for each epoch and each test: numbers by name, and the time so far. Single steps are not printed. What the
 * engine has to say is printed when a run begins, the same words once a process.
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
  summary: 'Prints a line for each epoch and each test.',
  schema: schemaFor<Record<string, never>>()(z.strictObject({})),
  create: (): Logger => ({
    name: 'console',
    open({ notice, checkpoint }) {
      if (notice !== undefined && !printed.has(notice)) {
        printed.add(notice);
        print(notice);
      }
      if (checkpoint !== undefined) print(`checkpoint  ${checkpoint}`);
    },
    log(record) {
      if (record.type !== 'step') print(describe(record));
    },
  }),
});

function print(line: string): void {
  // A drawn progress bar goes on below the line.
  if (platform.terminal !== undefined) platform.terminal.writeLine(line);
  else platform.print(line);
}

function describe({ type, clock, values }: LogRecord): string {
  const head = type === 'epoch' ? `epoch ${String(clock.epoch).padStart(3)}` : type;
  const numbers = Object.entries(values)
    .filter(([name]) => !name.includes('/lr'))
    .map(([name, value]) => `${name} ${formatNumber(value)}`);
  const time = type === 'epoch' ? [formatSeconds(clock.seconds)] : [];
  return [head, ...numbers, ...time].join('  ');
}

declare module '../../registry/kinds.js' {
  interface LoggerComponents {
    /** See {@link consoleLogger}. */
    console: typeof consoleLogger;
  }
}
