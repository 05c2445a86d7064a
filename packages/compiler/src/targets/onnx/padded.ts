import type { Emitter } from './emitter.js';

/** How many places are added before and after each axis. */
export type Paddings = readonly (readonly [before: number, after: number])[];

/**
 * A tensor with places around it. Its axes are always stated: ONNX Runtime takes a Pad without them for the padding of a
 * pooling that follows, which pads with −∞ instead of zeros. And all of them are, since it moves transposes past a Pad as if
 * it had pads for each.
 *
 * @param value - The name of what stands in the places; zero if left out.
 */
export function padded(name: string, paddings: Paddings, emit: Emitter, value = '', mode = 'constant'): string {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return name;
  const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
  const axes = emit.int64s(paddings.map((_, axis) => axis));
  return emit.node('Pad', [name, emit.int64s(pads), value, axes], mode === 'constant' ? {} : { mode });
}
