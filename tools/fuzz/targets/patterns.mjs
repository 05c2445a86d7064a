import fc from 'fast-check';
import { inputCode, valuesOf } from '../numbers/values.mjs';
import { judge } from '../ops/judge.mjs';
import { patternCode, patterns as all } from '../patterns/pattern.mjs';

/**
 * Layers one after the other that runtimes fuse or lay out in blocks, with their gradients, on every engine.
 *
 * @type {import('../search.mjs').Target<{ pattern: { shape: import('../patterns/stages.mjs').Images, chosen: [string, number][] }, seed: number }>}
 */
export const patterns = {
  name: 'patterns',
  cases: fc.record({ pattern: all, seed: fc.nat(1000) }),
  async check({ pattern, seed }, tools) {
    const { names, code, inputs } = patternCode(pattern);
    const values = inputs.map((input, index) => valuesOf(input, 'normal', seed + 10 * index));
    const made = inputs.map((input, index) => inputCode(input, 'normal', seed + 10 * index));
    // cpu adds up in 64 bits: where a long chain is badly conditioned, others are off by more than it.
    // What is made of numbers about 1 and is much smaller, as equal ones made normal, may be but rounding.
    const measure = { tolerance: 1e-3, least: 0.01 };
    const problem = { parts: names, code, inputs: values, made, smooth: true, seed, ...measure };
    return judge({ ...problem, coordinates: 3, orders: 1 }, tools);
  },
};
