import { z } from 'zod';

import { platform } from '#platform';

import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { MissingFeatureError } from '../../errors/missing-feature-error.js';
import { defineComponent } from '../../registry/define-component.js';
import { createBackgroundWork } from '../background-work.js';
import { metricsFile } from '../checkpoints/checkpoint-path.js';
import type { Logger, LogRecord } from '../logger.js';

/** Milliseconds for which records are gathered: each writing takes a core from training for a moment. */
const REST = 1000;

const shape = {
  /** The file. Default: metrics.jsonl in the run folder. */
  path: z.string().optional().describe('The file. Default: metrics.jsonl in the run folder.'),
};

/** Options of {@link jsonLines}. */
export interface JsonLinesOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Adds one JSON object a line to a file: `{ type, epoch, step, batch, samples, seconds, …numbers by name, details }`, so that any
 * x-axis can be plotted. Arrays and figures of metrics stand under `details`, by name and
 * with all their values; an array is `{ dtype, shape, data }`. Numbers that JSON does not have are written as
 * `"NaN"`, `"Infinity"`, `"-Infinity"`.
 *
 * Where a validation, a test or a fold belongs to no run, and no path is given, there is nothing to add to and nothing is written.
 *
 * Lines are written in the background, within a second; `close` writes what is left.
 *
 * @throws `LML_MISSING_FEATURE` where there are no files; `LML_INVALID_ARGUMENT` without a path for a fit without a folder.
 *
 * @example
 * ```ts
 * import { jsonLines } from '@lml/core';
 *
 * jsonLines({ path: 'metrics.jsonl' }).name; // => 'json-lines'
 * ```
 */
export const jsonLines = defineComponent({
  kind: 'logger',
  name: 'json-lines',
  summary: 'Adds one JSON object a line to a file.',
  schema: z.strictObject(shape),
  create: ({ path }, { name }): Logger => {
    let file = '';
    let records: LogRecord[] = [];
    const writing = createBackgroundWork();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = (): void => {
      clearTimeout(timer);
      timer = undefined;
      const gathered = records;
      records = [];
      if (gathered.length > 0) writing.start(async () => platform.files!.append(file, gathered.map(lineOf).join('')));
    };
    return {
      name,
      open({ folder, action, fold }) {
        if (platform.files === undefined)
          throw new MissingFeatureError('The json-lines logger writes a file, which a browser cannot.');
        file = path ?? (folder === undefined ? '' : metricsFile(folder));
        if (file === '' && action === 'fit' && fold === undefined) {
          throw new InvalidArgumentError('path', 'given where the run has no folder', path);
        }
      },
      log(record) {
        if (file === '') return;
        writing.check();
        records.push(record);
        timer ??= setTimeout(flush, REST);
      },
      async close() {
        flush();
        await writing.finish();
      },
    };
  },
});

function lineOf({ type, clock, values, details }: LogRecord): string {
  return `${JSON.stringify({ type, ...clock, ...values, ...(details !== undefined && { details }) }, plain)}\n`;
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
