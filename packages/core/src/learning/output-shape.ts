import * as tf from '@tensorflow/tfjs';

import { LmlError } from '../errors/lml-error.js';
import { UnsupportedModelError } from '../errors/unsupported-model-error.js';
import type { StateSpec } from '../steps/state.js';
import { withStepContext, type StepContext } from '../steps/step-context.js';
import type { KernelDType } from '../tensorflow/kernel-shapes/infer.js';
import { shapeTensor, withShapesOnly } from '../tensorflow/shape-recorder.js';
import { commonShapes, makeTensors, shapesOf, type ShapeTree, type TypeTree } from '../tensorflow/shape-tree.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';

/** Two sizes for free axes but that of batches: such that windows with strides fit into, and smaller ones for axes with a limit. */
const SIZES = [
  [64, 96],
  [8, 12],
  [1, 2],
] as const;
/** Two sizes of batches. */
const BATCHES = [2, 3] as const;

type Make = (shape: readonly number[], dtype: KernelDType) => tf.Tensor;

/**
 * The shapes of a model's outputs, from those of its inputs: it is traced for two sizes of what is free, smaller ones
 * where it refuses them, and computes nothing, unless it has an op whose shapes are not known. Then it computes for zeros.
 *
 * @throws `LML_UNSUPPORTED_MODEL` where it cannot be applied to such inputs.
 */
export function outputShapes(
  types: TypeTree,
  specs: readonly StateSpec[],
  forward: (inputs: TensorTree) => TensorTree,
): ShapeTree {
  const shapes = (make: Make, batch: number, size: number): ShapeTree => {
    const sized = (shape: readonly (number | null)[]): number[] =>
      shape.map((known, axis) => known ?? (axis === 0 ? batch : size));
    let found: ShapeTree = [];
    tf.tidy(() => {
      const inputs = makeTensors(types, (shape, dtype) => make(sized(shape), dtype));
      found = withStepContext(contextOf(specs, make), () => shapesOf(forward(inputs)));
    });
    return found;
  };
  const attempt = ([small, large]: (typeof SIZES)[number]): ShapeTree => {
    const both = (make: Make): ShapeTree =>
      commonShapes(shapes(make, BATCHES[0], small), shapes(make, BATCHES[1], large));
    try {
      return withShapesOnly(() => both(shapeTensor));
    } catch (error) {
      if (!LmlError.isInstance(error, 'LML_UNTRACEABLE_STEP')) throw error;
      return both((shape, dtype) => tf.zeros([...shape], dtype));
    }
  };
  const errors: unknown[] = [];
  for (const sizes of SIZES) {
    try {
      return attempt(sizes);
    } catch (error) {
      errors.push(error);
    }
  }
  const [error] = errors;
  if (LmlError.isInstance(error)) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  throw new UnsupportedModelError(
    `The model cannot be applied to inputs such as it states: ${reason}. Look at its inputs and at the shapes of its weights.`,
    { cause: error },
  );
}

/** Values that are there for their shapes. */
function contextOf(specs: readonly StateSpec[], make: Make): StepContext {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const draw = (_: string, shape: readonly number[]): tf.Tensor => make(shape, 'float32');
  const read = (name: string): tf.Tensor => make(byName.get(name)!.shape, byName.get(name)!.dtype);
  return {
    stage: 'predict',
    training: false,
    random: { normal: draw, uniform: draw, mask: draw },
    names: specs.map(({ name }) => name),
    read,
    readBefore: read,
    write: () => undefined,
    hyper: (_name, _initial, dtype = 'float32') => make([], dtype) as tf.Scalar,
    keep: (value) => value,
  };
}
