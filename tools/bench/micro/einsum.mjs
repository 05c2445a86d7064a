// Einstein sums: ONNX's own op against transposes and a product of matrices.
import { compare } from './micro.mjs';

const [batch, time, heads, size] = [32, 64, 4, 16];

await compare(`bqhd,bkhd->bhqk of [${batch}, ${time}, ${heads}, ${size}]`, {
  Einsum: (emit, input) => {
    const both = [input([batch, time, heads, size]), input([batch, time, heads, size])];
    return emit.node('Einsum', both, { equation: 'bqhd,bkhd->bhqk' });
  },
  'Transpose, MatMul': (emit, input) => {
    const query = emit.node('Transpose', [input([batch, time, heads, size])], { perm: [0, 2, 1, 3] });
    const key = emit.node('Transpose', [input([batch, time, heads, size])], { perm: [0, 2, 3, 1] });
    return emit.node('MatMul', [query, key]);
  },
});

await compare(`bhqk,bkhd->bqhd of [${batch}, ${time}, ${heads}, ${size}]`, {
  Einsum: (emit, input) => {
    const both = [input([batch, heads, time, time]), input([batch, time, heads, size])];
    return emit.node('Einsum', both, { equation: 'bhqk,bkhd->bqhd' });
  },
  'Transpose, MatMul, Transpose': (emit, input) => {
    const weights = input([batch, heads, time, time]);
    const values = emit.node('Transpose', [input([batch, time, heads, size])], { perm: [0, 2, 1, 3] });
    return emit.node('Transpose', [emit.node('MatMul', [weights, values])], { perm: [0, 2, 1, 3] });
  },
});

await compare(`btd,dhk->bthk of [${batch}, ${time}, 64] and [64, ${heads}, ${size}]`, {
  Einsum: (emit, input) => {
    const both = [input([batch, time, 64]), input([64, heads, size])];
    return emit.node('Einsum', both, { equation: 'btd,dhk->bthk' });
  },
  'Reshape, MatMul, Reshape': (emit, input) => {
    const x = input([batch, time, 64]);
    const kernel = emit.reshape(input([64, heads, size]), [64, heads * size]);
    return emit.reshape(emit.node('MatMul', [x, kernel]), [batch, time, heads, size]);
  },
});
