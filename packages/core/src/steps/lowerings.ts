import { ambient } from '../node/ambient.js';

/**
 * What a lowering is for each target of engines that compile steps, by the target's name. The package with the target adds it:
 * `@lml/compiler` adds `onnx`.
 */
export interface TargetLowerings {}

const store = ambient('lowerings', () => new Map<string, unknown[]>());

/**
 * Registers how a target lowers a composite or a kernel. It counts for engines that are set up, and models that are exported,
 * from then on, and replaces what the target knows already of the same ops. Without the package of that target nothing comes of
 * it, so a plugin can register lowerings without depending on it.
 *
 * @example
 * ```ts
 * import type {} from '@lml/compiler'; // adds the type of lowerings for onnx
 * import { registerLowering } from '@lml/core/engine';
 *
 * registerLowering('onnx', {
 *   ops: ['my-plugin/square'],
 *   lower: ({ inputs, outputs }, emit) => {
 *     const x = emit.input(inputs['0']!);
 *     emit.define(outputs[0]!, emit.node('Mul', [x, x]), []);
 *   },
 * });
 * ```
 */
export function registerLowering<Target extends keyof TargetLowerings>(
  target: Target,
  lowering: TargetLowerings[Target],
): void {
  const known = store.get(target) ?? [];
  store.set(target, [...known, lowering]);
}

/** Returns the lowerings that are registered for a target, in their order. */
export function registeredLowerings<Target extends keyof TargetLowerings>(
  target: Target,
): readonly TargetLowerings[Target][] {
  return (store.get(target) ?? []) as TargetLowerings[Target][];
}
