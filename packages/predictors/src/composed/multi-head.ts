import { componentOption, defineComponent, nestedPredictor, type AnyPredictor, type Predicted } from '@lml/core';
import { z } from 'zod';

import { classification } from '../classification/classification.js';
import { regression } from '../regression/regression.js';

const shape = {
  /** The predictor of each output, by its name; for a list of outputs by its number. */
  predictors: z
    .record(z.string(), componentOption('predictor'))
    .describe('The predictor of each output, by its name; for a list of outputs by its number.'),
  /** The names of the classes of an output, by its name. Default: those of the dataset, for each. */
  classNames: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe('The names of the classes of an output, by its name. Default: those of the dataset, for each.'),
};

/** Options of {@link multiHead}. */
export interface MultiHeadOptions extends z.input<z.ZodObject<typeof shape>> {}

/** A predictor for each of several outputs. Made by {@link multiHead}. */
export interface MultiHead extends AnyPredictor {
  /** A record with those of all outputs for each sample. */
  decode: NonNullable<AnyPredictor['decode']>;
}

/**
 * A predictor for each of several outputs: predictions are a record with theirs, and so are the records of samples. Outputs without
 * a predictor are left out.
 *
 * Those that learn are fitted together, each to its output and its target (one target is that of all), and keep what they have learnt
 * under the names of their outputs.
 *
 * @throws `LML_INVALID_OPTIONS` for no predictors, class names of outputs that have none, or predictors that learn from different data;
 * `LML_INVALID_ARGUMENT` for an output that the model lacks; and what the predictors throw.
 *
 * @example
 * ```ts
 * import { applyPredictor, ndArray } from '@lml/core';
 * import { classification, multiHead, regression } from '@lml/predictors';
 *
 * const predictor = multiHead({ predictors: { kind: classification(), size: regression({ scale: 10 }) } });
 * const prediction = await applyPredictor(predictor, { kind: ndArray([[0, 2]]), size: ndArray([[0.5]]) });
 * predictor.decode(prediction, { classNames: ['cat', 'dog'] }); // => [{ kind: { label: 'dog', index: 1 }, size: 5 }]
 * ```
 */
export const multiHead = defineComponent({
  kind: 'predictor',
  name: 'multi-head',
  summary: 'A predictor for each of several outputs.',
  schema: z.strictObject(shape).superRefine(({ predictors, classNames = {} }, context) => {
    const complain = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    const heads = Object.keys(predictors);
    if (heads.length === 0) complain(['predictors'], 'must name at least one output and its predictor');
    const sources = sourcesOf(predictors);
    if (sources.length > 1)
      complain(['predictors'], `must learn from the same data, got some that learn from ${sources.join(' and ')} data`);
    for (const head of Object.keys(classNames)) {
      if (!heads.includes(head))
        complain(['classNames', head], `must be of an output that has a predictor: ${heads.join(', ')}`);
    }
  }),
  conformance: { output: [{ shape: [12, 3] }, { shape: [12, 1] }], target: [{ shape: [12] }, { shape: [12] }] },
  examples: [
    { predictors: { 0: classification(), 1: regression() } },
    { predictors: { 1: regression({ scale: 10 }) } },
  ],
  create({ predictors, classNames = {} }, { name }): MultiHead {
    const nested = Object.entries(predictors).map(([head, each]) => [head, nestedPredictor(head, each)] as const);
    const learning = nested.map(([, each]) => each).filter(({ fit }) => fit !== undefined);
    return {
      name,
      trees: true,
      heads: nested.flatMap(([, { heads }]) => heads),
      predict: (output, context) =>
        Object.fromEntries(nested.map(([head, each]) => [head, each.predict(output, context)])),
      target: (target) => Object.fromEntries(nested.map(([head, each]) => [head, each.target(target)])),
      decode(prediction, { metadata, classNames: all }) {
        const records = nested.map(([head, each]) => {
          const own = (prediction as Readonly<Record<string, Predicted>>)[head]!;
          return [head, each.decode(own, { metadata, classNames: classNames[head] ?? all })] as const;
        });
        return records[0]![1].map((_, row) => Object.fromEntries(records.map(([head, own]) => [head, own[row]])));
      },
      ...(learning.length > 0 && {
        fitOn: learning[0]!.fitOn,
        async fit(outputs, targets) {
          for (const each of learning) await each.fit!(outputs, targets);
        },
        state() {
          const states = learning.map((each) => each.state?.());
          return states.includes(undefined) ? undefined : states.flatMap((entries) => entries!);
        },
        load(values) {
          for (const each of learning) each.load?.(values);
        },
      }),
    };
  },
});

/** The data that predictors learn from, of those that learn. */
function sourcesOf(predictors: Readonly<Record<string, AnyPredictor>>): string[] {
  const learning = Object.values(predictors).filter(({ fit }) => fit !== undefined);
  return [...new Set(learning.map(({ fitOn = 'train' }) => fitOn))];
}
