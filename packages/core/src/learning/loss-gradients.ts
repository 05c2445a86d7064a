import * as tf from '@tensorflow/tfjs';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { withStepContext, type StepContext } from '../steps/step-context.js';
import { valueAndGradients } from '../tensorflow/gradients.js';
import { treeLeaves, type Tensors, type TensorTree } from '../tensorflow/tensor-tree.js';
import type { TensorBatch } from './batches.js';
import type { Learner, TrainingStep } from './learner.js';
import { learnerScope, requireOutput, requireScalar, type LogRegister } from './learner-context.js';
import type { LossGradients } from './optimizer.js';
import { besideStep, replayable, withRandom } from './replayed-context.js';
import { hookContext, type StepHooks } from './step-hooks.js';
import { SAMPLES, stepLoss, type StepLoss } from './step-loss.js';

/** Whose loss is evaluated, and with respect to what. */
export interface LossSource {
  /** What learns. */
  readonly learner: Learner;
  /** One of its training steps; without, its only one. */
  readonly part: TrainingStep | undefined;
  /** What stands before the names that it logs. */
  readonly prefix: string;
  /** The names of the parameters. */
  readonly parameters: readonly string[];
  /** Step hooks, in order. */
  readonly hooks: readonly StepHooks[];
}

/** The loss of a batch, with what came of it on the way. */
export interface EvaluatedLoss extends LossGradients {
  /** The parameters at which it was evaluated. */
  readonly parameters: Tensors;
  /** What the learner gave for the batch. */
  readonly output: TensorTree;
  /** What is reported of it, by name without stage. */
  readonly scalars: Tensors;
  /** Evaluates it again at other parameters. */
  gradientsAt(parameters: Tensors): LossGradients;
}

/** A term of a loss with its gradients. */
export interface EvaluatedTerm {
  /** Its value. */
  readonly value: tf.Scalar;
  /** What its mean divides by; none of a sum. */
  readonly total: tf.Scalar | undefined;
  /** What it is multiplied by. */
  readonly factor: number;
  /** Its gradients, by parameter. */
  readonly gradients: Tensors;
}

/** The loss of a batch by its terms, so that batches can be put together as if they were one. */
export interface EvaluatedTerms extends Pick<EvaluatedLoss, 'output' | 'scalars'> {
  /** The terms by name. */
  readonly terms: Readonly<Record<string, EvaluatedTerm>>;
}

/** The names of the terms that the loss of a learner has, as far as it tells. */
export function termNames({ loss, model }: Learner): string[] {
  const isSum = loss?.reduction === 'sum';
  const own = loss?.headNames ?? (isSum ? ['data'] : []);
  // A learner that makes something else of its loss has one mean. Regularisation is part of that, and a term beside others.
  return ['loss', ...own, ...(own.length > 0 && model.penalty !== undefined ? ['penalty'] : [])];
}

/**
 * Evaluates each term of the loss of a batch with its gradients.
 *
 * @throws `LML_INVALID_ARGUMENT` where a hook transforms a loss of several terms: they are gathered one by one.
 */
export function evaluateTerms(
  source: LossSource,
  batch: TensorBatch,
  context: StepContext,
  register: LogRegister,
): EvaluatedTerms {
  const streams = replayable(context);
  const parameters = Object.fromEntries(source.parameters.map((name) => [name, context.read(name)]));
  const first = evaluateAt(source, batch, withRandom(context, streams()), parameters, register, 0);
  const names = Object.keys(first.terms);
  if (names.length > 1 && source.hooks.some(({ transformLoss }) => transformLoss !== undefined)) {
    const remedy = 'Transform the loss in computeLoss instead.';
    throw new InvalidArgumentError(
      'transformLoss',
      'left out where a loss of several terms is accumulated',
      names,
      remedy,
    );
  }
  const terms = names.map((name, index) => {
    const at = index === 0 ? first : evaluateAt(source, batch, besideStep(context, streams(), parameters), parameters, new Map(), index); // prettier-ignore
    return [name, { ...first.terms[name]!, value: at.differentiated, gradients: at.gradients }] as const;
  });
  return { output: first.output, scalars: first.scalars, terms: Object.fromEntries(terms) };
}

/** Evaluates loss and gradients of a batch in a step, so that they can be evaluated again. */
export function evaluateLoss(
  source: LossSource,
  batch: TensorBatch,
  context: StepContext,
  register: LogRegister,
): EvaluatedLoss {
  const streams = replayable(context);
  const read = (names: readonly string[]): Tensors =>
    Object.fromEntries(names.map((name) => [name, context.read(name)]));
  const parameters = read(source.parameters);
  return {
    ...evaluateAt(source, batch, withRandom(context, streams()), parameters, register),
    parameters,
    gradientsAt(others) {
      const at = { ...parameters, ...others };
      // Its logs are dropped, and so is how they would be gathered.
      const { loss, gradients } = evaluateAt(source, batch, besideStep(context, streams(), at), at, new Map());
      return { loss, gradients: Object.fromEntries(Object.keys(others).map((name) => [name, gradients[name]!])) };
    },
  };
}

/** One evaluation: of the loss, or of one of its terms. */
interface Evaluation extends Pick<EvaluatedLoss, 'loss' | 'gradients' | 'output' | 'scalars'> {
  /** What the gradients are of. */
  readonly differentiated: tf.Scalar;
  /** What each term's mean divides by, and its factor. */
  readonly terms: Readonly<Record<string, Pick<EvaluatedTerm, 'total' | 'factor'>>>;
}

/** What the means of a loss divide by, to the end of the step. */
function keepTerms({ terms }: StepLoss, batch: TensorBatch, context: StepContext): Evaluation['terms'] {
  const samples = treeLeaves(batch)[0]?.shape[0] ?? 1;
  const scalar = (total: tf.Tensor | number): tf.Scalar =>
    context.keep(
      typeof total === 'number' ? tf.scalar(total === SAMPLES ? samples : total) : tf.cast(requireScalar(total, 'The total of a loss'), 'float32').clone(), // prettier-ignore
    );
  return Object.fromEntries(
    Object.entries(terms).map(([name, { total, factor }]) => [
      name,
      { total: total === undefined ? undefined : scalar(total), factor },
    ]),
  );
}

function evaluateAt(
  { learner, part, prefix, hooks }: LossSource,
  batch: TensorBatch,
  context: StepContext,
  parameters: Tensors,
  register: LogRegister,
  term?: number,
): Evaluation {
  return withStepContext(context, () => {
    const scope = learnerScope(learner, context, register, `train/${prefix}`);
    let output: TensorTree | undefined;
    let loss: StepLoss | undefined;
    let whole: tf.Scalar | undefined;
    let terms: Evaluation['terms'] = {};
    const { value, gradients } = valueAndGradients(() => {
      const given =
        part?.batchForward === undefined
          ? learner.batchForward(batch, scope.context)
          : part.batchForward(batch, scope.context);
      output = keepTree(requireOutput(given), context);
      const computed = (part ?? learner).computeLoss(output, batch, scope.context);
      loss = stepLoss(computed, learner, scope, context);
      const names = Object.keys(loss.terms);
      if (term !== undefined) terms = keepTerms(loss, batch, context);
      if (term !== undefined && names.length > 1) {
        whole = context.keep(loss.value.clone());
        return requireScalar(loss.terms[names[term]!]!.value, `The loss '${names[term]}'`);
      }
      const seen = hookContext(context);
      return hooks.reduce((current, hook) => hook.transformLoss?.(current, seen) ?? current, loss.value);
    }, Object.values(parameters));
    const named = Object.keys(parameters).map((name, index) => [name, gradients[index]!] as const);
    const scalars = { loss: whole ?? value, ...loss!.scalars, ...scope.logged };
    return {
      loss: whole ?? value,
      differentiated: value,
      gradients: Object.fromEntries(named),
      output: output!,
      scalars,
      terms,
    };
  });
}

function keepTree<Tree extends TensorTree>(tree: Tree, context: StepContext): Tree {
  if (tree instanceof tf.Tensor) return context.keep(tree);
  for (const part of Object.values(tree)) keepTree(part, context);
  return tree;
}
