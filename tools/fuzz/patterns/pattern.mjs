import fc from 'fast-check';
import { floats } from '../numbers/values.mjs';
import { NAMES } from '../ops/functions.mjs';
import { stages } from './stages.mjs';

/** @typedef {import('./stages.mjs').Images} Images */

/** Shapes of images: with channels that lie in blocks, and not. */
const images = fc
  .record({
    batch: fc.constantFrom(1, 2),
    height: fc.constantFrom(3, 4, 6),
    width: fc.constantFrom(3, 4, 5),
    channels: fc.constantFrom(1, 3, 16, 32),
  })
  .map(({ batch, height, width, channels }) => /** @type {Images} */ ([batch, height, width, channels]));

/** Some stages one after the other: shapes and small numbers, of which code is made. */
export const patterns = fc.record({
  shape: images,
  chosen: fc.array(fc.tuple(fc.constantFrom(...Object.keys(stages)), fc.nat(11)), { minLength: 1, maxLength: 6 }),
});

/**
 * The code of a pattern, its inputs, and which stages fitted.
 *
 * @param {{ shape: Images, chosen: [string, number][] }} pattern
 */
export function patternCode({ shape, chosen }) {
  const inputs = [floats(shape)];
  const lines = [`let x = ${NAMES[0]};`];
  const names = [];
  let last = shape;
  for (const [stage, number] of chosen) {
    const made = stages[stage]?.(last, number, (index) => NAMES[inputs.length + index] ?? '');
    if (
      made === undefined ||
      made.shape.reduce((a, b) => a * b) > 10_000 ||
      inputs.length + (made.weights?.length ?? 0) > NAMES.length
    )
      continue;
    inputs.push(...(made.weights ?? []));
    lines.push(`x = ${made.code};`);
    names.push(stage);
    last = /** @type {Images} */ (made.shape);
  }
  return { code: `(() => {\n  ${[...lines, 'return x;'].join('\n  ')}\n})()`, inputs, names };
}
