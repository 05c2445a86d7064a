import type * as tf from '@tensorflow/tfjs';

/** The tensors of a call, under the names that TensorFlow.js's type of inputs has. */
export type Given<Inputs> = { readonly [Name in keyof Inputs]: tf.TensorInfo };

/** One call of a kernel. */
export interface KernelCall<Inputs, Attributes, Output, Backend> {
  /** The tensors. */
  readonly inputs: Given<Inputs>;
  /** The numbers and words that shape it. */
  readonly attributes: Attributes;
  /** Where the tensors lie. */
  readonly backend: Backend;
  /** TensorFlow.js's own kernel of this name, for the calls that it does well. */
  readonly stock: (inputs: Given<Inputs>, attributes: Attributes) => Output;
}

/** A kernel that LML gives to a backend, because TensorFlow.js's own is missing, wrong or slow. */
export interface BackendKernel {
  /** The name under which operations look for it. */
  readonly kernelName: string;
  /** Computes. */
  readonly compute: (call: KernelCall<never, never, never, never>) => tf.TensorInfo | tf.TensorInfo[];
}
