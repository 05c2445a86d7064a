import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { isComponent } from '../registry/component.js';
import type { StageTransforms } from './fitted-transforms.js';
import type { Stage } from './stage.js';
import type { Transform } from './transform.js';

/**
 * Checks that something is a transform.
 *
 * @throws `LML_INVALID_ARGUMENT`
 */
export function checkTransform(transform: unknown, name: string): asserts transform is Transform {
  const { apply, applyBatch, fit, fitBatches, state, load } = Object(transform) as Partial<Transform>;
  if (isComponent(transform) || ![apply, applyBatch].some((one) => typeof one === 'function')) {
    const remedy = isComponent(transform) ? `A component must be called: ${transform.componentName}().` : undefined;
    throw new InvalidArgumentError(name, 'a transform, with apply or applyBatch', transform, remedy);
  }
  if ((fit ?? fitBatches) !== undefined && (state === undefined || load === undefined)) {
    const remedy = 'What it learns is saved with the weights.';
    throw new InvalidArgumentError(name, 'one with state and load beside fit', transform, remedy);
  }
}

/**
 * Checks the transforms of all stages, of which some have data to judge by.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no transform, and for targets that training alone would have changed.
 */
export function checkStageTransforms(transforms: StageTransforms, judged: readonly Stage[]): void {
  for (const [stage, chain] of Object.entries(transforms) as [string, unknown][]) {
    if (chain === undefined) continue;
    if (!Array.isArray(chain))
      throw new InvalidArgumentError(`transforms.${stage}`, 'a list of transforms', chain, `Write ${stage}: [ … ].`);
    chain.forEach((transform: unknown, index) => checkTransform(transform, `transforms.${stage}.${index}`));
  }
  const { train = [] } = transforms;
  const alone = train.findIndex(
    (transform) =>
      transform.invert !== undefined && judged.some((stage) => transforms[stage]?.includes(transform) !== true),
  );
  if (alone < 0) return;
  const remedy = 'Predictions are given in the units of the data, and judged beside targets that were changed alike.';
  throw new InvalidArgumentError(
    `transforms.train.${alone}`,
    'under all, since it changes targets',
    'one of training alone',
    remedy,
  );
}
