import {
  componentOption,
  contextWithin,
  InvalidArgumentError,
  isComponent,
  isNdArray,
  ndArray,
  type ComponentInput,
  type NdArray,
  type RandomGenerator,
  type Sample,
  type SampleContext,
  type Transform,
} from '@lml/core';
import { after } from '@lml/core/engine';
import { z } from 'zod';

/** An augmentation as a function: a changed copy of an input; it draws from `random` and from nothing else. */
export type AugmentFunction = (input: NdArray, random: RandomGenerator) => NdArray;

/** An augmentation: a function, or a transform of samples that changes `input`. */
export type AugmentInput = AugmentFunction | ComponentInput<'transform'>;

/** One augmentation; a function becomes a transform of `input`. */
const augmentation = z.preprocess(
  (value) => (typeof value === 'function' && !isComponent(value) ? fromFunction(value as AugmentFunction) : value),
  componentOption('transform'),
);

/** One augmentation or a list of them, as a list. A union of zod's would lose what is wrong with the options of a transform. */
export const augmentations = z
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

/**
 * Views of a part of a sample, each made by all augmentations in turn. View `n` draws from the streams `view-<n>/…`.
 *
 * @throws `LML_INVALID_ARGUMENT` if the sample lacks the part, or an augmentation gives what is no view.
 */
export function viewsOf(
  sample: Sample,
  key: string,
  { index, augment, count }: { index: number; augment: readonly Transform[]; count: number },
  context: SampleContext,
): readonly unknown[] | Promise<readonly unknown[]> {
  if (!(key in sample)) {
    const remedy = `The sample has ${Object.keys(sample).join(', ')}.`;
    throw new InvalidArgumentError('key', `a part of sample ${index}`, key, remedy);
  }
  const views = Array.from({ length: count }, (_, view) =>
    viewOf(sample[key], augment, contextWithin(context, `view-${view}`)),
  );
  return views.some((view) => view instanceof Promise) ? Promise.all(views) : views;
}

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
    return after(sample, (value) => apply(transform.apply!(value, contextWithin(context, String(step))), step + 1));
  };
  const viewIn = (sample: Sample): unknown => {
    if ('input' in sample) return sample['input'];
    throw new InvalidArgumentError('augment', 'transforms that keep input', sample);
  };
  const result = apply({ input }, 0);
  return after(result, viewIn);
}

/** An augmentation of examples: noise. */
export function jitter({ data, shape }: NdArray, random: RandomGenerator): NdArray {
  return ndArray(
    Float32Array.from(data as ArrayLike<number>, (value) => value + random.normal(0, 0.1)),
    { shape },
  );
}
