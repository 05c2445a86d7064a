import { isNdArray } from '../data/nd-array.js';
import { requirePart } from '../data/value-tree.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { isTensor, requireTensor } from '../tensorflow/tensor-tree.js';
import type { HostMetricInput, MetricBase, MetricInput } from './metric.js';

/** What a metric needs of a batch where it does not say so. */
const NEEDS = ['target'];

/**
 * What a metric is shown of a batch: of several outputs the one that it looks at, columns under the names that it looks for.
 *
 * @throws `LML_INVALID_ARGUMENT` for a head or a column that is not there, and where a metric of tensors would be shown a list or a
 * record of them.
 */
export function inputFor(name: string, metric: MetricBase, batch: MetricInput): MetricInput {
  const { needs = NEEDS, trees = false } = metric;
  const input = viewOf(name, metric, batch, isTensor) as MetricInput;
  if (trees) return input;
  const what = `the metric '${name}'`;
  for (const part of ['prediction', ...needs]) requireTensor(what, part, input[part], looksAtOne);
  if (input.weight !== undefined) requireTensor(what, 'weight', input.weight, looksAtOne);
  return input;
}

function looksAtOne(keys: readonly string[]): string {
  return `Say which output the metric looks at: head: '${keys[0] ?? ''}'.`;
}

/** What a metric of the host is shown of a batch, likewise. */
export function hostInputFor(name: string, metric: MetricBase, batch: HostMetricInput): HostMetricInput {
  const isValue = (part: unknown): boolean => isNdArray(part) || Array.isArray(part);
  return viewOf(name, metric, batch, isValue) as HostMetricInput;
}

type Parts = Readonly<Record<string, unknown>>;

function viewOf(
  name: string,
  { head, columns = {}, needs = NEEDS }: MetricBase,
  batch: Parts,
  isLeaf: (part: unknown) => boolean,
): Parts {
  const input: Record<string, unknown> = { ...batch };
  for (const [wanted, given] of Object.entries(columns)) input[wanted] = batch[given];
  for (const column of needs) {
    if (input[column] !== undefined) continue;
    const place = columns[column] ?? column;
    const remedy = `There are: ${Object.keys(batch).join(', ')}. Another column is named by columns: { ${column}: '…' }.`;
    throw new InvalidArgumentError(`The metric '${name}'`, `given '${place}' of each batch`, batch[place], remedy);
  }
  if (head === undefined) return input;
  for (const part of ['prediction', 'target', 'weight']) {
    const tree = input[part];
    // One target, or one weight, is that of all heads.
    if (part !== 'prediction' && (tree === undefined || isLeaf(tree))) continue;
    const isOne = (below: unknown): boolean => isLeaf(below) && !Array.isArray(below);
    input[part] = requirePart(`The ${part} of the metric '${name}'`, tree, head, isOne);
  }
  return input;
}
