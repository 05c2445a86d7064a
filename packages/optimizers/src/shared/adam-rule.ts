import { elementwiseOptimizer, type Optimizer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** What the rule of Adam and AdamW depends on. */
export interface AdamRule {
  readonly lr: number;
  readonly betas: readonly [number, number];
  readonly eps: number;
  readonly amsgrad: boolean;
  readonly maximize: boolean;
  readonly weightDecay: number;
  /** Whether weights decay by themselves (AdamW) instead of through the gradient (Adam). */
  readonly decoupled: boolean;
}

/**
 * Adam's rule with either kind of weight decay. In update t, from 1, with g the gradient and θ the parameter:
 *
 *     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  θ ← θ − lr · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + eps)
 *
 * The last is computed as θ − s·m/(√v + e), with s = lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) and e = eps·√(1 − β₂ᵗ) from the host: as many
 * roundings, three operations fewer. All numbers of the rule enter as scalars, made once a step rather than once a weight.
 */
export function adamRule({ lr, betas, eps, amsgrad, maximize, weightDecay, decoupled }: AdamRule): Optimizer {
  const [beta1, beta2] = betas;
  const coupledDecay = weightDecay !== 0 && !decoupled;
  const decoupledDecay = weightDecay !== 0 && decoupled;
  // Where the gradient is to be followed upwards, it is subtracted wherever it would be added.
  const addGradient = maximize ? tf.sub : tf.add;

  return elementwiseOptimizer<string>({
    lr,
    slots: { expAvg: 0, expAvgSq: 0, ...(amsgrad ? { maxExpAvgSq: 0 } : {}) },
    hyper(step, rate) {
      const correction1 = 1 - beta1 ** (step + 1);
      const correction2 = Math.sqrt(1 - beta2 ** (step + 1));
      return {
        stepSize: (rate * correction2) / correction1,
        epsilon: eps * correction2,
        beta1,
        restOfBeta1: 1 - beta1,
        beta2,
        restOfBeta2: 1 - beta2,
        ...(coupledDecay ? { weightDecay } : {}),
        ...(decoupledDecay ? { keep: 1 - rate * weightDecay } : {}),
      };
    },
    update: (parameter, gradient, { expAvg, expAvgSq, maxExpAvgSq }, hyper) => {
      const descent = coupledDecay ? addGradient(tf.mul(hyper['weightDecay']!, parameter), gradient) : gradient;
      const addDescent = coupledDecay ? tf.add : addGradient;
      const mean = addDescent(tf.mul(hyper['beta1']!, expAvg!), tf.mul(hyper['restOfBeta1']!, descent));
      const square = tf.add(tf.mul(hyper['beta2']!, expAvgSq!), tf.mul(hyper['restOfBeta2']!, tf.square(descent)));
      const largest = maxExpAvgSq === undefined ? square : tf.maximum(maxExpAvgSq, square);
      const divisor = tf.add(tf.sqrt(largest), hyper['epsilon']!);
      const change = tf.div(tf.mul(hyper['stepSize']!, mean), divisor);
      const decayed = decoupledDecay ? tf.mul(hyper['keep']!, parameter) : parameter;
      return {
        parameter: tf.sub(decayed, change),
        expAvg: mean,
        expAvgSq: square,
        ...(amsgrad ? { maxExpAvgSq: largest } : {}),
      };
    },
  });
}
