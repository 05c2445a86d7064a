import { runCpuKernel } from '@lml/core/engine';

import { splatValue } from '../graph/graph-builder.js';
import { sizeOfShape, splatOf, type GraphData, type GraphNode } from '../graph/graph.js';
import { elementwiseShapes } from '@lml/core/engine';
import { forOps, type Rule, type Rules } from './rewrite.js';

/** Kernels that move places about, repeat or drop them. */
const MOVES = [
  'BatchToSpaceND',
  'Concat',
  'DepthToSpace',
  'ExpandDims',
  'MirrorPad',
  'Pack',
  'Reshape',
  'Reverse',
  'Slice',
  'SplitV',
  'StridedSlice',
  'Tile',
  'Transpose',
  'Unpack',
  'broadcast',
];

/** One place is computed, and stands for all. */
const placewise: Rule = ({ op, inputs, attributes, outputs: [output] }) => {
  const given = Object.entries(inputs).map(([key, value]) => [key, splatOf(value), value] as const);
  if (given.some(([, splat]) => splat === undefined)) return undefined;
  const single = given.map(([key, splat, { dtype }]) => {
    const { data } = splatValue(splat!, { shape: [1], dtype }).source as { data: GraphData };
    return [key, { shape: [1], dtype, data }] as const;
  });
  const [made] = runCpuKernel(op, Object.fromEntries(single), attributes) ?? [];
  return made?.dtype === output!.dtype ? [splatValue(made.data[0]!, output!)] : undefined;
};

/** However the places are moved, dropped or repeated, they are equal. */
const moved: Rule = ({ inputs, outputs }) => {
  const splats = Object.values(inputs).map(splatOf);
  const [first] = splats;
  if (first === undefined || !splats.every((splat) => Object.is(splat, first))) return undefined;
  return outputs.map((output) => splatValue(first, output));
};

/** As {@link moved}, if the places that are added are equal to those that are there. */
const filledUp: Rule = (node, editor) => {
  const constant = node.attributes['constantValue'];
  return Object.values(node.inputs).every((x) => Object.is(splatOf(x), constant)) ? moved(node, editor) : undefined;
};

const alike =
  (value: number): Rule =>
  ({ outputs: [output] }) => [splatValue(value, output!)];

const filled: Rule = ({ attributes, outputs: [output] }) => {
  const { value } = attributes;
  return typeof value === 'number' ? [splatValue(value, output!)] : undefined;
};

/** A reduction of equal numbers, from the number and how many are reduced to one. */
function reduced(reduce: (value: number, count: number) => number): Rule {
  return (node) => {
    const [x] = Object.values(node.inputs);
    const value = splatOf(x!);
    const count = countOf(node);
    return value === undefined || count === 0 ? undefined : [splatValue(reduce(value, count), node.outputs[0]!)];
  };
}

const asItIs = (value: number): number => value;

/** How many places become one: 0 where there are none. */
function countOf({ inputs, outputs }: GraphNode): number {
  const [size, kept] = [Object.values(inputs)[0]!, outputs[0]!].map(({ shape }) => sizeOfShape(shape));
  return kept === 0 ? 0 : size! / kept!;
}

/** Constants of one number in all places stay so, of any size, without being computed place by place. */
export const foldSplats: Rules = {
  ...forOps(Object.keys(elementwiseShapes), placewise),
  ...forOps(MOVES, moved),
  ...forOps(['All', 'Any', 'Max', 'Mean', 'Min'], reduced(asItIs)),
  Fill: filled,
  OnesLike: alike(1),
  PadV2: filledUp,
  Prod: reduced((value, count) => value ** count),
  Sum: reduced((value, count) => value * count),
  ZerosLike: alike(0),
};
