import {
  componentOption,
  contextWithin,
  defineComponent,
  InvalidArgumentError,
  isComponent,
  isNdArray,
  ndArray,
  type ComponentInput,
  type Dataset,
  type NdArray,
  type RandomGenerator,
  type Sample,
  type SampleContext,
  type Transform,
} from '@lml/core';
import { z } from 'zod';

import { defaultContext } from '../shared/default-context.js';
import { requireIndexed } from '../shared/indexed.js';

/** An augmentation as a function: a changed copy of an input; it draws from `random` and from nothing else. */
export type AugmentFunction = (input: NdArray, random: RandomGenerator) => NdArray;

/** An augmentation: a function, or a transform of samples that changes `input`. */
export type AugmentInput = AugmentFunction | ComponentInput<'transform'>;

const SUBJECT = "dataset 'contrastive'";

/** One augmentation; a function becomes a transform of `input`. */
const augmentation = z.preprocess(
  (value) => (typeof value === 'function' && !isComponent(value) ? fromFunction(value as AugmentFunction) : value),
  componentOption('transform'),
);

/** One augmentation or a list of them, as a list. A union of zod's would lose what is wrong with the options of a transform. */
const augmentations = z
  .any()
  .transform((value: unknown, context): readonly Transform[] => {
    const many = Array.isArray(value);
    const result = z
      .array(augmentation)
      .min(1, 'must be at least one')
      .safeParse(many ? value : [value]);
    if (result.success) {
      const ofBatches = result.data.findIndex(({ apply }) => apply === undefined);
      if (ofBatches < 0) return result.data;
      const message = 'must change single samples, got a transform of batches alone';
      context.addIssue({ code: 'custom', message, path: many ? [ofBatches] : [] });
      return z.NEVER;
    }
    for (const issue of result.error.issues) {
      // Core's notes on a component inside go along.
      const params = issue.code === 'custom' ? issue.params : undefined;
      context.addIssue({
        code: 'custom',
        message: issue.message,
        path: many ? issue.path : issue.path.slice(1),
        params,
      });
    }
    return z.NEVER;
  })
  // The mark by which core's JSON Schema points to a kind.
  .meta({
    anyOf: [{ 'x-lml-kind': 'transform' }, { type: 'array', minItems: 1, items: { 'x-lml-kind': 'transform' } }],
  }) as unknown as z.ZodType<readonly Transform[], AugmentInput | readonly AugmentInput[]>;

const shape = {
  /** Where the samples come from. */
  dataset: componentOption('dataset').describe('Where the samples come from.'),
  /** How a view is made of a sample: one augmentation, or several that are applied in turn. */
  augment: augmentations.describe(
    'How a view is made of a sample: one augmentation, or several that are applied in turn.',
  ),
  /** Which part of a sample is augmented. Default: `'input'`. */
  key: z.string().default('input').describe('Which part of a sample is augmented.'),
  /** Whether the samples keep their target, for metrics or a probe. Default: `false`. */
  keepTarget: z.boolean().default(false).describe('Whether the samples keep their target, for metrics or a probe.'),
};

/** Options of {@link contrastive}. */
export interface ContrastiveOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Pairs of views: each sample of `dataset` becomes `{ input, positive }`, two augmentations of the same. The rest of the
 * sample is dropped, but for `target` with `keepTarget`.
 *
 * Randomness comes from the sample's context only (streams `view-0/…` and `view-1/…`), so a pair depends on
 * (seed, epoch, index) and on nothing else; `get` without a context gives that of seed 0, epoch 0. A transform is shown
 * `{ input }`, whatever `key` is, and what it makes of `input` is the view.
 *
 * @throws `LML_INVALID_OPTIONS` if `dataset` is a stream, which has no indices to draw by. From `get`:
 * `LML_INVALID_ARGUMENT` if a sample lacks `key`, a function is given or gives something other than an array, or a
 * transform drops `input`.
 *
 * @see T. Chen et al. (2020), A Simple Framework for Contrastive Learning of Visual Representations,
 * https://arxiv.org/abs/2002.05709, figure 2.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { contrastive, unlabelled } from '@lml/datasets';
 *
 * const dataset = contrastive({
 *   dataset: unlabelled({ inputs: [[10, 20], [30, 40]] }),
 *   augment: ({ data, shape }, random) => ndArray(Float32Array.from(data as Float32Array, (x) => x + random.integer(10)), { shape }),
 * });
 * await dataset.open();
 * dataset.get(1); // => { input: { dtype: 'float32', shape: [2], data: Float32Array.of(34, 42) }, positive: { dtype: 'float32', shape: [2], data: Float32Array.of(37, 48) } }
 * ```
 */
export const contrastive = defineComponent({
  kind: 'dataset',
  name: 'contrastive',
  summary: 'Two augmented views of each sample of a dataset.',
  schema: z.strictObject(shape),
  examples: [
    {
      dataset: {
        name: 'unlabelled',
        inputs: [
          [1, 2],
          [3, 4],
        ],
      },
      augment: jitter,
    },
    { dataset: { name: 'labelled', inputs: [1, 2], targets: [0, 1] }, augment: [jitter, jitter], keepTarget: true },
  ],
  create: ({ dataset: given, augment, key, keepTarget }): Dataset => {
    const dataset = requireIndexed(given, SUBJECT);
    const pair = (sample: Sample, index: number, context: SampleContext): Sample | Promise<Sample> => {
      if (!(key in sample)) {
        const remedy = `The sample has ${Object.keys(sample).join(', ')}.`;
        throw new InvalidArgumentError('key', `a part of sample ${index}`, key, remedy);
      }
      const views = [0, 1].map((view) => viewOf(sample[key], augment, contextWithin(context, `view-${view}`)));
      const join = ([input, positive]: readonly unknown[]): Sample => ({
        input,
        positive,
        ...(keepTarget && 'target' in sample && { target: sample['target'] }),
      });
      return views.some((view) => view instanceof Promise) ? Promise.all(views).then(join) : join(views);
    };
    return {
      open: () => dataset.open(),
      get length() {
        return dataset.length;
      },
      // The targets alone, so that a splitter that asks for them does not augment every sample.
      get classNames() {
        return dataset.classNames;
      },
      get inputNames() {
        return key === 'input' ? dataset.inputNames : undefined;
      },
      get columns() {
        const target = keepTarget ? dataset.columns?.['target'] : undefined;
        return target && { target };
      },
      get(index, context = defaultContext(index)) {
        const sample = dataset.get(index, context);
        return sample instanceof Promise
          ? sample.then((value) => pair(value, index, context))
          : pair(sample, index, context);
      },
    };
  },
});

function fromFunction(augment: AugmentFunction): Transform {
  return {
    apply: ({ input }, context) => {
      const array = typeof input === 'number' ? ndArray(Float32Array.of(input), { shape: [] }) : input;
      if (!isNdArray(array)) {
        const remedy = 'Give a transform instead of a function for records, text and the like.';
        throw new InvalidArgumentError('input', 'an array, to be augmented by a function', input, remedy);
      }
      const view: unknown = augment(array, context.random('augment'));
      // A number is shown as a scalar array, and comes back as a number.
      if (isNdArray(view)) return { input: array !== input && view.shape.length === 0 ? Number(view.data[0]) : view };
      throw new InvalidArgumentError('augment', 'a function that returns an NdArray', view);
    },
  };
}

/** What the transforms make of an input, one after the other. Each has streams of its own. */
function viewOf(input: unknown, augment: readonly Transform[], context: SampleContext): unknown {
  const apply = (sample: Sample | Promise<Sample>, step: number): Sample | Promise<Sample> => {
    const transform = augment[step];
    if (transform === undefined) return sample;
    if (sample instanceof Promise) return sample.then((value) => apply(value, step));
    return apply(transform.apply!(sample, contextWithin(context, String(step))), step + 1);
  };
  const viewIn = (sample: Sample): unknown => {
    if ('input' in sample) return sample['input'];
    throw new InvalidArgumentError('augment', 'transforms that keep input', sample);
  };
  const result = apply({ input }, 0);
  return result instanceof Promise ? result.then(viewIn) : viewIn(result);
}

function jitter({ data, shape }: NdArray, random: RandomGenerator): NdArray {
  return ndArray(
    Float32Array.from(data as ArrayLike<number>, (value) => value + random.normal(0, 0.1)),
    { shape },
  );
}
