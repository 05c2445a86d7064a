import * as tf from '@tensorflow/tfjs';

/** Tensors by name, all of one record. */
export type TensorRecord<Name extends string = string> = Readonly<Record<Name, tf.Tensor>>;

/** All tensors of one record where a condition holds, of the other where it does not. */
export function select<Name extends string>(
  condition: tf.Tensor,
  yes: TensorRecord<Name>,
  no: TensorRecord<Name>,
): TensorRecord<Name> {
  const entries = (Object.keys(yes) as Name[]).map((name) => [name, tf.where(condition, yes[name], no[name])] as const);
  return Object.fromEntries(entries) as TensorRecord<Name>;
}
