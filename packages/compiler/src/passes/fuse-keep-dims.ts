import { reducedAxes } from '@lml/core/engine';
import type { Rule, Rules } from './rewrite.js';
import { sameSizes } from './shapes.js';
import type { Uses } from './uses.js';

const REDUCTIONS = new Set(['All', 'Any', 'Max', 'Mean', 'Min', 'Prod', 'Sum']);

/** A reduction keeps or drops its axes by itself, if nothing else needs it in the other shape. */
export function fuseKeepDims(uses: Uses): Rules {
  const reshape: Rule = ({ inputs, outputs: [output] }, editor) => {
    const before = editor.producer(inputs['x']!);
    if (before === undefined || !REDUCTIONS.has(before.op) || uses(inputs['x']!) !== 1) return undefined;
    const { x } = before.inputs;
    const keepDims = before.attributes['keepDims'] !== true;
    const axes = reducedAxes(before.attributes, x!.shape.length);
    const shape = x!.shape.flatMap((size, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [size]));
    if (!sameSizes(shape, output!.shape)) return undefined;
    return [editor.add(before.op, { x: x! }, { ...before.attributes, keepDims }, output!)];
  };
  return { Reshape: reshape };
}
