import { defineComponent, ndArray, RandomState, type Dataset, InvalidArgumentError } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** How many words there are. Default: `24`. */
  samples: z.int().min(1).default(24).describe('How many words there are.'),
  /** The seed of words and noise. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed of words and noise.'),
};

/** Options of {@link speltSounds}. */
export interface SpeltSoundsOptions extends z.input<z.ZodObject<typeof shape>> {}

const [FRAMES, LETTERS, LONGEST] = [8, 3, 3] as const;

/**
 * Words of one to three letters as sounds: samples `{ input, target: { labels, labelLengths, inputLengths } }`. Each letter (1 to 3) lasts
 * for one or two of eight frames, float32 `[8, 4]`, with noise, silence between equal ones and behind; labels int32 `[3]`, filled up with 0.
 */
export const speltSounds = defineComponent({
  kind: 'dataset',
  name: 'spelt-sounds',
  summary: 'Words as frames of sounds, with the letters that they say.',
  schema: z.strictObject(shape),
  examples: [{}, { samples: 3, seed: 2 }],
  create: ({ samples, seed }): Dataset => ({
    open: () => undefined,
    length: samples,
    classNames: ['', 'a', 'b', 'c'],
    get(index) {
      if (!Number.isInteger(index) || index < 0 || index >= samples)
        throw new InvalidArgumentError('index', `a whole number from 0 to ${samples - 1}`, index);
      const random = new RandomState([seed, index]);
      const labels = Array.from({ length: 1 + random.randint(0, LONGEST) }, () => 1 + random.randint(0, LETTERS));
      const sounds = labels.flatMap((label, place) => [
        ...(label === labels[place - 1] ? [0] : []),
        ...(random.random() < 0.5 ? [label, label] : [label]),
      ]);
      const frames = random.normal(0, 0.1, FRAMES * (LETTERS + 1));
      for (let frame = 0; frame < FRAMES; frame++) frames[frame * (LETTERS + 1) + (sounds[frame] ?? 0)]! += 1;
      return {
        input: ndArray(Float32Array.from(frames), { shape: [FRAMES, LETTERS + 1] }),
        target: {
          labels: ndArray(Int32Array.from({ length: LONGEST }, (_, place) => labels[place] ?? 0)),
          labelLengths: ndArray(Int32Array.of(labels.length), { shape: [] }),
          inputLengths: ndArray(Int32Array.of(Math.min(FRAMES, sounds.length + 1)), { shape: [] }),
        },
      };
    },
  }),
});

declare module '@lml/core' {
  interface DatasetComponents {
    'spelt-sounds': typeof speltSounds;
  }
  interface DatasetOptions {
    'spelt-sounds': SpeltSoundsOptions;
  }
}
