// Products of many matrices at once of which one is transposed, as in attention and its gradients.
import { compare } from './micro.mjs';

const swapped = (emit, name, rank) => {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return emit.node('Transpose', [name], { perm: [...axes.slice(0, -2), rank - 1, rank - 2] });
};
const fused = (emit, a, b, transposes) => emit.node('FusedMatMul', [a, b], transposes, 'com.microsoft');

for (const [batch, rows, inner, columns] of [
  [[32, 4], 64, 16, 64],
  [[32, 4], 64, 64, 16],
  [[32], 50, 64, 64],
]) {
  // prettier-ignore
  const rank = batch.length + 2;
  await compare(`[${batch}] × a [${rows}, ${inner}] · bᵀ [${columns}, ${inner}]`, {
    'Transpose, MatMul': (emit, input) => {
      const a = input([...batch, rows, inner]);
      return emit.node('MatMul', [a, swapped(emit, input([...batch, columns, inner]), rank)]);
    },
    FusedMatMul: (emit, input) =>
      fused(emit, input([...batch, rows, inner]), input([...batch, columns, inner]), { transB: 1 }),
  });
  await compare(`[${batch}] × aᵀ [${inner}, ${rows}] · b [${inner}, ${columns}]`, {
    'Transpose, MatMul': (emit, input) => {
      const a = swapped(emit, input([...batch, inner, rows]), rank);
      return emit.node('MatMul', [a, input([...batch, inner, columns])]);
    },
    FusedMatMul: (emit, input) =>
      fused(emit, input([...batch, inner, rows]), input([...batch, inner, columns]), { transA: 1 }),
  });
}

// Many matrices times one: all rows as one matrix.
for (const [batch, rows, inner, columns] of [
  [32, 64, 64, 64],
  [32, 50, 64, 256],
  [128, 1, 64, 256],
]) {
  // prettier-ignore
  await compare(`[${batch}] × a [${rows}, ${inner}] · one b [${inner}, ${columns}]`, {
    MatMul: (emit, input) => emit.node('MatMul', [input([batch, rows, inner]), input([inner, columns])]),
    'Reshape, Gemm': (emit, input) => {
      const a = emit.reshape(input([batch, rows, inner]), [batch * rows, inner]);
      return emit.reshape(emit.node('Gemm', [a, input([inner, columns])]), [batch, rows, columns]);
    },
  });
}

// A layer: with what is added to each row.
for (const [rows, inner, columns] of [
  [32, 784, 128],
  [128, 784, 128],
  [2048, 64, 256],
]) {
  // prettier-ignore
  await compare(`a [${rows}, ${inner}] · b [${inner}, ${columns}] + c`, {
    'Gemm with C': (emit, input) =>
      emit.node('Gemm', [input([rows, inner]), input([inner, columns]), input([columns])]),
    'MatMul, Add': (emit, input) =>
      emit.node('Add', [emit.node('MatMul', [input([rows, inner]), input([inner, columns])]), input([columns])]),
    'Gemm, Add': (emit, input) =>
      emit.node('Add', [emit.node('Gemm', [input([rows, inner]), input([inner, columns])]), input([columns])]),
  });
}
