import { InvalidArgumentError, isNdArray, ndArray, type FittedValue, type NdArray } from '@lml/core';

/** The name of what is computed from the training data, in checkpoints `loss/balance`. */
export const BALANCE = 'balance';

/**
 * Weights of classes by how seldom they are in the training data: n / (k · count) of n targets of k classes. Targets are class
 * indices, one or several a sample; those that are ignored do not count.
 *
 * @throws `LML_INVALID_ARGUMENT` where targets are anything else, or a class is absent.
 */
export function balancedWeights(name: string, ignoreIndex: number): FittedValue {
  return async (targets) => {
    const counts: number[] = [];
    for await (const target of targets) {
      for (const index of indicesOf(name, target)) {
        if (index === ignoreIndex) continue;
        if (!Number.isInteger(index) || index < 0) throw notIndices(name, target);
        counts[index] = (counts[index] ?? 0) + 1;
      }
    }
    const all = Array.from(counts, (count: number | undefined) => count ?? 0);
    const absent = all.indexOf(0);
    if (absent >= 0 || all.length === 0) {
      const lacking = all.length === 0 ? 'no target' : `no target of class ${absent}, among 0 to ${all.length - 1}`;
      const remedy = `The training data have ${lacking}. Give one number a class, or number classes without gaps.`;
      throw new InvalidArgumentError(`The weight of ${name}`, 'numbers where a class is absent', 'balanced', remedy);
    }
    const total = all.reduce((sum, count) => sum + count, 0);
    return ndArray(Float32Array.from(all, (count) => total / (all.length * count)));
  };
}

/**
 * What positive targets count, so that of each output they count as much as negative ones: negatives / positives. Targets are 0 and 1, of one
 * output, or of several along the last axis.
 *
 * @throws `LML_INVALID_ARGUMENT` where targets are no numbers from 0 to 1, or an output has none that are positive.
 */
export function balancedPositives(name: string): FittedValue {
  return async (targets) => {
    let [positives, totals]: [number[], number[]] = [[], []];
    for await (const target of targets) {
      const [values, outputs] = rowsOf(name, target);
      if (positives.length === 0) [positives, totals] = [zeros(outputs), zeros(outputs)];
      for (const [place, value] of values.entries()) {
        if (!(value >= 0 && value <= 1) || outputs !== positives.length) throw notShares(name, target);
        positives[place % outputs]! += value;
        totals[place % outputs]! += 1;
      }
    }
    const absent = positives.indexOf(0);
    if (absent >= 0 || positives.length === 0) {
      const remedy = `The training data have no positive target of output ${Math.max(0, absent)}. Give numbers instead.`;
      throw new InvalidArgumentError(`posWeight of ${name}`, 'numbers where none is positive', 'balanced', remedy);
    }
    return ndArray(Float32Array.from(positives, (count, output) => (totals[output]! - count) / count));
  };
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** The numbers of a target. Floats are class indices only one by one: of an array they are one-hot rows or probabilities. */
function indicesOf(name: string, target: unknown): number[] {
  if (typeof target === 'number') return [target];
  const isRow = isNdArray(target) && target.shape.length > 0 && target.dtype.startsWith('float');
  if (!isNdArray(target) || isRow || target.dtype === 'string') throw notIndices(name, target);
  return numbersOf(target);
}

/** The numbers of a target, and how many outputs they are of. */
function rowsOf(name: string, target: unknown): [values: number[], outputs: number] {
  if (typeof target === 'number' || typeof target === 'boolean') return [[Number(target)], 1];
  if (!isNdArray(target) || target.dtype === 'string') throw notShares(name, target);
  return [numbersOf(target), target.shape.at(-1) ?? 1];
}

function numbersOf({ data }: NdArray): number[] {
  return Array.from(data as ArrayLike<number>, Number);
}

function notIndices(name: string, target: unknown): InvalidArgumentError {
  const remedy = 'Balanced weights count them as the dataset gives them, before transforms. Give one number a class.';
  return new InvalidArgumentError(`A training target of ${name}`, 'class indices from 0', target, remedy);
}

function notShares(name: string, target: unknown): InvalidArgumentError {
  const remedy = 'Balanced weights count them as the dataset gives them, before transforms. Give numbers.';
  return new InvalidArgumentError(
    `A training target of ${name}`,
    'numbers from 0 to 1, of each output one',
    target,
    remedy,
  );
}
