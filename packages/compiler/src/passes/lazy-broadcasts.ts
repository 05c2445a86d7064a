import { splatValue } from '../graph/graph-builder.js';
import { splatOf, type GraphValue } from '../graph/graph.js';
import { broadcastShape, elementwiseShapes } from '@lml/core/engine';
import { attribute } from '@lml/core/engine';
import { reducedAxes } from '@lml/core/engine';
import { forOps, type Editor, type Rule, type Rules } from './rewrite.js';
import { padded, sameSizes, withoutOnes } from './shapes.js';

/** The op of the compiler's own that repeats a value along axes of size 1, and along new ones in front. */
const BROADCAST = 'broadcast';

/** Ops whose inputs must have one shape. */
const EQUAL_SHAPES = new Set(['AddN', 'EluGrad', 'Prelu']);

/** Repeats a value up to a shape. */
function broadcast(x: GraphValue, shape: readonly number[], editor: Editor): GraphValue {
  return sameSizes(x.shape, shape) ? x : editor.add(BROADCAST, { x }, { shape: [...shape] }, { ...x, shape });
}

/** What a value repeats, if it does nothing else. */
function repeated(value: GraphValue, editor: Editor): GraphValue | undefined {
  const node = editor.producer(value);
  return node?.op === BROADCAST ? node.inputs['x'] : undefined;
}

function reshaped(x: GraphValue, shape: readonly number[], editor: Editor): GraphValue {
  return sameSizes(x.shape, shape) ? x : editor.add('Reshape', { x }, { shape: [...shape] }, { ...x, shape });
}

/** Computes on what is repeated, and repeats the result if that is smaller than it was to be. */
const placewise: Rule = ({ op, inputs, attributes, outputs: [output] }, editor) => {
  const { shape } = output!;
  const isSelect = op === 'Select';
  let isNew = false;
  const small = Object.entries(inputs).map(([key, value]) => {
    const source = sourceOf(value, editor);
    // TensorFlow.js counts the axes of a condition from the front.
    if (source === undefined || (isSelect && source.shape.length !== shape.length)) return [key, value] as const;
    isNew = true;
    return [key, source] as const;
  });
  if (!isNew) return undefined;
  const sizes = small.reduce<number[]>((all, [, value]) => broadcastShape(all, value.shape), []);
  return [
    broadcast(editor.add(op, Object.fromEntries(small), attributes, { ...output!, shape: sizes }), shape, editor),
  ];
};

/** The smallest value that is the same when it is broadcast. */
function sourceOf(value: GraphValue, editor: Editor): GraphValue | undefined {
  const splat = splatOf(value);
  if (splat === undefined) return repeated(value, editor);
  return value.shape.length === 0 ? undefined : splatValue(splat, { shape: [], dtype: value.dtype });
}

/** Repetition along axes of size 1 is left to the nodes that need it. */
const tile: Rule = ({ inputs, attributes, outputs: [output] }, editor) => {
  const { x } = inputs as { x: GraphValue };
  const repeats = attribute<number[]>(attributes, 'reps');
  const others = repeats.map((count, axis) => (x.shape[axis] === 1 ? 1 : count));
  if (sameSizes(others, repeats) && repeats.some((count) => count !== 1)) return undefined;
  const shape = x.shape.map((size, axis) => size * others[axis]!);
  const tiled = sameSizes(shape, x.shape) ? x : editor.add('Tile', { x }, { reps: others }, { ...x, shape });
  return [broadcast(tiled, output!.shape, editor)];
};

const again: Rule = ({ inputs, outputs: [output] }, editor) => {
  const source = repeated(inputs['x']!, editor);
  return source === undefined ? undefined : [broadcast(source, output!.shape, editor)];
};

const reshape: Rule = ({ inputs, outputs: [output] }, editor) => {
  const [x] = Object.values(inputs);
  const source = repeated(x!, editor);
  if (source === undefined) return undefined;
  const { shape } = output!;
  if (withoutOnes(source.shape).length === 0) return [broadcast(reshaped(source, [], editor), shape, editor)];
  if (!sameSizes(withoutOnes(x!.shape), withoutOnes(shape))) return undefined;
  const sizes = padded(source.shape, x!.shape.length).filter((_, axis) => x!.shape[axis] !== 1);
  let next = 0;
  const small = shape.map((size) => (size === 1 ? 1 : sizes[next++]!));
  return [broadcast(reshaped(source, small, editor), shape, editor)];
};

const transpose: Rule = ({ inputs, attributes, outputs: [output] }, editor) => {
  const { x } = inputs as { x: GraphValue };
  const source = repeated(x, editor);
  if (source === undefined) return undefined;
  const whole = reshaped(source, padded(source.shape, x.shape.length), editor);
  const shape = attribute<number[]>(attributes, 'perm').map((axis) => whole.shape[axis]!);
  return [broadcast(editor.add('Transpose', { x: whole }, attributes, { ...x, shape }), output!.shape, editor)];
};

/** Reduces what is repeated; `repair` makes up for the places that were not there. */
function reduction(repair: (reduced: GraphValue, count: number, editor: Editor) => GraphValue): Rule {
  return (node, editor) => {
    const { x } = node.inputs as { x: GraphValue };
    const source = repeated(x, editor);
    const [output] = node.outputs;
    if (source === undefined || (node.op === 'Sum' && x.dtype !== output!.dtype)) return undefined;
    const axes = reducedAxes(node.attributes, x.shape.length);
    const sizes = padded(source.shape, x.shape.length);
    const count = axes.reduce((product, axis) => product * (x.shape[axis]! / sizes[axis]!), 1);
    if (count === 0) return undefined;
    const kept = sizes.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const attributes = { ...node.attributes, keepDims: true };
    const type = { shape: kept, dtype: output!.dtype };
    const reduced = repair(
      editor.add(node.op, { x: reshaped(source, sizes, editor) }, attributes, type),
      count,
      editor,
    );
    const whole = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    return [reshaped(broadcast(reduced, whole, editor), output!.shape, editor)];
  };
}

function counted(value: GraphValue, count: number, editor: Editor): GraphValue {
  const b = splatValue(count, { shape: [], dtype: value.dtype });
  return editor.add('Multiply', { a: value, b }, {}, value);
}

/**
 * Keeps values that are the same along an axis small. TensorFlow.js writes the gradient of a sum as a product with ones;
 * here that becomes a `broadcast`, which moves down behind the nodes that can compute on the small value, until one needs
 * all places.
 */
export const lazyBroadcasts: Rules = {
  ...forOps(
    Object.keys(elementwiseShapes).filter((op) => !EQUAL_SHAPES.has(op)),
    placewise,
  ),
  ...forOps(
    ['All', 'Any', 'Max', 'Mean', 'Min'],
    reduction((value) => value),
  ),
  ExpandDims: reshape,
  Reshape: reshape,
  Sum: reduction(counted),
  Tile: tile,
  Transpose: transpose,
  [BROADCAST]: again,
};
