import type { Emitter } from '../emitter.js';
import type { Layout } from '../../../layout/layout.js';

/** A plain tensor of fewer axes as it broadcasts against one of a rank that lies in a layout. */
export function beside(name: string, shape: readonly number[], rank: number, layout: Layout, emit: Emitter): string {
  const padded = [...new Array<number>(rank - shape.length).fill(1), ...shape];
  const reshaped = shape.length === rank ? name : emit.reshape(name, padded);
  return layout.length === 0 ? reshaped : emit.transpose(reshaped, padded, layout);
}
