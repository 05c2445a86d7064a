// Batch normalisation between convolutions, forwards and backwards.
import { float } from '../../../packages/compiler/dist/onnx/model.js';
import { compare } from './micro.mjs';

for (const [batch, channels, size] of [
  [32, 16, 32],
  [32, 32, 16],
  [32, 64, 8],
]) {
  const shape = [batch, channels, size, size];
  const count = batch * size * size;

  /** How to sum, to centre and to compute `factor · x + shift`: from these ways come the variants. */
  const variant =
    ({ isCentred, inOnePass }) =>
    (emit, input) => {
      const op = (name, ...inputs) => emit.node(name, inputs);
      const number = (value) => emit.scalar(value, 'float32');
      const flat = (name) => emit.reshape(name, [channels]);
      const all = (value) => emit.numbers(new Float32Array(channels).fill(value), 'float32');
      const reduce = (name, x) => emit.node(name, [x, emit.int64s([0, 2, 3])], { keepdims: 1 });
      const affine = (x, factor, shift) =>
        inOnePass
          ? emit.node('BatchNormalization', [x, flat(factor), flat(shift), all(0), all(1)], { epsilon: float(0) })
          : op('Add', op('Mul', x, factor), shift);
      const [x, dy, gamma, beta] = [shape, shape, [1, channels, 1, 1], [1, channels, 1, 1]].map((each) => input(each));
      const mean = reduce('ReduceMean', x);
      const values = isCentred ? op('Sub', x, mean) : x;
      const squares = reduce('ReduceMean', op('Mul', values, values));
      const variance = isCentred ? squares : op('Sub', squares, op('Mul', mean, mean));
      const inverse = op('Reciprocal', op('Sqrt', op('Add', variance, number(1e-3))));
      const factor = op('Mul', inverse, gamma);
      const output = affine(values, factor, isCentred ? beta : op('Sub', beta, op('Mul', mean, factor)));
      const total = reduce('ReduceSum', dy);
      const products = reduce('ReduceSum', op('Mul', dy, values));
      const along = op('Mul', isCentred ? products : op('Sub', products, op('Mul', mean, total)), inverse);
      const share = op('Mul', factor, number(-1 / count));
      const slope = op('Mul', op('Mul', share, inverse), along);
      const level = op('Mul', share, total);
      const rest = affine(values, slope, isCentred ? level : op('Sub', level, op('Mul', mean, slope)));
      return [op('Add', op('Mul', dy, factor), rest), output, along, total];
    };
  await compare(`batch norm of [${shape}] and its gradient`, {
    'two passes': variant({ isCentred: true, inOnePass: false }),
    'two passes, BatchNormalization as a·x + b': variant({ isCentred: true, inOnePass: true }),
    'sums of squares': variant({ isCentred: false, inOnePass: false }),
    'sums of squares, BatchNormalization as a·x + b': variant({ isCentred: false, inOnePass: true }),
  });
}
