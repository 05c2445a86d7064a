import { z } from 'zod';

import { platform } from '#platform';

import { defineComponent } from '../../../registry/define-component.js';
import type { Executor } from '../../../search/executor.js';
import { childProcesses } from './child-processes.js';

const shape = {
  /** How many processes at a time. Default: one fewer than there are processors, and at least one. */
  workers: z
    .int()
    .positive()
    .optional()
    .describe('How many processes at a time. Default: one fewer than there are processors, and at least one.'),
};

/** Options of {@link processes}. */
export interface ProcessesOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Does jobs in child processes of this machine. They have the environment, the working directory and the options of Node of this one,
 * start when they are needed, and stay for further jobs.
 *
 * - A process that dies, as by SIGKILL or for want of memory, is replaced, and its job done again, up to three times.
 * - They end with this one, whatever way it ends. Ctrl-C is this one's to act upon; it does not reach them.
 * - Closing cancels their jobs by the handler's `signal`, and ends what then still works after 5 seconds.
 * - Of what they print nothing is shown, so that many of them make no mess of a console: warnings alone are passed on, and the same
 *   words said once. What a dead one wrote to stderr at last stands in the error. `in-process` shows all.
 * - How many threads one computes with is up to the engine, `onnx({ threads: 1 })`: many processes with one thread each do more
 *   than few with many.
 *
 * @throws `LML_EXECUTOR` where there are no processes, as in a browser, and for a job whose process has died four times.
 *
 * @example
 * ```ts
 * import { processes } from '@lml/core';
 *
 * const queue = await processes({ workers: 4 }).open({ run: 'search', handler: async () => undefined });
 * queue.capacity; // => 4
 * await queue.close();
 * ```
 */
export const processes = defineComponent({
  kind: 'executor',
  name: 'processes',
  summary: 'Does jobs in child processes of this machine.',
  schema: z.strictObject(shape),
  create: ({ workers = Math.max(1, platform.processors - 1) }): Executor => ({
    // The handler of this process cannot travel: the program has one of its own.
    open: async () => childProcesses({ workers, program: new URL('../../../job-process.js', import.meta.url) }),
  }),
  examples: [{}, { workers: 4 }],
});
