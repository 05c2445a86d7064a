import { z } from 'zod';

import { defineComponent } from '../../../registry/define-component.js';
import type { Executor } from '../../../search/executor.js';
import { jobLine } from './job-line.js';

/**
 * Does jobs in this process, one after the other. Nothing has to travel, so that an error has its whole stack, a debugger stops where
 * it is told to, and what learners print is seen; but a job that takes all memory takes the whole process with it.
 *
 * @example
 * ```ts
 * import { inProcess } from '@lml/core';
 *
 * const queue = await inProcess().open({ run: 'doubles', handler: async ({ data }) => 2 * (data as number) });
 * queue.capacity; // => 1
 * await queue.run({ id: 'a', data: 21, priority: 0 }, { signal: new AbortController().signal }); // => 42
 * await queue.close();
 * ```
 */
export const inProcess = defineComponent({
  kind: 'executor',
  name: 'in-process',
  summary: 'Does jobs in this process, one after the other.',
  schema: z.strictObject({}),
  create: (): Executor => ({
    isLocal: true,
    open: async ({ handler }) => jobLine({ capacity: 1, perform: handler }),
  }),
});
