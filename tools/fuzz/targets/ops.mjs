import fc from 'fast-check';
import { inputCode, valuesOf } from '../numbers/values.mjs';
import { elementwise } from '../ops/elementwise.mjs';
import { images } from '../ops/images.mjs';
import { judge } from '../ops/judge.mjs';
import { moves } from '../ops/moves.mjs';
import { products } from '../ops/products.mjs';
import { reductions } from '../ops/reductions.mjs';

const calls = fc.oneof(...elementwise, ...reductions, ...moves, ...products, ...images);
const styles = fc.constantFrom(/** @type {const} */ ('normal'), /** @type {const} */ ('edge'));

/**
 * Raw ops of TensorFlow.js, their first and second gradients, on every engine.
 *
 * @type {import('../search.mjs').Target<{ call: import('../ops/op.mjs').Call, style: 'normal' | 'edge', seed: number }>}
 */
export const ops = {
  name: 'ops',
  cases: fc.record({ call: calls, style: styles, seed: fc.nat(1000) }),
  check({ call, style: chosen, seed }, tools) {
    const style = call.finite && chosen === 'edge' ? 'finite' : chosen;
    const inputs = call.inputs.map((input, index) => valuesOf(input, style, seed + 10 * index));
    const made = call.inputs.map((input, index) => inputCode(input, style, seed + 10 * index));
    const parts = [call.op, ...(style !== 'normal' ? ['edge values'] : [])];
    return judge({ parts, code: call.code, inputs, made, smooth: style === 'normal', seed }, tools);
  },
};
