import { RandomStreams } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** What neighbouring float32 are apart at most, of their size. */
const LAST_BIT = 2 ** -23;

/** Kernels that round. The others move numbers, choose among them, or make whole ones. */
const ROUNDING = new Set([
  ...['Add', 'AddN', 'Sub', 'Multiply', 'RealDiv', 'SquaredDifference', 'Pow', 'Mod', 'Atan2', 'Prelu', 'LeakyRelu'],
  ...['Square', 'Sqrt', 'Rsqrt', 'Reciprocal', 'Exp', 'Expm1', 'Log', 'Log1p', 'Erf', 'Sigmoid', 'Softplus', 'Elu'],
  ...[
    'EluGrad',
    'Selu',
    'Sin',
    'Cos',
    'Tan',
    'Asin',
    'Acos',
    'Atan',
    'Sinh',
    'Cosh',
    'Tanh',
    'Asinh',
    'Acosh',
    'Atanh',
  ],
  ...['Sum', 'Mean', 'Prod', 'Cumsum', 'Cumprod', 'UnsortedSegmentSum', 'Softmax', 'LogSoftmax'],
  ...['BatchMatMul', '_FusedMatMul', 'Einsum', 'FusedBatchNorm', 'LRN', 'LRNGrad', 'Dilation2D'],
  ...['Conv2D', 'FusedConv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter', 'DepthwiseConv2dNative'],
  ...['FusedDepthwiseConv2D', 'DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'],
  ...[
    'Conv3D',
    'Conv3DBackpropInputV2',
    'Conv3DBackpropFilterV2',
    'AvgPool',
    'AvgPoolGrad',
    'AvgPool3D',
    'AvgPool3DGrad',
  ],
  ...['ResizeBilinear', 'ResizeBilinearGrad', 'ResizeNearestNeighborGrad'],
]);

/**
 * Runs something on the cpu backend, and moves the result of each kernel that rounds by about the last bit of a float32, at
 * random to either side. How far that moves the whole tells what rounding may make of it on any engine.
 *
 * @template Value
 * @param {() => Promise<Value>} run
 * @returns {Promise<Value>}
 */
export async function jittered(run) {
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  const random = new RandomStreams(0);
  let calls = 0;
  const moving = (
    /** @type {string} */ name,
    /** @type {tf.NamedTensorMap} */ inputs,
    /** @type {any} */ attributes,
  ) => {
    const results = runKernel(name, inputs, attributes);
    if (!ROUNDING.has(name)) return results;
    const given = new Set(Object.values(inputs).map((tensor) => tensor?.dataId));
    for (const tensor of /** @type {tf.Tensor[]} */ ([results].flat())) {
      if (tensor.dtype !== 'float32' || given.has(tensor.dataId)) continue;
      const numbers = numbersOf(tensor);
      const sides = random.integers('sides', calls++, numbers.length, 2);
      for (let index = 0; index < numbers.length; index++)
        numbers[index] = Number(numbers[index]) * (1 + (sides[index] === 0 ? LAST_BIT : -LAST_BIT));
    }
    return results;
  };
  Object.defineProperty(engine, 'runKernel', { value: moving, configurable: true, writable: true });
  try {
    return await run();
  } finally {
    delete (/** @type {{ runKernel?: unknown }} */ (engine).runKernel);
  }
}

/**
 * The numbers of a tensor of the cpu backend, where they lie.
 *
 * @param {tf.Tensor} tensor
 * @returns {Float32Array}
 */
function numbersOf({ dataId }) {
  const { data } = /** @type {{ data: { get(id: object): { values: Float32Array } } }} */ (
    /** @type {unknown} */ (tf.backend())
  );
  return data.get(dataId).values;
}
