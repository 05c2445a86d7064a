// The data of loading.mjs, which its worker threads import too: images, and transforms that take their time.
import { defineComponent, ndArray, registerPlugin } from '@lml/core';
import { z } from 'zod';

const SIZE = 64;

/** Random images [3, 64, 64], one for all samples: reading costs nothing. */
export const benchImages = defineComponent({
  kind: 'dataset',
  name: 'bench-images',
  summary: 'Images that cost nothing to read.',
  schema: z.strictObject({ length: z.int() }),
  create: ({ length }) => {
    const image = ndArray(Float32Array.from({ length: 3 * SIZE * SIZE }, Math.sin), { shape: [3, SIZE, SIZE] });
    return { open: () => undefined, length, get: (index) => ({ input: image, target: index % 10 }) };
  },
});

/** Waits for some milliseconds, and keeps its thread meanwhile, as work would. */
export const benchWait = defineComponent({
  kind: 'transform',
  name: 'bench-wait',
  summary: 'Waits for some milliseconds.',
  schema: z.strictObject({ milliseconds: z.number() }),
  create: ({ milliseconds }) => {
    const pause = new Int32Array(new SharedArrayBuffer(4));
    return {
      apply(sample) {
        if (milliseconds > 0) Atomics.wait(pause, 0, 0, milliseconds);
        return sample;
      },
    };
  },
});

/** Filters each channel by 7 × 7 numbers, in nested loops. */
export const benchFilter = defineComponent({
  kind: 'transform',
  name: 'bench-filter',
  summary: 'Filters images by 7 × 7 numbers.',
  schema: z.strictObject({}),
  create: () => ({
    apply(sample) {
      const { data, shape } = /** @type {import('@lml/core').NdArray<'float32'>} */ (sample['input']);
      const filtered = new Float32Array(data.length);
      for (let channel = 0; channel < 3; channel++)
        for (let row = 3; row < SIZE - 3; row++)
          for (let column = 3; column < SIZE - 3; column++) {
            let sum = 0;
            for (let down = -3; down <= 3; down++)
              for (let right = -3; right <= 3; right++)
                sum +=
                  Number(data[(channel * SIZE + row + down) * SIZE + column + right]) /
                  (2 + down * down + right * right);
            filtered[(channel * SIZE + row) * SIZE + column] = sum;
          }
      return { ...sample, input: ndArray(filtered, { shape }) };
    },
  }),
});

registerPlugin({
  name: 'lml-bench-loading',
  version: '1.0.0',
  apiVersion: 1,
  components: [benchImages, benchWait, benchFilter],
});
