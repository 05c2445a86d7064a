import * as tf from '@tensorflow/tfjs';

import { attribute, forAll, one, type Infer, type InferTable, type KernelDType } from './infer.js';

const like: Infer = ({ x }) => one(x!.shape, x!.dtype);
const test: Infer = ({ x }) => one(x!.shape, 'bool');
const asFloat: Infer = ({ x }) => one(x!.shape, 'float32');

/** The shape of two shapes broadcast against each other. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  return tf.broadcast_util.assertAndGetBroadcastShape([...a], [...b]);
}

const binary: Infer = ({ a, b }) => one(broadcastShape(a!.shape, b!.shape), a!.dtype);
const comparison: Infer = ({ a, b }) => one(broadcastShape(a!.shape, b!.shape), 'bool');

/** Kernels that treat each place by itself. */
export const elementwiseShapes: InferTable = {
  ...forAll(
    [
      'Abs',
      'Acos',
      'Acosh',
      'Asin',
      'Asinh',
      'Atan',
      'Atanh',
      'Ceil',
      'ClipByValue',
      'Cos',
      'Cosh',
      'Elu',
      'Erf',
      'Expm1',
      'Floor',
      'Identity',
      'Log',
      'Log1p',
      'Neg',
      'OnesLike',
      'Reciprocal',
      'Relu',
      'Relu6',
      'Round',
      'Rsqrt',
      'Selu',
      'Sigmoid',
      'Sign',
      'Sin',
      'Sinh',
      'Softplus',
      'Sqrt',
      'Square',
      'Step',
      'Tan',
      'Tanh',
      'ZerosLike',
    ],
    like,
  ),
  ...forAll(['Exp', 'LeakyRelu'], asFloat),
  ...forAll(['IsFinite', 'IsInf', 'IsNan', 'LogicalNot'], test),
  ...forAll(
    [
      'Add',
      'Atan2',
      'BitwiseAnd',
      'Maximum',
      'Minimum',
      'Mod',
      'Multiply',
      'Pow',
      'RealDiv',
      'SquaredDifference',
      'Sub',
    ],
    binary,
  ),
  ...forAll(
    ['Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalOr', 'NotEqual'],
    comparison,
  ),
  AddN: (inputs) => one(inputs['0']!.shape, inputs['0']!.dtype),
  Cast: ({ x }, attributes) => one(x!.shape, attribute<KernelDType>(attributes, 'dtype')),
  EluGrad: ({ dy }) => one(dy!.shape, 'float32'),
  FloorDiv: ({ a, b }) => one(broadcastShape(a!.shape, b!.shape), 'int32'),
  Prelu: ({ x, alpha }) => one(broadcastShape(x!.shape, alpha!.shape), 'float32'),
  Select: ({ t, e }) => one(t!.shape, tf.upcastType(t!.dtype, e!.dtype) as KernelDType),
};
