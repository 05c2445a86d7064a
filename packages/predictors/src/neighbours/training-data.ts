import { InvalidArgumentError, ShapeMismatchError, type NdArray, type StateEntry } from '@lml/core';

/** The training samples as state: `features` `[samples, features]`, `targets`, and of classes their labels as `classes`. */
export interface TrainingData {
  /** How many samples there are. */
  readonly samples: number;
  /** How many features each has. */
  readonly features: number;
  /** For the engine and the checkpoint. */
  readonly state: readonly StateEntry[];
}

/**
 * Checks training samples and copies them into state.
 *
 * @throws `LML_SHAPE_MISMATCH` if the shapes do not fit; `LML_INVALID_ARGUMENT` for text, numbers that are not finite, or
 * classes that are not whole numbers.
 */
export function trainingData(outputs: NdArray, targets: NdArray, task: 'classification' | 'regression'): TrainingData {
  const [samples = 0, features = 0] = outputs.shape;
  if (outputs.shape.length !== 2 || features === 0) {
    throw new ShapeMismatchError(
      `Outputs to find neighbours among must be [samples, features], got shape [${outputs.shape.join(', ')}]. ` +
        'End the model in one vector for each sample, for example by tf.layers.flatten().',
    );
  }
  checkTargetShape(samples, targets, task);
  const entries = [entry('features', 'float32', [samples, features], floats('outputs', outputs))];
  if (task === 'regression') {
    entries.push(entry('targets', 'float32', targets.shape, floats('targets', targets)));
  } else {
    const labels = wholeNumbers(targets);
    const classes = Int32Array.from(new Set(labels)).sort();
    entries.push(entry('targets', 'int32', [samples], labels), entry('classes', 'int32', [classes.length], classes));
  }
  return { samples, features, state: entries };
}

function checkTargetShape(samples: number, { shape }: NdArray, task: 'classification' | 'regression'): void {
  const column = shape.length === 2 && (task === 'regression' || shape[1] === 1);
  if ((shape.length !== 1 && !column) || shape[1] === 0) {
    const expected =
      task === 'regression' ? '[samples] or [samples, values]' : '[samples], the number of the class of each';
    throw new ShapeMismatchError(`Targets of ${task} must be ${expected}, got shape [${shape.join(', ')}].`);
  }
  if (shape[0] !== samples) {
    throw new ShapeMismatchError(`There are ${samples} outputs but ${shape[0]} targets; each output needs one.`);
  }
}

function floats(argument: string, array: NdArray): Float32Array {
  const values = new Float32Array(numbers(argument, array));
  const position = values.findIndex((value) => !Number.isFinite(value));
  if (position >= 0) {
    throw new InvalidArgumentError(
      argument,
      `finite in float32; the value at position ${position} is not`,
      values[position],
    );
  }
  return values;
}

function wholeNumbers(targets: NdArray): Int32Array {
  const values = numbers('targets', targets);
  const labels = new Int32Array(values);
  const position = labels.findIndex((label, index) => label !== values[index]);
  if (position >= 0) {
    throw new InvalidArgumentError(
      'targets',
      `whole numbers that fit int32, for classification; the one at position ${position} is not`,
      values[position],
      "Number the classes, or set task: 'regression' for values.",
    );
  }
  return labels;
}

function numbers(argument: string, array: NdArray): Float64Array {
  if (array.dtype === 'string') {
    throw new InvalidArgumentError(argument, 'numbers', array, 'Number the classes.');
  }
  return Float64Array.from(array.data as ArrayLike<number | bigint>, Number);
}

function entry(
  name: string,
  dtype: 'float32' | 'int32',
  shape: readonly number[],
  data: Float32Array | Int32Array,
): StateEntry {
  return { name, shape: [...shape], dtype, trainable: false, value: { dtype, shape: [...shape], data } };
}
