import * as tf from '@tensorflow/tfjs';

import { isCallback } from '../training/callback.js';
import { fromLayers } from '../tensorflow/layers-model.js';
import { fromOptimizer, isTfOptimizer } from '../tensorflow/tf-optimizer.js';
import { defineKind } from './kind-definition.js';

function has(...methods: string[]): (value: unknown) => unknown {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function')
      ? value
      : undefined;
}

/** Makes core's kinds known. */
export function defineCoreKinds(): void {
  defineKind({ kind: 'backend', package: '@lml/backends', expected: 'a backend', adapt: has('start') });
  defineKind({
    kind: 'engine',
    package: '@lml/compiler',
    expected: 'an engine',
    adapt: has('setup', 'declare', 'run'),
  });
  defineKind({
    kind: 'dataset',
    package: '@lml/datasets',
    expected: 'a dataset',
    adapt: (value) => has('open', 'get')(value) ?? has('open', 'iterate')(value),
  });
  defineKind({ kind: 'transform', package: '@lml/transforms', expected: 'a transform', adapt: has('apply') });
  defineKind({ kind: 'sampler', package: '@lml/core', expected: 'a sampler', adapt: has('indices') });
  defineKind({ kind: 'splitter', package: '@lml/splitters', expected: 'a splitter', adapt: has('split') });
  defineKind({
    kind: 'model',
    package: '@lml/models',
    expected: 'a model, or a tf.LayersModel',
    adapt: (value) =>
      value instanceof tf.LayersModel ? fromLayers(value) : has('build', 'apply', 'getWeights')(value),
  });
  defineKind({
    kind: 'loss',
    package: '@lml/losses',
    expected: 'a function (prediction, target) → scalar',
    adapt: (value) => (typeof value === 'function' ? value : undefined),
  });
  defineKind({
    kind: 'metric',
    package: '@lml/metrics',
    expected: 'a metric',
    adapt: has('init', 'update', 'compute'),
  });
  defineKind({
    kind: 'optimizer',
    package: '@lml/optimizers',
    expected: 'an optimizer, or a tf.Optimizer',
    adapt: (value) => (isTfOptimizer(value) ? fromOptimizer(value) : has('init', 'update', 'hyper')(value)),
  });
  defineKind({ kind: 'scheduler', package: '@lml/optimizers', expected: 'a scheduler', adapt: has('learningRate') });
  defineKind({
    kind: 'learner',
    package: '@lml/learners',
    expected: 'a learner',
    adapt: has('batchForward', 'computeLoss'),
  });
  defineKind({ kind: 'predictor', package: '@lml/predictors', expected: 'a predictor', adapt: has('predict') });
  defineKind({
    kind: 'callback',
    package: '@lml/core',
    expected: 'a callback, which has a name and a hook, as trainEpochEnd',
    adapt: (value) => (isCallback(value) ? value : undefined),
  });
  defineKind({ kind: 'logger', package: '@lml/core', expected: 'a logger', adapt: has('log') });
}
