// A plugin with a dataset and transforms, for worker threads: it writes into a file what it does, and can be slow, fail or end its thread.
import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { defineComponent, FileFormatError, ndArray, registerPlugin, warn } from '@lml/core';
import { z } from 'zod';

export const numbered = defineComponent({
  kind: 'dataset',
  name: 'numbered',
  summary: 'Samples that hold their number.',
  schema: z.strictObject({
    length: z.int(),
    /** Samples that have no row. */
    bad: z.array(z.int()).default([]),
  }),
  create: ({ length, bad }) => ({
    open: () => {},
    length,
    source: (row) => ({ file: 'numbers.csv', row }),
    get(index) {
      if (bad.includes(index)) throw new FileFormatError(`row ${index} of numbers.csv is empty`);
      return { input: ndArray([index, index / 2]), target: index % 3 };
    },
  }),
});

export const numberStream = defineComponent({
  kind: 'dataset',
  name: 'number-stream',
  summary: 'A stream of numbers, noisy.',
  schema: z.strictObject({ length: z.int() }),
  create: ({ length }) => ({
    open: () => {},
    *iterate({ random }) {
      const draw = random('noise');
      for (let at = 0; at < length; at++) yield { input: ndArray([at, draw.uniform()]), target: at % 3 };
    },
  }),
});

/** Notes what it changes in a file; waits at some samples until a file is there. */
export const watched = defineComponent({
  kind: 'transform',
  name: 'watched',
  summary: 'Notes what it changes, and in which thread.',
  schema: z.strictObject({
    log: z.string().optional(),
    waitFor: z.string().optional(),
    waitAt: z.array(z.int()).default([]),
    exitAt: z.array(z.int()).default([]),
    eatAt: z.array(z.int()).default([]),
    warning: z.string().optional(),
    odd: z.boolean().default(false),
  }),
  create: ({ log, waitFor, waitAt, exitAt, eatAt, warning, odd }) => ({
    async apply(sample, { index }) {
      if (log !== undefined) appendFileSync(log, `${index} ${threadId}\n`);
      if (warning !== undefined) warn('LML_WATCHED', warning);
      while (waitAt.includes(index) && !existsSync(waitFor)) await rest(5);
      if (exitAt.includes(index)) process.exit(7);
      if (eatAt.includes(index)) for (const eaten = []; ;) eaten.push(new Array(2 ** 20).fill(index));
      return odd ? { ...sample, metadata: () => index } : sample;
    },
  }),
});

/** Adds noise to a sample, and then to a batch, and what it has learnt. */
export const noisy = defineComponent({
  kind: 'transform',
  name: 'noisy',
  summary: 'Adds noise, and the mean of the training data.',
  schema: z.strictObject({ scale: z.number().default(1) }),
  create({ scale }) {
    let learnt;
    return {
      apply(sample, { random }) {
        const { data, ...rest } = sample.input;
        const draw = random('noise');
        return { ...sample, input: { ...rest, data: data.map((value) => value + draw.normal(0, scale) - learnt) } };
      },
      async fit(samples) {
        let [sum, count] = [0, 0];
        for await (const { input } of samples) {
          sum += input.data[0];
          count += 1;
        }
        learnt = sum / count;
      },
      state: () => (learnt === undefined ? undefined : { mean: ndArray([learnt], { dtype: 'float64' }) }),
      load: ({ mean }) => void ([learnt] = mean.data),
    };
  },
});

/** Draws one number for a whole batch, and adds up the indices of its samples. */
export const mixed = defineComponent({
  kind: 'transform',
  name: 'mixed',
  summary: 'Multiplies a batch by a number that is drawn for it.',
  schema: z.strictObject({}),
  create: () => ({
    applyBatch(batch, { random, indices, stage, epoch }) {
      const factor = random('factor').uniform();
      const { data, ...rest } = batch.input;
      const sum = Array.from(indices ?? []).reduce((total, index) => total + index, 0);
      const place = ndArray(new Float64Array(data.length / 2).fill(sum + epoch + (stage === 'train' ? 0.5 : 0)));
      return { ...batch, input: { ...rest, data: data.map((value) => value * factor) }, place };
    },
  }),
});

registerPlugin({
  name: 'slow-data',
  version: '1.0.0',
  apiVersion: 1,
  components: [numbered, numberStream, watched, noisy, mixed],
});
