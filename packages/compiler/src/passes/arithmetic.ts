import { splatValue } from '../graph/graph-builder.js';
import { splatOf, type GraphNode, type GraphValue } from '../graph/graph.js';
import type { Editor, Rule, Rules } from './rewrite.js';
import { sameType } from './shapes.js';

/** The smallest float32 that keeps all its digits. */
const SMALLEST_NORMAL = 2 ** -126;

/** What a negation negates, if a value is one. */
function negated(value: GraphValue, editor: Editor): GraphValue | undefined {
  const node = editor.producer(value);
  return node?.op === 'Neg' ? node.inputs['x'] : undefined;
}

/** An input if it can stand for the output: of its shape and type. */
function instead(value: GraphValue, { outputs: [output] }: GraphNode): readonly GraphValue[] | undefined {
  return sameType(value, output!) ? [value] : undefined;
}

/** The operands of a node of which one is the same number everywhere, that number last. */
function withSplat({ a, b }: Readonly<Record<string, GraphValue>>): [GraphValue, number] | undefined {
  const [left, right] = [splatOf(a!), splatOf(b!)];
  if (right !== undefined) return [a!, right];
  return left === undefined ? undefined : [b!, left];
}

/**
 * A factor that does what two do one after the other, if the result is infinite, zero or rounded to few digits in the same
 * cases.
 */
function together(first: number, second: number): number | undefined {
  const product = Math.fround(first * second);
  const isPlain = Number.isFinite(product) && Math.abs(product) >= SMALLEST_NORMAL;
  return isPlain && (Math.abs(first) <= 1 || Math.abs(second) >= 1) ? product : undefined;
}

function scaled(x: GraphValue, factor: number, { outputs: [output] }: GraphNode, editor: Editor): [GraphValue] {
  const b = splatValue(factor, { shape: [], dtype: x.dtype });
  return [editor.add('Multiply', { a: x, b }, {}, output!)];
}

const multiply: Rule = (node, editor) => {
  const { a, b } = node.inputs as { a: GraphValue; b: GraphValue };
  const operand = withSplat(node.inputs);
  if (operand === undefined) {
    const [left, right] = [negated(a, editor), negated(b, editor)];
    if (left === undefined || right === undefined) return undefined;
    return [editor.add('Multiply', { a: left, b: right }, {}, node.outputs[0]!)];
  }
  const [x, factor] = operand;
  if (factor === 1) return instead(x, node);
  const inner = negated(x, editor);
  if (inner !== undefined) return scaled(inner, -factor, node, editor);
  const before = editor.producer(x);
  if (before?.op !== 'Multiply' || x.dtype !== 'float32') return undefined;
  const [origin, first] = withSplat(before.inputs) ?? [];
  const both = first === undefined ? undefined : together(first, factor);
  return both === undefined ? undefined : scaled(origin!, both, node, editor);
};

/** Dividing by a power of two is multiplying by its reciprocal, to the bit; by other numbers it is not. */
const realDiv: Rule = (node, editor) => {
  const { a, b } = node.inputs;
  const divisor = splatOf(b!);
  if (divisor === undefined || a!.dtype !== 'float32') return undefined;
  if (divisor === 1) return instead(a!, node);
  const reciprocal = Math.fround(1 / divisor);
  return reciprocal * divisor === 1 ? scaled(a!, reciprocal, node, editor) : undefined;
};

const floorDiv: Rule = (node) =>
  splatOf(node.inputs['b']!) === 1 && node.inputs['a']!.dtype === 'int32'
    ? instead(node.inputs['a']!, node)
    : undefined;

const add: Rule = (node, editor) => {
  const { a, b } = node.inputs as { a: GraphValue; b: GraphValue };
  const [x, number] = withSplat(node.inputs) ?? [];
  if (x !== undefined) return number === 0 ? instead(x, node) : undefined;
  const [left, right] = [negated(a, editor), negated(b, editor)];
  if (right !== undefined) return [editor.add('Sub', { a, b: right }, {}, node.outputs[0]!)];
  return left === undefined ? undefined : [editor.add('Sub', { a: b, b: left }, {}, node.outputs[0]!)];
};

const sub: Rule = (node, editor) => {
  const { a, b } = node.inputs as { a: GraphValue; b: GraphValue };
  if (splatOf(b) === 0) return instead(a, node);
  const right = negated(b, editor);
  return right === undefined ? undefined : [editor.add('Add', { a, b: right }, {}, node.outputs[0]!)];
};

const neg: Rule = (node, editor) => {
  const { op, inputs } = editor.producer(node.inputs['x']!) ?? {};
  if (op === 'Neg') return [inputs!['x']!];
  if (op === 'Sub') return [editor.add('Sub', { a: inputs!['b']!, b: inputs!['a']! }, {}, node.outputs[0]!)];
  const [x, factor] = (op === 'Multiply' ? withSplat(inputs!) : undefined) ?? [];
  return x === undefined ? undefined : scaled(x, -factor!, node, editor);
};

/** Zeros are left out; what is left alone stands for the sum. */
const addN: Rule = ({ inputs, attributes, outputs: [output] }, editor) => {
  const values = Object.values(inputs);
  const rest = values.filter((value) => splatOf(value) !== 0);
  if (rest.length === 1) return rest;
  if (rest.length === values.length || rest.length === 0) return undefined;
  return [editor.add('AddN', { ...rest } as unknown as Record<string, GraphValue>, attributes, output!)];
};

const pow: Rule = (node) => (splatOf(node.inputs['b']!) === 1 ? instead(node.inputs['a']!, node) : undefined);

const select: Rule = (node) => {
  const { condition, t, e } = node.inputs as { condition: GraphValue; t: GraphValue; e: GraphValue };
  if (t === e) return instead(t, node);
  const constant = splatOf(condition);
  return constant === undefined ? undefined : instead(constant === 0 ? e : t, node);
};

const cast: Rule = (node, editor) => {
  const { x } = node.inputs as { x: GraphValue };
  if (x.dtype === node.attributes['dtype']) return [x];
  const before = editor.producer(x);
  // A truth value is the same in all types.
  if (before?.op !== 'Cast' || before.inputs['x']!.dtype !== 'bool') return undefined;
  return [editor.add('Cast', { x: before.inputs['x']! }, node.attributes, node.outputs[0]!)];
};

const not: Rule = ({ inputs }, editor) => {
  const before = editor.producer(inputs['x']!);
  return before?.op === 'LogicalNot' ? [before.inputs['x']!] : undefined;
};

/**
 * What arithmetic says of single numbers. NaN and infinite values stay what they are: x·0 and x − x are left. Only the sign
 * of a zero may differ, and rounding where two constant factors become one.
 */
export const arithmetic: Rules = {
  Add: add,
  AddN: addN,
  Cast: cast,
  FloorDiv: floorDiv,
  LogicalNot: not,
  Multiply: multiply,
  Neg: neg,
  Pow: pow,
  RealDiv: realDiv,
  Select: select,
  Sub: sub,
};
