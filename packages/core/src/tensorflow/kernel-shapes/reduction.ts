import {
  attribute,
  forAll,
  normalAxes,
  one,
  type Infer,
  type InferTable,
  type KernelAttributes,
  type KernelDType,
  type KernelValue,
} from './infer.js';

/** The axes that a reduction goes over, counted from the front. */
export function reducedAxes(attributes: KernelAttributes, rank: number): number[] {
  return normalAxes((attributes['axis'] ?? attributes['reductionIndices']) as number | number[] | undefined, rank);
}

function reduced(x: KernelValue, attributes: KernelAttributes, dtype: KernelDType): readonly KernelValue[] {
  const axes = reducedAxes(attributes, x.shape.length);
  const keeps = attributes['keepDims'] === true;
  const shape = x.shape.flatMap((size, axis) => (axes.includes(axis) ? (keeps ? [1] : []) : [size]));
  return one(shape, dtype);
}

/** TensorFlow.js adds and multiplies truth values as whole numbers. */
const counted = ({ dtype }: KernelValue): KernelDType => (dtype === 'bool' ? 'int32' : dtype);
const running: Infer = ({ x }) => one(x!.shape, counted(x!));

/** Kernels that go over axes. */
export const reduction: InferTable = {
  ...forAll(['Max', 'Min'], ({ x }, attributes) => reduced(x!, attributes, x!.dtype)),
  ...forAll(['Prod', 'Sum'], ({ x }, attributes) => reduced(x!, attributes, counted(x!))),
  Mean: ({ x }, attributes) => reduced(x!, attributes, 'float32'),
  ...forAll(['All', 'Any'], ({ x }, attributes) => reduced(x!, attributes, 'bool')),
  ...forAll(['ArgMax', 'ArgMin'], ({ x }, attributes) => reduced(x!, attributes, 'int32')),
  Softmax: ({ logits }) => one(logits!.shape, 'float32'),
  ...forAll(['Cumsum', 'Cumprod'], running),
  TopK: ({ x }, attributes) => {
    const shape = [...x!.shape.slice(0, -1), attribute<number>(attributes, 'k')];
    return [
      { shape, dtype: x!.dtype },
      { shape, dtype: 'int32' },
    ];
  },
};
