import {
  componentOption,
  defineComponent,
  InvalidArgumentError,
  isNdArray,
  isTensor,
  joinStates,
  measureLoss,
  nestedLoss,
  sumHeads,
  treePart,
  type ScoreScale,
  type TreeLoss,
  type LossHead,
  type StateOwner,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { mse } from '../regression/mse.js';
import { learntWeights } from './learnt-weights.js';

const shape = {
  /** The loss of each output, by its name; for a list of outputs by its number. */
  losses: z
    .record(z.string(), componentOption('loss'))
    .describe('The loss of each output, by its name; for a list of outputs by its number.'),
  /** What each loss is multiplied by, or 'learnt' from how well each can be learnt. Default: 1 each. */
  weights: z
    .union([z.record(z.string(), z.number()), z.literal('learnt')])
    .optional()
    .describe("What each loss is multiplied by, or 'learnt' from how well each can be learnt. Default: 1 each."),
};

/** Options of {@link multiHead}. */
export interface MultiHeadOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The weighted sum of a loss for each of several outputs: $`\sum_h w_h L_h`$. The prediction is a record (or a list) of
 * outputs. A target that is a record has a target for each; any other target is that of all. So it is with sample weights.
 *
 * With `weights: 'learnt'` it is $`\sum_h e^{-s_h} L_h + s_h`$, where each s is learnt, from 0, the logarithm of a variance: a loss that
 * stays large counts less. For squared errors this is twice the form of the paper, which has factors ½. The s, in the order of the heads,
 * are a weight of the loss, `loss/logVariances`.
 *
 * Each term keeps its own divisor, so that the loss of an epoch, and accumulated gradients, are those of one large batch
 * though heads ignore different samples. Terms are logged as `loss/<head>`, learnt weights included,
 * those of a loss of several terms as `loss/<head>/<term>`. Outputs without a loss are left alone.
 *
 * @throws `LML_INVALID_OPTIONS` for no losses, weights of heads that have none, a loss with `reduction: 'none'`, or sums and losses of several terms where
 * weights are learnt;
 * `LML_INVALID_ARGUMENT`, from the loss, for an output that the prediction lacks; and what the losses throw.
 *
 * @example
 * ```ts
 * import { crossEntropy, mse, multiHead } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = multiHead({ losses: { kind: crossEntropy(), size: mse() }, weights: { size: 0.5 } });
 * const prediction = { kind: tf.tensor2d([[0, 0]]), size: tf.tensor1d([3]) };
 * loss(prediction, { kind: tf.tensor1d([1], 'int32'), size: tf.tensor1d([1]) }); // => Math.LN2 + 0.5 * 4
 * multiHead({ losses: { size: mse() }, weights: 'learnt' })(prediction, { size: tf.tensor1d([1]) }); // => 4
 * ```
 *
 * @see Kendall, Gal, Cipolla 2017, Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics
 */
export const multiHead = defineComponent({
  kind: 'loss',
  name: 'multi-head',
  summary: 'The weighted sum of a loss for each of several outputs.',
  schema: z.strictObject(shape).superRefine(({ losses, weights = {} }, context) => {
    const complain = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    const heads = Object.keys(losses);
    if (heads.length === 0) complain(['losses'], 'must name at least one output and its loss');
    for (const head of heads) {
      const isScalar = losses[head]!.reduction !== 'none';
      if (!isScalar) complain(['losses', head], "must be a scalar: give it reduction 'mean' or 'sum'");
    }
    if (weights === 'learnt') {
      for (const head of heads) {
        if (losses[head]!.reduction === 'sum')
          complain(['losses', head], "must have reduction 'mean' where weights are learnt: a sum grows with the batch");
        if (losses[head]!.headNames !== undefined)
          complain(['losses', head], 'must be of one term where weights are learnt: each head has one weight');
      }
      return;
    }
    for (const head of Object.keys(weights)) {
      if (!heads.includes(head))
        complain(['weights', head], `must be the weight of a loss that is given: ${heads.join(', ')}`);
    }
  }),
  conformance: {
    prediction: [{ shape: [4] }, { shape: [4, 2] }],
    target: [{ shape: [4] }, { shape: [4, 2] }],
  },
  examples: [
    { losses: { 0: mse(), 1: mse({ reduction: 'sum' }) } },
    { losses: { 0: mse(), 1: mse() }, weights: { 1: 0.5 } },
    { losses: { 0: mse(), 1: mse() }, weights: 'learnt' },
  ],
  create({ losses: given, weights = {} }, { name }): TreeLoss {
    const losses = Object.fromEntries(Object.entries(given).map(([head, loss]) => [head, nestedLoss(head, loss)]));
    const nested = joinStates(
      Object.fromEntries(Object.entries(given).map(([head, loss]) => [head, ofHead(head, loss)])),
    );
    const own = weights === 'learnt' ? learntWeights(Object.keys(losses)) : undefined;
    const heads = (...[prediction, target, weight]: Parameters<TreeLoss>): Record<string, LossHead> => {
      const measured = Object.keys(losses).flatMap((head): [string, LossHead][] => {
        const output = treePart(prediction, head);
        if (output === undefined) throw missing(name, head, prediction);
        const {
          value,
          total,
          heads: terms,
        } = measureLoss(losses[head]!, output, partFor(target, head), partFor(weight, head));
        const factor = weights === 'learnt' ? 1 : (weights[head] ?? 1);
        if (terms === undefined) return [[head, { value, total, factor }]];
        return Object.entries(terms).map(([term, own]) => [`${head}/${term}`, { ...own, factor: own.factor * factor }]);
      });
      return Object.fromEntries(own?.weigh(measured) ?? measured);
    };
    return Object.assign((...all: Parameters<TreeLoss>) => tf.tidy(() => sumHeads(heads(...all))), {
      heads,
      headNames: Object.entries(losses).flatMap(([head, { headNames }]) =>
        headNames === undefined ? [head] : headNames.map((term) => `${head}/${term}`),
      ),
      scores: scoresByHead(losses),
      withoutTarget: Object.values(given).every(({ withoutTarget }) => withoutTarget === true),
      ...(own === undefined ? nested : own.withStates(nested)),
    });
  },
});

/** What scores each head takes; a head of no scores of classes says none. */
function scoresByHead(losses: Readonly<Record<string, TreeLoss>>): Record<string, ScoreScale | undefined> {
  const own = Object.entries(losses).map(([head, { scores }]) => [
    head,
    typeof scores === 'string' ? scores : undefined,
  ]);
  return Object.fromEntries(own) as Record<string, ScoreScale | undefined>;
}

/** What a head's loss owns, where what is fitted is fitted to the targets of the head. */
function ofHead(head: string, { state, load }: TreeLoss): StateOwner {
  if (state === undefined) return {};
  async function* partsOf(targets: AsyncIterable<unknown>): AsyncGenerator<unknown> {
    for await (const target of targets) {
      const isTree = typeof target === 'object' && target !== null && !isNdArray(target);
      yield isTree ? (target as Readonly<Record<string, unknown>>)[head] : target;
    }
  }
  return {
    state: ({ targets, ...context }) =>
      state({ ...context, ...(targets !== undefined && { targets: () => partsOf(targets()) }) }),
    ...(load !== undefined && { load }),
  };
}

/** What is a head's of a target or weight: its part of a record or list, or all of one tensor. */
function partFor(tree: TensorTree | undefined, head: string): TensorTree | undefined {
  return isTensor(tree) ? tree : treePart(tree, head);
}

function missing(name: string, head: string, prediction: TensorTree): InvalidArgumentError {
  const outputs = isTensor(prediction) ? 'one tensor' : Object.keys(prediction).join(', ');
  return new InvalidArgumentError(
    `The prediction of ${name}`,
    `a record of outputs with '${head}'`,
    prediction,
    `The model gives: ${outputs}.`,
  );
}
