import * as tf from '@tensorflow/tfjs';

import type { StepContext } from '../steps/step-context.js';
import { isTensor, type Tensors } from '../tensorflow/tensor-tree.js';
import type { Learner } from './learner.js';
import { requireScalar, WEIGHT_OF, type LearnerScope } from './learner-context.js';
import type { LossHead } from './loss.js';
import type { MeasuredLoss } from './measure-loss.js';

/** The loss of a step, and what is reported of it. */
export interface StepLoss {
  /** The loss, with what regularisation adds. */
  readonly value: tf.Scalar;
  /** Scalars to report besides the value: its terms, and what means divide by. They live to the end of the step. */
  readonly scalars: Tensors;
  /** The terms whose sum it is, each times its factor: of one mean only one, with what regularisation adds. */
  readonly terms: Readonly<Record<string, LossHead>>;
}

/** The loss of a step from what `computeLoss` gave. */
export function stepLoss(
  given: tf.Tensor | MeasuredLoss,
  learner: Learner,
  { measured, describe }: LearnerScope,
  step: StepContext,
): StepLoss {
  const own = isMeasured(given) ? given : measured.get(given);
  const plain = isMeasured(given) ? given.value : given;
  const penalty = learner.model.penalty?.();
  const loss = requireScalar(plain, 'The loss');
  const value = penalty === undefined ? loss : tf.add<tf.Scalar>(loss, penalty);
  const scalars: Record<string, tf.Tensor> = {};
  const note = (name: string, term: tf.Tensor | number): void => {
    scalars[name] = step.keep(typeof term === 'number' ? tf.scalar(term) : term.clone());
  };
  const heads = own && headsOf(own, penalty);
  if (heads === undefined) {
    if (own?.total !== undefined) note(`${WEIGHT_OF}loss`, own.total);
    return { value, scalars, terms: { loss: { value, total: own?.total ?? SAMPLES, factor: 1 } } };
  }
  for (const [name, { value: term, total }] of Object.entries(heads)) {
    note(`loss/${name}`, requireScalar(term, `The loss '${name}'`));
    describe(`loss/${name}`, { reduce: total === undefined ? 'sum' : 'mean' });
    if (total !== undefined && total !== SAMPLES) note(`${WEIGHT_OF}loss/${name}`, total);
  }
  describe('loss', { terms: Object.entries(heads).map(([name, { factor }]) => [`loss/${name}`, factor] as const) });
  return { value, scalars, terms: heads };
}

/** Whether what `computeLoss` gave says what its mean divides by. It may be anything where a user's code is wrong. */
function isMeasured(given: unknown): given is MeasuredLoss {
  return typeof given === 'object' && given !== null && !isTensor(given) && 'value' in given && 'total' in given;
}

/** The total of a term that is a mean over samples, which the host counts. */
export const SAMPLES = -1;

/** The terms of a loss that is put together from several. One mean, with what regularisation adds, is put together as it is. */
function headsOf(
  { value, total, heads }: MeasuredLoss,
  penalty: tf.Tensor | undefined,
): Readonly<Record<string, LossHead>> | undefined {
  if (heads === undefined && total !== undefined) return undefined;
  const data = heads ?? { data: { value, total, factor: 1 } };
  return penalty === undefined ? data : { ...data, penalty: { value: penalty, total: SAMPLES, factor: 1 } };
}
