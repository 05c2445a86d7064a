import type { Emitter } from '../emitter.js';
import { float } from '../model.js';

/**
 * The activation that TensorFlow.js's fused kernels apply last, by their attributes.
 *
 * @throws `Error` for an activation that TensorFlow.js does not have.
 */
export function fusedActivation(
  name: string,
  { activation, leakyreluAlpha }: Readonly<Record<string, unknown>>,
  slopes: string | undefined,
  emit: Emitter,
): string {
  switch (activation ?? 'linear') {
    case 'linear':
      return name;
    case 'relu':
      return emit.node('Relu', [name]);
    case 'relu6':
      return emit.node('Clip', [name, emit.scalar(0, 'float32'), emit.scalar(6, 'float32')]);
    case 'elu':
      return emit.node('Elu', [name]);
    case 'sigmoid':
      return emit.node('Sigmoid', [name]);
    case 'leakyrelu':
      return emit.node('LeakyRelu', [name], { alpha: float((leakyreluAlpha as number | undefined) ?? 0.2) });
    case 'prelu':
      return emit.node('PRelu', [name, slopes!]);
    default:
      throw new Error(`There is no activation '${String(activation)}'.`);
  }
}
