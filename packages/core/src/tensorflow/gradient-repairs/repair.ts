import * as tf from '@tensorflow/tfjs';

/** A gradient of an op: from that of its result, what was saved, and the op's attributes, one for each input. */
export interface GradientRepair {
  /** The kernel. */
  readonly kernel: string;
  /** Which inputs the gradient needs; `'all'` for kernels of a list of tensors. */
  readonly inputs?: readonly string[] | 'all';
  /** Which outputs the gradient needs. Default none. */
  readonly outputs?: readonly boolean[];
  /** Makes the gradients that are asked for. */
  readonly gradient: (dy: tf.Tensor, saved: tf.Tensor[], attributes: Attributes) => Record<string, () => tf.Tensor>;
}

/** The attributes of a kernel. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Tells TensorFlow.js of a gradient, in place of its own. */
export function register({ kernel, inputs = [], outputs = [], gradient }: GradientRepair): void {
  const saved = inputs === 'all' ? { saveAllInputs: true } : { inputsToSave: [...inputs] };
  tf.registerGradient({
    kernelName: kernel,
    ...saved,
    outputsToSave: [...outputs],
    // For kernels of several outputs it is a list, against its type.
    gradFunc: (dy, tensors, attributes) => gradient(dy as tf.Tensor, tensors, attributes),
  });
}

/** Runs a kernel, whose own gradient is taken in a gradient of a gradient. */
export function kernel(name: string, inputs: Record<string, tf.Tensor>, attributes: Attributes = {}): tf.Tensor {
  return tf.engine().runKernel(name, inputs, attributes as unknown as tf.NamedAttrMap);
}

/** Adds up what was broadcast, so that a gradient has the shape of the tensor that it belongs to. */
export function sumTo(gradient: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], gradient.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(gradient, axes) : gradient, [...shape]);
}

/** Whether a gradient is itself to be differentiated, so that it must be made of ops that can be. */
export function isTapeOn(): boolean {
  const { state } = tf.engine() as unknown as { state: { gradientDepth: number; kernelDepth: number } };
  return state.gradientDepth > 0 && state.kernelDepth === 0;
}
