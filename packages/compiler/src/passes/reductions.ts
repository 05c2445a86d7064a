import type { GraphValue } from '../graph/graph.js';
import { reducedAxes } from '@lml/core/engine';
import { forOps, type Rule, type Rules } from './rewrite.js';
import { differByOnes } from './reshapes.js';
import { sameSizes } from './shapes.js';

/** Reductions by the name of the attribute that holds their axes. */
const AXES: Readonly<Record<string, string>> = {
  All: 'axis',
  Any: 'axis',
  Max: 'reductionIndices',
  Mean: 'axis',
  Min: 'axis',
  Prod: 'axis',
  Sum: 'axis',
};

/**
 * Over axes of size 1 nothing is reduced. A reshape that only adds or takes away such axes may as well come after. Axes are
 * written in order, counted from the front, so that equal reductions look equal.
 */
const reduction: Rule = ({ op, inputs, attributes, outputs: [output] }, editor) => {
  const { x } = inputs as { x: GraphValue };
  const name = AXES[op]!;
  const reduced = reducedAxes(attributes, x.shape.length);
  const axes = x.shape.flatMap((size, axis) => (reduced.includes(axis) && size !== 1 ? [axis] : []));
  if (axes.length === 0) {
    if (x.dtype !== output!.dtype) return undefined;
    return [editor.add('Reshape', { x }, { shape: [...output!.shape] }, output!)];
  }
  const before = editor.producer(x);
  const keepDims = attributes['keepDims'] === true;
  if (before?.op === 'Reshape' && differByOnes(before.inputs['x']!.shape, x.shape)) {
    const source = before.inputs['x']!;
    const own = sameAxes(axes, x.shape, source.shape);
    const kept = source.shape.flatMap((size, axis) => (own.includes(axis) ? (keepDims ? [1] : []) : [size]));
    const made = editor.add(op, { x: source }, { [name]: own, keepDims }, { shape: kept, dtype: output!.dtype });
    return [editor.add('Reshape', { x: made }, { shape: [...output!.shape] }, output!)];
  }
  const sorted = [...reduced].sort((left, right) => left - right);
  const given = attributes[name];
  if (Array.isArray(given) && sameSizes(given as number[], sorted)) return undefined;
  return [editor.add(op, { x }, { [name]: sorted, keepDims }, output!)];
};

/** The axes of one shape, in another one that differs by axes of size 1. */
function sameAxes(axes: readonly number[], shape: readonly number[], other: readonly number[]): number[] {
  const positions = other.flatMap((size, axis) => (size === 1 ? [] : [axis]));
  return axes.map((axis) => positions[shape.slice(0, axis).filter((size) => size !== 1).length]!);
}

/** Reductions over axes of size 1, and behind reshapes that change no more than such. */
export const reductions: Rules = forOps(Object.keys(AXES), reduction);
