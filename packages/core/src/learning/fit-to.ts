import type { ArrayTree } from '../data/concatenate.js';
import { isNdArray } from '../data/nd-array.js';
import { requirePart } from '../data/value-tree.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { AnyPredictor } from './predictor.js';

/**
 * Fits a predictor to what it looks at of outputs and targets: of several outputs to its own; one target is that of all.
 *
 * @throws `LML_INVALID_ARGUMENT` where there is none of that name, or several for a predictor of one.
 */
export async function fitTo(predictor: AnyPredictor, outputs: ArrayTree, targets: ArrayTree): Promise<void> {
  await predictor.fit?.(partFor(predictor, 'output', outputs), partFor(predictor, 'target', targets));
}

function partFor({ name, head, trees = false }: AnyPredictor, part: 'output' | 'target', tree: ArrayTree): ArrayTree {
  const what = `The ${part} that the predictor '${name}' is fitted to`;
  const isForAll = head === undefined || (part === 'target' && isNdArray(tree));
  const found = isForAll ? tree : requirePart(what, tree, head, isNdArray);
  if (trees || isNdArray(found)) return found;
  throw new InvalidArgumentError(what, head === undefined ? 'one array' : `one array, in '${head}'`, tree);
}
