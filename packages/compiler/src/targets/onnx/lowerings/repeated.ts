import type { Emitter } from '../emitter.js';

/**
 * Images `[batch, channels, height, width]` each of whose places is repeated to the side and down, up to a shape whose sides
 * are multiples: for that ONNX Runtime has a fast way.
 */
export function repeated(name: string, shape: readonly number[], emit: Emitter): string {
  const attributes = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
  return emit.node('Resize', [name, '', '', emit.int64s(shape)], attributes);
}
