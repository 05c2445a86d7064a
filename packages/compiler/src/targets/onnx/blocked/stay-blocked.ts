import { sizeOfShape } from '../../../graph/graph.js';
import type { OnnxModelGraph, OnnxNode } from '../model.js';
import { withoutDeadNodes } from '../needed.js';
import { BLOCKED } from './blocks.js';
import { fuseBlocked } from './fuse-blocked.js';
import { Surroundings } from './surroundings.js';

/** Ops that treat each place of one tensor by itself; further inputs are numbers. */
const UNARY = new Set([
  'Abs',
  'Clip',
  'Elu',
  'Erf',
  'Exp',
  'HardSigmoid',
  'LeakyRelu',
  'Neg',
  'Reciprocal',
  'Relu',
  'Selu',
  'Sigmoid',
  'Softplus',
  'Sqrt',
  'Tanh',
]);
/** Ops that treat each place of several tensors by itself. */
const POINTWISE = new Set(['Add', 'Div', 'Max', 'Min', 'Mul', 'Pow', 'Sub', 'Sum']);
const POOLINGS = new Set(['AveragePool', 'MaxPool']);
const REDUCTIONS = new Set(['ReduceMean', 'ReduceSum']);

/**
 * A graph in which images stay in blocks from convolution to convolution: what lies in between is computed in blocks too,
 * wherever that can be, so that most reorderings on the way fall away. `shapes` are those of names that are known.
 */
export function stayBlocked(graph: OnnxModelGraph, shapes: ReadonlyMap<string, readonly number[]>): OnnxModelGraph {
  const around = new Surroundings(graph, shapes);
  for (const original of graph.nodes) {
    const node = around.renamed(original);
    if (!reordered(node, around) && !rewritten(node, around)) around.keep(node);
  }
  return fuseBlocked(withoutDeadNodes(around.finish()), around.shapes);
}

/** Notes what lies in blocks, and leaves out what would put it there again. */
function reordered({ op, domain, inputs, outputs, attributes }: OnnxNode, around: Surroundings): boolean {
  if (domain !== BLOCKED || attributes['channels_last'] !== undefined) return false;
  const [input, output] = [inputs[0]!, outputs[0]!];
  if (op === 'ReorderOutput') around.twin(output, input);
  if (op !== 'ReorderInput') return false;
  const known = around.twinOf(input);
  if (known !== undefined) around.replace(output, known);
  else around.twin(input, output);
  return known !== undefined;
}

/** Computes what a node does in blocks, if it can be. */
function rewritten(node: OnnxNode, around: Surroundings): boolean {
  const { op, domain, outputs } = node;
  if (domain !== '' || outputs.length !== 1) return false;
  if (UNARY.has(op)) return unary(node, around);
  if (POINTWISE.has(op)) return pointwise(node, around);
  if (POOLINGS.has(op)) return pooling(node, around);
  if (REDUCTIONS.has(op)) return reduction(node, around);
  if (op === 'BatchNormalization') return normalisation(node, around);
  if (op === 'Resize') return repetition(node, around);
  return op === 'Transpose' && channelsLast(node, around);
}

function unary(node: OnnxNode, around: Surroundings): boolean {
  const [input, ...numbers] = node.inputs;
  const blocked = around.blocked(input!);
  if (blocked === undefined || !numbers.every((name) => name === '' || around.isNumber(name))) return false;
  around.define(node, around.add({ ...node, inputs: [blocked, ...numbers] }), around.shapeOf(input!)!);
  return true;
}

function pointwise(node: OnnxNode, around: Surroundings): boolean {
  const { op, inputs } = node;
  const main = inputs.find((name) => around.blocked(name) !== undefined);
  const shape = main === undefined ? undefined : around.shapeOf(main)!;
  if (shape === undefined) return false;
  const isWhole = (name: string): boolean => String(around.shapeOf(name)) === String(shape);
  if (inputs.every((name) => isWhole(name) || around.isNumber(name))) {
    const names = inputs.map((name) => (isWhole(name) ? around.intoBlocks(name) : name));
    around.define(node, around.add({ ...node, inputs: names }), shape);
    return true;
  }
  const other = inputs.find((name) => name !== main)!;
  if (inputs.length !== 2 || !around.isPerChannel(other, shape[1]!)) return false;
  const result = perChannel(op, around.blocked(main!)!, other, inputs[0] === main, shape, around);
  if (result !== undefined) around.define(node, result, shape);
  return result !== undefined;
}

/** An op of images and a number for each channel, as a convolution with filters of one place. */
function perChannel(
  op: string,
  images: string,
  numbers: string,
  imagesComeFirst: boolean,
  shape: readonly number[],
  around: Surroundings,
): string | undefined {
  const ofNumbers = (each: string): string => around.plain(each, [numbers]);
  if (op === 'Mul') return around.affine(images, shape, numbers, undefined);
  if (op === 'Add') return around.affine(images, shape, around.ones(shape[1]!, 1), numbers);
  if (op === 'Sub' && imagesComeFirst) return around.affine(images, shape, around.ones(shape[1]!, 1), ofNumbers('Neg'));
  if (op === 'Sub') return around.affine(images, shape, around.ones(shape[1]!, -1), numbers);
  if (op === 'Div' && imagesComeFirst) return around.affine(images, shape, ofNumbers('Reciprocal'), undefined);
  return undefined;
}

function pooling(node: OnnxNode, around: Surroundings): boolean {
  const [input] = node.inputs;
  const blocked = around.blocked(input!);
  const dilations = node.attributes['dilations'] as readonly number[] | undefined;
  const { dilations: _, ...others } = node.attributes;
  if (blocked === undefined || dilations?.some((step) => step !== 1) === true) return false;
  const pooled = around.shapeOf(node.outputs[0]!);
  if (pooled === undefined) return false;
  around.define(node, around.add({ ...node, domain: BLOCKED, inputs: [blocked], attributes: others }), pooled);
  return true;
}

/** Images each of whose places is repeated. */
function repetition(node: OnnxNode, around: Surroundings): boolean {
  const [input, , , size] = node.inputs;
  const blocked = around.blocked(input!);
  const [from, to] = [around.shapeOf(input!), around.wholeNumbers(size ?? '')];
  if (blocked === undefined || to === undefined || node.attributes['mode'] !== 'nearest') return false;
  const scales = to.map((each, axis) => each / from![axis]!);
  if (!scales.every((scale) => Number.isInteger(scale))) return false;
  const { coordinate_transformation_mode, mode } = node.attributes;
  const attributes = { scales, mode, coordinate_transformation_mode };
  around.define(node, around.add({ ...node, op: 'Upsample', domain: BLOCKED, inputs: [blocked], attributes }), to);
  return true;
}

/** A sum or mean over places, and over images too: that of each image's mean. */
function reduction(node: OnnxNode, around: Surroundings): boolean {
  const [input, axes] = node.inputs;
  const blocked = around.blocked(input!);
  const over = axes === undefined ? undefined : around.wholeNumbers(axes)?.join(',');
  const keeps = node.attributes['keepdims'] !== 0;
  if (blocked === undefined || (over !== '0,2,3' && !(over === '2,3' && keeps))) return false;
  const shape = around.shapeOf(input!)!;
  const [images, channels, ...sides] = shape as [number, number, ...number[]];
  const places = sizeOfShape(sides);
  const means = around.add({
    op: 'GlobalAveragePool',
    domain: BLOCKED,
    inputs: [blocked],
    outputs: [],
    attributes: {},
  });
  // An image of one place lies in blocks as it lies without.
  const mean = over === '2,3' ? means : around.plain('ReduceMean', [means, around.int64s([0])], { keepdims: 1 });
  const count = over === '2,3' ? places : places * images;
  const scaled = node.op === 'ReduceMean' ? mean : around.plain('Mul', [mean, around.number(count)]);
  const result = keeps ? scaled : around.plain('Reshape', [scaled, around.int64s([channels])]);
  around.replace(node.outputs[0]!, result);
  around.know(node.outputs[0]!, keeps ? [over === '2,3' ? images : 1, channels, 1, 1] : [channels]);
  return true;
}

function normalisation(node: OnnxNode, around: Surroundings): boolean {
  const [input, scale, bias, mean, variance] = node.inputs as [string, string, string, string, string];
  const blocked = around.blocked(input);
  if (blocked === undefined) return false;
  const shape = around.shapeOf(input)!;
  const { float: epsilon } = (node.attributes['epsilon'] ?? { float: 1e-5 }) as { float: number };
  const isTrivial = epsilon === 0 && around.isFilledWith(mean, 0) && around.isFilledWith(variance, 1);
  const deviation = around.plain('Sqrt', [around.plain('Add', [variance, around.number(epsilon)])]);
  const factor = isTrivial ? scale : around.plain('Div', [scale, deviation]);
  const shift = isTrivial ? bias : around.plain('Sub', [bias, around.plain('Mul', [mean, factor])]);
  around.define(node, around.affine(blocked, shape, factor, shift), shape);
  return true;
}

/** Images leave their blocks with channels last as well as with channels first. */
function channelsLast({ inputs, outputs, attributes }: OnnxNode, around: Surroundings): boolean {
  const blocked = around.blocked(inputs[0]!);
  if (blocked === undefined || String(attributes['perm']) !== '0,2,3,1') return false;
  const [, channels] = around.shapeOf(inputs[0]!) as [number, number];
  around.keep({
    op: 'ReorderOutput',
    domain: BLOCKED,
    inputs: [blocked],
    outputs,
    attributes: { channels, channels_last: 1 },
  });
  return true;
}
