import {
  componentOption,
  defineComponent,
  isShape,
  modelGroup,
  UnsupportedModelError,
  type ApplyOptions,
  type Model,
  type ShapeTree,
  type TensorTree,
} from '@lml/core';
import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { averageOutputs, type Averaged } from '../shared/average-outputs.js';

const POSITIVE = 'must be a number above 0; leave out a member that is not to count';
const averaged = z.enum(['outputs', 'probabilities']);

const shape = {
  /** The models, which take the same inputs and give outputs of the same shapes. */
  members: z
    .array(componentOption('model'))
    .min(1, 'must have at least one model')
    .describe('The models, which take the same inputs and give outputs of the same shapes.'),
  /**
   * What is averaged: the outputs as they are, or the probabilities of logits; a record says it of each of several
   * outputs. Default: `'outputs'`.
   */
  average: z
    .union([averaged, z.record(z.string(), averaged)])
    .default('outputs')
    .describe(
      'What is averaged: the outputs as they are, or the probabilities of logits; a record says it of each of several outputs.',
    ),
  /** How much each member counts, in any unit. Default: all alike. */
  weights: z
    .array(z.number(POSITIVE).positive(POSITIVE))
    .optional()
    .describe('How much each member counts, in any unit. Default: all alike.'),
  /**
   * Whether classes do not exclude each other, so that each of several logits has a probability by itself. Default:
   * `false`.
   */
  multiLabel: z
    .boolean()
    .default(false)
    .describe('Whether classes do not exclude each other, so that each of several logits has a probability by itself.'),
};

/** Options of {@link ensemble}. */
export interface EnsembleOptions extends z.input<z.ZodObject<typeof shape>> {}

/** Several models whose outputs are averaged. Made by {@link ensemble}. */
export interface Ensemble extends Model {
  /** The models; each takes over weights of its own by `setWeights`, once it is built. */
  readonly members: readonly Model[];
}

/**
 * An ensemble: several models as one, whose output is the (weighted) average of theirs. So whatever takes a model takes an ensemble: a
 * predictor, a test, a checkpoint, an export to ONNX. Members may differ within, as long as inputs and outputs are alike; those of
 * cross-validation are the usual ones.
 *
 * - `average: 'outputs'`: the mean of the outputs, `z = Σᵢ wᵢ zᵢ`: for values, embeddings, probabilities. Of logits it is the geometric mean of
 *   the probabilities, so that an average of their logarithms would be the same.
 * - `average: 'probabilities'`: outputs are logits, and the mean is that of the probabilities, given as logits again, for what expects
 *   them: `z = log Σᵢ wᵢ softmax(zᵢ)`; for a single logit, or with `multiLabel`, `z = log p − log(1 − p)` of
 *   `p = Σᵢ wᵢ sigmoid(zᵢ)`.
 *
 * Weights `wᵢ` are divided by their sum. The weights of each member stand under `member_0/`, `member_1/`, …, and are drawn by that name,
 * so that members which are made alike differ. In training all are fitted together, to what their average is to be.
 *
 * Input and output are those of the members.
 *
 * @throws `LML_INVALID_OPTIONS` for no members, one that is there twice, or not one weight above 0 for each; from `build`
 * `LML_UNSUPPORTED_MODEL` for members whose outputs are not of the same shapes, and for an `average` of an output that they lack.
 *
 * @see Dietterich 2000, Ensemble Methods in Machine Learning; Lakshminarayanan, Pritzel and Blundell 2017, Simple and Scalable
 * Predictive Uncertainty Estimation using Deep Ensembles, for the mean of probabilities.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@lml/core';
 * import { ensemble, mlp } from '@lml/models';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const member = () => mlp({ inputSize: 4, hiddenSizes: [], outputSize: 3 });
 * const model = ensemble({ members: [member(), member()], average: 'probabilities' });
 * await model.build({ random: new RandomStreams(7) });
 * model.weights.map(({ name }) => name).slice(1, 3); // => ['member_0/dense_0/bias', 'member_1/dense_0/kernel']
 * tf.sum(tf.exp(model.apply(tf.ones([5, 4]))), 1); // => [1, 1, 1, 1, 1]
 * ```
 */
export const ensemble = defineComponent({
  kind: 'model',
  name: 'ensemble',
  summary: 'Several models as one, whose output is the average of theirs.',
  schema: z.strictObject(shape).superRefine(({ members, weights }, context) => {
    const complain = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (new Set(members).size < members.length) complain('members', 'must be models of their own, got one twice');
    if (weights !== undefined && weights.length !== members.length)
      complain('weights', `must be one for each of the ${members.length} members, got ${weights.length}`);
  }),
  conformance: { input: { shape: [2, 4] } },
  examples: [
    {
      members: [
        { name: 'mlp', inputSize: 4, hiddenSizes: [8], outputSize: 3 },
        { name: 'mlp', inputSize: 4, hiddenSizes: [], outputSize: 3 },
      ],
      weights: [2, 1],
    },
    {
      members: [
        { name: 'mlp', inputSize: 4, hiddenSizes: [], outputSize: 3 },
        { name: 'mlp', inputSize: 4, hiddenSizes: [5], outputSize: 3, dropout: 0.5, batchNorm: true },
      ],
      average: 'probabilities',
    },
    {
      members: [
        { name: 'mlp', inputSize: 4, hiddenSizes: [], outputSize: 1 },
        { name: 'mlp', inputSize: 4, hiddenSizes: [3], outputSize: 1 },
        { name: 'mlp', inputSize: 4, hiddenSizes: [], outputSize: 1 },
      ],
      average: 'probabilities',
      weights: [1, 2, 3],
    },
  ],
  create({ members, average, weights = members.map(() => 1), multiLabel }): Ensemble {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const shares = weights.map((weight) => weight / total);
    const averagedAt = (path: string): Averaged =>
      typeof average === 'string' ? average : (average[path] ?? 'outputs');
    const group = modelGroup(Object.fromEntries(members.map((member, index) => [`member_${index}`, member])));
    const scoped = Object.values(group.models);
    const outputShape = (): ShapeTree => members[0]!.outputShape;
    const { build, freeze, penalty, constrain, getWeights, setWeights, summary, dispose, read } = group;
    return {
      members: scoped,
      get weights() {
        return group.weights;
      },
      get outputShape() {
        return outputShape();
      },
      get inputs() {
        return members[0]!.inputs;
      },
      get isFresh() {
        const known = members.map(({ isFresh }) => isFresh);
        return known.includes(true) || (known.includes(undefined) ? undefined : false);
      },
      async build(context) {
        await build(context);
        const shapes = members.map((member) => shownShape(member.outputShape));
        const other = shapes.findIndex((own) => own !== shapes[0]);
        if (other >= 0) {
          throw new UnsupportedModelError(
            `The members of an ensemble must give outputs of the same shape: that of member 0 is ${shapes[0]}, that of member ${other} is ${shapes[other]}.`,
          );
        }
        checkOutputs(average, outputShape());
      },
      apply: <Output extends TensorTree = tf.Tensor>(inputs: TensorTree, options?: ApplyOptions): Output => {
        const outputs = scoped.map((member) => member.apply<TensorTree>(inputs, options));
        return averageOutputs(outputs, { shares, averaged: averagedAt, multiLabel }) as Output;
      },
      read,
      freeze: freeze!,
      penalty: penalty!,
      constrain: constrain!,
      getWeights,
      setWeights,
      summary,
      dispose,
    };
  },
});

/** A record names outputs that there are. */
function checkOutputs(average: string | Readonly<Record<string, unknown>>, outputs: ShapeTree): void {
  if (typeof average === 'string') return;
  const paths = pathsOf(outputs);
  const unknown = Object.keys(average).find((path) => !paths.includes(path));
  if (unknown === undefined) return;
  const found = paths.join() === '' ? 'there is one output, which has no name' : `they have ${paths.join(', ')}`;
  throw new UnsupportedModelError(
    `The members of an ensemble have no output '${unknown}' to be averaged by average.${unknown}; ${found}.`,
  );
}

function pathsOf(shapes: ShapeTree, path = ''): string[] {
  if (isShape(shapes)) return [path];
  return Object.entries(shapes).flatMap(([key, part]: [string, ShapeTree]) =>
    pathsOf(part, path === '' ? key : `${path}.${key}`),
  );
}

/** A shape, or those of several outputs, in words. */
function shownShape(shapes: ShapeTree): string {
  if (isShape(shapes)) return `[${shapes.map((size) => size ?? 'any').join(', ')}]`;
  const parts = Object.entries(shapes).map(([key, part]: [string, ShapeTree]) => `${key}: ${shownShape(part)}`);
  return `{ ${parts.join(', ')} }`;
}
