// Sums over the axes in front: gradients of biases and of what was broadcast.
import { compare } from './micro.mjs';

const ones = (emit, shape) => emit.numbers(new Array(shape.reduce((a, b) => a * b, 1)).fill(1), 'float32', shape);

for (const [rows, columns] of [
  [32, 10],
  [32, 128],
  [128, 128],
  [1600, 64],
  [8192, 256],
  [2048, 16],
  [128, 4096],
]) {
  // prettier-ignore
  await compare(`sum over axis 0 of [${rows}, ${columns}]`, {
    ReduceSum: (emit, input) => emit.node('ReduceSum', [input([rows, columns]), emit.int64s([0])], { keepdims: 0 }),
    'Gemm with a row of ones': (emit, input) =>
      emit.reshape(emit.node('Gemm', [ones(emit, [1, rows]), input([rows, columns])]), [columns]),
    'Gemm, the matrix transposed': (emit, input) =>
      emit.reshape(emit.node('Gemm', [input([rows, columns]), ones(emit, [rows, 1])], { transA: 1 }), [columns]),
  });
  await compare(`sum over axis 1 of [${rows}, ${columns}]`, {
    ReduceSum: (emit, input) => emit.node('ReduceSum', [input([rows, columns]), emit.int64s([1])], { keepdims: 0 }),
    'Gemm with a column of ones': (emit, input) =>
      emit.reshape(emit.node('Gemm', [input([rows, columns]), ones(emit, [columns, 1])]), [rows]),
  });
}

for (const [batch, time, size] of [
  [32, 50, 64],
  [32, 64, 256],
]) {
  // prettier-ignore
  await compare(`sum over axis 1 of [${batch}, ${time}, ${size}]`, {
    ReduceSum: (emit, input) => emit.node('ReduceSum', [input([batch, time, size]), emit.int64s([1])], { keepdims: 0 }),
    'MatMul with a row of ones': (emit, input) =>
      emit.reshape(emit.node('MatMul', [ones(emit, [1, time]), input([batch, time, size])]), [batch, size]),
  });
  await compare(`sum over axes 0 and 1 of [${batch}, ${time}, ${size}]`, {
    ReduceSum: (emit, input) =>
      emit.node('ReduceSum', [input([batch, time, size]), emit.int64s([0, 1])], { keepdims: 0 }),
    'Reshape and Gemm': (emit, input) =>
      emit.reshape(
        emit.node('Gemm', [ones(emit, [1, batch * time]), emit.reshape(input([batch, time, size]), [-1, size])]),
        [size],
      ),
  });
}
