import { attribute, forAll, normalAxes, one, type InferTable, type KernelDType } from './infer.js';

/** Kernels that look up and scatter. */
export const indexing: InferTable = {
  ...forAll(['Bincount', 'DenseBincount'], ({ x, weights }, attributes) => {
    return one([...x!.shape.slice(0, -1), attribute<number>(attributes, 'size')], weights!.dtype);
  }),
  GatherNd: ({ params, indices }) => {
    const depth = indices!.shape.at(-1)!;
    return one([...indices!.shape.slice(0, -1), ...params!.shape.slice(depth)], params!.dtype);
  },
  GatherV2: ({ x, indices }, attributes) => {
    const [axis] = normalAxes(attribute<number>(attributes, 'axis'), x!.shape.length);
    const batchDims = attribute<number | undefined>(attributes, 'batchDims') ?? 0;
    const shape = [...x!.shape.slice(0, axis), ...indices!.shape.slice(batchDims), ...x!.shape.slice(axis! + 1)];
    return one(shape, x!.dtype);
  },
  OneHot: ({ indices }, attributes) => {
    const shape = [...indices!.shape, attribute<number>(attributes, 'depth')];
    return one(shape, attribute<KernelDType | undefined>(attributes, 'dtype') ?? 'int32');
  },
  ScatterNd: ({ updates }, attributes) => one(attribute<number[]>(attributes, 'shape'), updates!.dtype),
  SearchSorted: ({ values }) => one(values!.shape, 'int32'),
  SparseToDense: ({ sparseValues }, attributes) =>
    one(attribute<number[]>(attributes, 'outputShape'), sparseValues!.dtype),
  TensorScatterUpdate: ({ tensor }) => one(tensor!.shape, tensor!.dtype),
  UnsortedSegmentSum: ({ x, segmentIds }, attributes) => {
    const rest = x!.shape.slice(segmentIds!.shape.length);
    // The cpu backend makes floating-point numbers of whole ones, against the kernel's definition.
    const dtype = x!.dtype === 'float32' ? 'float32' : 'int32';
    return one([attribute<number>(attributes, 'numSegments'), ...rest], dtype);
  },
};
