import * as tf from '@tensorflow/tfjs';

import { fromLayers } from './layers-model.js';
import { fromOptimizer, isTfOptimizer } from './tf-optimizer.js';
import { defineKind, withMethods } from '../registry/kind-definition.js';

/** Makes the kinds known that a learning problem is made of, and what runs it. */
export function defineCoreKinds(): void {
  defineKind({ kind: 'backend', package: '@lml/backends', expected: 'a backend', adapt: withMethods('start') });
  defineKind({
    kind: 'engine',
    package: '@lml/compiler',
    expected: 'an engine',
    adapt: withMethods('setup', 'declare', 'run'),
  });
  defineKind({
    kind: 'dataset',
    package: '@lml/datasets',
    expected: 'a dataset',
    adapt: (value) => withMethods('open', 'get')(value) ?? withMethods('open', 'iterate')(value),
  });
  defineKind({
    kind: 'transform',
    package: '@lml/transforms',
    expected: 'a transform',
    adapt: (value) => withMethods('apply')(value) ?? withMethods('applyBatch')(value),
  });
  defineKind({
    kind: 'sampler',
    package: '@lml/core',
    expected: 'a sampler',
    adapt: (value) => withMethods('indices')(value) ?? withMethods('batches')(value),
  });
  defineKind({
    kind: 'collate',
    package: '@lml/core',
    expected: 'a function (samples) → batch',
    adapt: (value) => (typeof value === 'function' ? value : undefined),
  });
  defineKind({ kind: 'splitter', package: '@lml/splitters', expected: 'a splitter', adapt: withMethods('split') });
  defineKind({
    kind: 'model',
    package: '@lml/models',
    expected: 'a model, or a tf.LayersModel',
    adapt: (value) =>
      value instanceof tf.LayersModel ? fromLayers(value) : withMethods('build', 'apply', 'getWeights')(value),
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
    adapt: (value) => withMethods('init', 'update', 'compute')(value) ?? withMethods('updateHost', 'compute')(value),
  });
  defineKind({
    kind: 'optimizer',
    package: '@lml/optimizers',
    expected: 'an optimizer, or a tf.Optimizer',
    adapt: (value) => (isTfOptimizer(value) ? fromOptimizer(value) : withMethods('init', 'update', 'hyper')(value)),
  });
  defineKind({
    kind: 'scheduler',
    package: '@lml/optimizers',
    expected: 'a scheduler',
    adapt: withMethods('values'),
  });
  defineKind({
    kind: 'learner',
    package: '@lml/learners',
    expected: 'a learner',
    adapt: withMethods('batchForward', 'computeLoss'),
  });
  defineKind({ kind: 'predictor', package: '@lml/predictors', expected: 'a predictor', adapt: withMethods('predict') });
}
