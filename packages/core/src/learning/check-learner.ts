import * as tf from '@tensorflow/tfjs';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { Learner } from './learner.js';

/** Whether a value is a learner, of this or another copy of core. */
export function isLearner(value: unknown): value is Learner {
  return (
    value instanceof Learner ||
    (typeof value === 'object' && value !== null && 'batchForward' in value && 'computeLoss' in value)
  );
}

/** Refuses what is no learner, or has no model. */
export function checkLearner(value: unknown): void {
  if (isLearner(value)) return checkModel(value);
  const isProject = typeof value === 'object' && value !== null && 'learner' in value;
  const remedy = isProject ? 'A project trains and tests itself: project.train(), project.test().' : undefined;
  throw new InvalidArgumentError('learner', 'a learner', value, remedy);
}

function checkModel({ model }: Learner): void {
  const given: unknown = model;
  const has = (method: string): boolean =>
    typeof given === 'object' && given !== null && typeof (given as Record<string, unknown>)[method] === 'function';
  const isOfLayers = given instanceof tf.LayersModel;
  if (!isOfLayers && has('build') && has('apply')) return;
  const several = 'Several models become one by modelGroup({ generator, discriminator }).';
  const remedy = given === undefined ? undefined : isOfLayers ? 'Wrap it: fromLayers(model).' : several;
  throw new InvalidArgumentError('model', 'a model', given, remedy);
}
