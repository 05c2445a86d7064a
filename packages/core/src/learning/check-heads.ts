import { requirePart } from '../data/value-tree.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { isShape, type ShapeTree } from '../tensorflow/shape-tree.js';
import type { Learner } from './learner.js';

/**
 * Refuses metrics and a predictor that look at outputs which a learner does not give: when a run begins, where the learner says what it
 * gives, not at the first validation or prediction.
 *
 * @throws `LML_INVALID_ARGUMENT` with the outputs that there are.
 */
export function checkHeads(learner: Learner): void {
  if (!saysOutputs(learner)) return;
  const { metrics, predictor } = learner;
  const ofMetrics = Object.entries(metrics).flatMap(([name, { on, head }]) =>
    on === 'output' ? [{ what: `The prediction of the metric '${name}'`, head }] : [],
  );
  const ofPredictor = (predictor?.heads ?? [predictor?.head]).map((head) => ({
    what: `The output of the predictor '${predictor?.name}'`,
    head,
  }));
  const { outputShape } = learner;
  for (const { what, head } of [...ofMetrics, ...ofPredictor])
    if (head !== undefined) requireHead(what, outputShape, head);
  if (
    predictor === undefined ||
    predictor.trees === true ||
    (predictor.heads ?? predictor.head) !== undefined ||
    isShape(outputShape)
  )
    return;
  const heads = Object.keys(outputShape);
  const remedy = `Say which output it predicts from: head: '${heads[0] ?? ''}'.`;
  throw new InvalidArgumentError(
    `The predictor '${predictor.name}'`,
    `told one of the outputs ${heads.join(', ')}`,
    undefined,
    remedy,
  );
}

function requireHead(what: string, outputShape: ShapeTree, head: string): void {
  if (!isShape(outputShape)) return void requirePart(what, outputShape, head, isShape);
  const remedy = `The model gives one output, [${outputShape.join(', ')}]: leave head out.`;
  throw new InvalidArgumentError(`${what}, head`, 'left out', head, remedy);
}

/** Whether the class that says how outputs are made, or one that extends it, says their shapes: the base class only guesses. */
function saysOutputs(learner: Learner): boolean {
  for (let own: object | null = learner; own !== null; own = Object.getPrototypeOf(own) as object | null) {
    if (Object.hasOwn(own, 'outputShape')) return true;
    if (Object.hasOwn(own, 'batchForward')) return false;
  }
  return false;
}
