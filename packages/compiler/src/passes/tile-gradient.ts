import type { GraphNode, GraphValue } from '../graph/graph.js';
import type { Editor, Rule, Rules } from './rewrite.js';
import { sameSizes, sliceBegin } from './shapes.js';

/** A sum of slices of one value, all of one shape. */
interface PartialSum {
  readonly source: GraphValue;
  readonly shape: readonly number[];
  readonly count: number;
  /** Where the slice that was added last begins. */
  readonly begin: readonly number[];
  /** The sum before it. */
  readonly before?: PartialSum | undefined;
}

function asSlice(node: GraphNode | undefined): PartialSum | undefined {
  if (node?.op !== 'Slice') return undefined;
  return { source: node.inputs['x']!, shape: node.outputs[0]!.shape, count: 1, begin: sliceBegin(node) };
}

/**
 * TensorFlow.js takes the gradient of `tile` by one slice and one addition for each repetition, which are thousands in a
 * layer normalisation: where slices that cover a value have been added up, one sum over axes takes their place.
 */
export function tileGradients(): Rules {
  const sums = new Map<number, PartialSum>();
  const add: Rule = ({ inputs, outputs: [output] }, editor) => {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    const before = sums.get(a.id) ?? asSlice(editor.producer(a));
    const slice = before === undefined ? undefined : asSlice(editor.producer(b));
    if (before === undefined || slice?.source !== before.source || !sameSizes(slice.shape, before.shape)) {
      return undefined;
    }
    const sum = { ...slice, count: before.count + 1, before };
    sums.set(output!.id, sum);
    return covers(sum) ? [sumOfParts(sum, editor)] : undefined;
  };
  return { Add: add };
}

/** How often the shape of the slices fits into the value along each axis. */
function repeats({ source, shape }: PartialSum): number[] {
  return source.shape.map((size, axis) => size / shape[axis]!);
}

/** Whether each place of the value is in one slice. */
function covers(sum: PartialSum): boolean {
  const counts = repeats(sum);
  if (sum.count !== counts.reduce((product, count) => product * count, 1) || !counts.every(Number.isInteger))
    return false;
  const seen = new Set<string>();
  for (let part: PartialSum | undefined = sum; part !== undefined; part = part.before) {
    if (!part.begin.every((start, axis) => start % sum.shape[axis]! === 0)) return false;
    seen.add(part.begin.join());
  }
  return seen.size === sum.count;
}

function sumOfParts(sum: PartialSum, editor: Editor): GraphValue {
  const { source, shape } = sum;
  const apart: number[] = [];
  const axis: number[] = [];
  repeats(sum).forEach((count, index) => {
    if (count !== 1) axis.push(apart.push(count) - 1);
    if (count === 1 || shape[index] !== 1) apart.push(shape[index]!);
  });
  const { dtype } = source;
  const x = editor.add('Reshape', { x: source }, { shape: apart }, { shape: apart, dtype });
  const rest = apart.filter((_, index) => !axis.includes(index));
  const made = editor.add('Sum', { x }, { axis, keepDims: false }, { shape: rest, dtype });
  return editor.add('Reshape', { x: made }, { shape: [...shape] }, { shape, dtype });
}
