import { componentOption, defineComponent, InvalidArgumentError, ndArray, type Dataset } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The texts. */
  texts: z.array(z.string()).min(1).readonly().describe('The texts.'),
  /** The class of each text, by its name. */
  labels: z.array(z.string()).readonly().describe('The class of each text, by its name.'),
  /** How texts become numbers. */
  tokenizer: componentOption('tokenizer').describe('How texts become numbers.'),
};

/** Options of {@link texts}. */
export interface TextsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Texts with classes: samples `{ input, length, target, metadata }` with the tokens, int32 `[length]`, how many they are, the number of
 * the class, and the text itself. Classes are numbered by their names in alphabetical order. Texts differ in length, so give
 * `data.collate` a `pad`.
 *
 * @throws `LML_INVALID_OPTIONS` where there are not as many labels as texts; from `get` `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @example
 * ```ts
 * import { characters, texts } from 'lml-plugin-showcase';
 *
 * const dataset = texts({ texts: ['ab', 'a'], labels: ['yes', 'no'], tokenizer: characters() });
 * dataset.classNames; // => ['no', 'yes']
 * dataset.get(0).input; // => { dtype: 'int32', shape: [2], data: Int32Array.of(2, 3) }
 * ```
 */
export const texts = defineComponent({
  kind: 'dataset',
  name: 'texts',
  summary: 'Texts with classes, as tokens of different number.',
  schema: z.strictObject(shape).refine(({ texts: all, labels }) => all.length === labels.length, {
    error: 'must be one for each text',
    path: ['labels'],
  }),
  examples: [{ texts: ['a b', 'c', 'a c b a'], labels: ['x', 'y', 'x'], tokenizer: 'characters' }],
  create({ texts: all, labels, tokenizer }) {
    const classNames = [...new Set(labels)].sort();
    return {
      classNames,
      length: all.length,
      open() {},
      get(index) {
        const text = all[index];
        if (text === undefined)
          throw new InvalidArgumentError('index', `a whole number from 0 to ${all.length - 1}`, index);
        const tokens = tokenizer.encode(text);
        return {
          input: ndArray(tokens),
          length: tokens.length,
          target: ndArray(classNames.indexOf(labels[index]!), { dtype: 'int32' }),
          metadata: { text },
        };
      },
    } satisfies Dataset;
  },
});

declare module '@lml/core' {
  interface DatasetComponents {
    texts: typeof texts;
  }
  interface DatasetOptions {
    texts: TextsOptions;
  }
}
