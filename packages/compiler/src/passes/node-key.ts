import { splatOf, type GraphData, type GraphNode, type GraphValue } from '../graph/graph.js';

/** Constants of more places are told apart by which they are, not by their numbers. */
const LARGEST = 256;

/** Ops that give the same for their inputs the other way round. */
const COMMUTATIVE = new Set(['Add', 'Equal', 'LogicalAnd', 'LogicalOr', 'Multiply', 'NotEqual']);

/** A text that two nodes share if they compute the same. */
export function nodeKey({ op, inputs, attributes }: Pick<GraphNode, 'op' | 'inputs' | 'attributes'>): string {
  if (COMMUTATIVE.has(op)) return [op, ...[valueKey(inputs['a']!), valueKey(inputs['b']!)].sort()].join(' ');
  const given = Object.entries(inputs).map(([key, value]) => `${key}=${valueKey(value)}`);
  return `${op} ${given.join(' ')} ${textOf(attributes)}`;
}

/** A text that two values share if they are the same. */
function valueKey(value: GraphValue): string {
  const { id, source, shape, dtype } = value;
  if (source?.kind !== 'constant') return String(id);
  const splat = splatOf(value);
  if (splat === undefined && source.data.length > LARGEST) return String(id);
  const numbers = splat === undefined ? textOf(source.data) : textOf(splat);
  return `${dtype}[${shape.join()}](${numbers})`;
}

/** Unlike JSON it tells 0 from −0, and knows NaN and the infinities. */
function textOf(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `[${Array.from(value as GraphData, textOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const parts = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
  return `{${parts
    .map(([key, part]) => `${key}:${textOf(part)}`)
    .sort()
    .join()}}`;
}
