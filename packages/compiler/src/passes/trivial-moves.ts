import { sizeOfShape, type GraphNode, type GraphValue } from '../graph/graph.js';
import { attribute, normalAxes } from '@lml/core/engine';
import type { Editor, Rule, Rules } from './rewrite.js';
import { sameSizes, sliceBegin } from './shapes.js';

/** The input, where the output has its shape. */
const whole: Rule = ({ inputs, outputs: [output] }) => {
  const { x } = inputs;
  return sameSizes(x!.shape, output!.shape) ? [x!] : undefined;
};

/** A slice of a slice is one slice. */
const slice: Rule = (node, editor) => {
  const { x } = node.inputs;
  const [output] = node.outputs;
  const before = editor.producer(x!);
  if (sameSizes(x!.shape, output!.shape)) return [x!];
  if (before?.op !== 'Slice') return undefined;
  const inner = sliceBegin(node);
  const begin = sliceBegin(before).map((start, axis) => start + inner[axis]!);
  return [editor.add('Slice', { x: before.inputs['x']! }, { begin, size: [...output!.shape] }, output!)];
};

/** Of several tensors, those that have any places. */
const concat: Rule = ({ inputs, attributes, outputs: [output] }, editor) => {
  const values = Object.values(inputs);
  const rest = values.filter(({ shape }) => sizeOfShape(shape) > 0);
  if (rest.length === 1) return rest;
  if (rest.length === 0 || rest.length === values.length) return undefined;
  return [editor.add('Concat', { ...rest } as unknown as Record<string, GraphValue>, attributes, output!)];
};

const reshaped = (x: GraphValue, { outputs: [output] }: GraphNode, editor: Editor): readonly GraphValue[] => [
  editor.add('Reshape', { x }, { shape: [...output!.shape] }, output!),
];

const single: Rule = (node, editor) => {
  const [x, ...others] = Object.values(node.inputs);
  return others.length === 0 && node.outputs.length === 1 ? reshaped(x!, node, editor) : undefined;
};

/** Nothing is reversed along axes of size 1. */
const reverse: Rule = ({ inputs, attributes }) => {
  const { x } = inputs as { x: GraphValue };
  const axes = normalAxes(attribute<number | number[]>(attributes, 'dims'), x.shape.length);
  return axes.every((axis) => x.shape[axis] === 1) ? [x] : undefined;
};

/** Moves that move nothing: slices of everything, paddings by nothing, one tensor put together or taken apart. */
export const trivialMoves: Rules = {
  Concat: concat,
  Identity: whole,
  MirrorPad: whole,
  Pack: single,
  PadV2: whole,
  Reverse: reverse,
  Slice: slice,
  SplitV: (node) => (node.outputs.length === 1 ? [node.inputs['x']!] : undefined),
  Unpack: single,
};
