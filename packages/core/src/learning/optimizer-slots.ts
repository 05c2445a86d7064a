import type { StateEntry } from '../steps/state.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';

/** What a slot starts with: a number, everywhere, or the value that the parameter starts with. */
export type SlotStart = number | 'parameter';

/** A slot for each of some parameters, of its shape, named `<slot>/<parameter>`. */
export function slotEntries(slot: string, parameters: readonly StateEntry[], first: SlotStart = 0): StateEntry[] {
  return parameters.map(({ name, shape, value }) =>
    first === 'parameter'
      ? { name: `${slot}/${name}`, shape, dtype: 'float32', trainable: false, value }
      : slotEntry(`${slot}/${name}`, shape, first),
  );
}

/** A slot of any shape, with one number everywhere. */
export function slotEntry(name: string, shape: readonly number[], first = 0): StateEntry {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(first);
  return { name, shape, dtype: 'float32', trainable: false, value: { dtype: 'float32', shape, data } };
}

/** The slots of one name, by parameter. */
export function readSlots(slot: string, slots: Tensors, parameters: readonly string[]): Tensors {
  return Object.fromEntries(parameters.map((name) => [name, slots[`${slot}/${name}`]!]));
}

/** Tensors by parameter, as the slots of one name. */
export function writeSlots(slot: string, tensors: Tensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${slot}/${name}`, tensor]));
}
