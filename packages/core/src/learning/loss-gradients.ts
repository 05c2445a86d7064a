import * as tf from '@tensorflow/tfjs';

import { withStepContext, type StepContext } from '../steps/step-context.js';
import { valueAndGradients } from '../tensorflow/gradients.js';
import type { Tensors, TensorTree } from '../tensorflow/tensor-tree.js';
import type { TensorBatch } from './batches.js';
import type { Learner, TrainingStep } from './learner.js';
import { learnerScope, requireOutput, type LogRegister } from './learner-context.js';
import type { LossGradients } from './optimizer.js';
import { besideStep, replayable, withRandom } from './replayed-context.js';
import type { StepHooks } from './step-hooks.js';
import { stepLoss, type StepLoss } from './step-loss.js';

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

function evaluateAt(
  { learner, part, prefix, hooks }: LossSource,
  batch: TensorBatch,
  context: StepContext,
  parameters: Tensors,
  register: LogRegister,
): Pick<EvaluatedLoss, 'loss' | 'gradients' | 'output' | 'scalars'> {
  return withStepContext(context, () => {
    const scope = learnerScope(learner, context, register, `train/${prefix}`);
    let output: TensorTree | undefined;
    let loss: StepLoss | undefined;
    const { value, gradients } = valueAndGradients(() => {
      const given =
        part?.batchForward === undefined
          ? learner.batchForward(batch, scope.context)
          : part.batchForward(batch, scope.context);
      output = keepTree(requireOutput(given), context);
      const computed = (part ?? learner).computeLoss(output as tf.Tensor, batch, scope.context);
      loss = stepLoss(computed, learner, scope, context);
      return hooks.reduce((current, hook) => hook.transformLoss?.(current, context) ?? current, loss.value);
    }, Object.values(parameters));
    const named = Object.keys(parameters).map((name, index) => [name, gradients[index]!] as const);
    const scalars = { loss: value, ...loss!.scalars, ...scope.logged };
    return { loss: value, gradients: Object.fromEntries(named), output: output!, scalars };
  });
}

function keepTree<Tree extends TensorTree>(tree: Tree, context: StepContext): Tree {
  if (tree instanceof tf.Tensor) return context.keep(tree);
  for (const part of Object.values(tree)) keepTree(part, context);
  return tree;
}
