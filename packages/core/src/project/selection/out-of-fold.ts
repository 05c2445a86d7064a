import { concatenateTrees, type ArrayTree } from '../../data/concatenate.js';
import { gatherRows } from '../../data/columnar.js';
import { lengthOf } from '../../data/dataset.js';
import { isNdArray } from '../../data/nd-array.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import type { FoldOutcome } from './fold-spec.js';
import type { Folds } from './folds-of.js';

/**
 * Refuses folds that do not judge each training sample once, so that there is not one prediction of each.
 *
 * @throws `LML_INVALID_ARGUMENT`
 */
export async function checkPartition(folds: Folds, count: number): Promise<void> {
  const length = lengthOf(folds.training);
  const seen = new Uint8Array(length);
  for (let fold = 0; fold < count; fold++) {
    const { test } = await folds.indices(fold);
    for (let at = 0; at < test.length; at++) seen[test[at]!]! += 1;
  }
  if (seen.every((times) => times === 1)) return;
  const expected = 'left out, where the splitter does not judge each sample just once';
  throw new InvalidArgumentError('predict', expected, 'predictions', 'Use a k-fold, or leave predict out.');
}

/** The predictions of all folds, in the order of the training samples. */
export async function predictionsInOrder(outcomes: readonly FoldOutcome[], folds: Folds): Promise<ArrayTree> {
  const place = new Int32Array(lengthOf(folds.training));
  let offset = 0;
  for (const { fold } of outcomes) {
    const { test } = await folds.indices(fold);
    for (let at = 0; at < test.length; at++) place[test[at]!] = offset + at;
    offset += test.length;
  }
  return gathered(concatenateTrees(outcomes.map(({ predictions }) => predictions!)), place);
}

function gathered(tree: ArrayTree, place: Int32Array): ArrayTree {
  if (isNdArray(tree)) return gatherRows(tree, place);
  const entries = Object.entries(tree).map(([key, part]) => [key, gathered(part, place)] as const);
  return Array.isArray(tree) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}
