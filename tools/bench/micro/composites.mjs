// Composites and their gradients, lowered as a whole and traced as what they are made of.
import { attention, batchNorm, gelu, gru, layerNorm, lstm } from '@lml/core';
import { crossEntropy } from '@lml/losses';
import * as tf from '@tensorflow/tfjs';
import { emitNodes } from '../../../packages/compiler/dist/onnx/compile.js';
import { keepsComposite, lowerings } from '../../../packages/compiler/dist/onnx/lowerings/index.js';
import { optimize } from '../../../packages/compiler/dist/passes/optimize.js';
import { traceStep } from '../../../packages/compiler/dist/trace/trace.js';
import { compare } from './micro.mjs';

const only = process.argv[2];

/** Times a function of tensors with its gradients for all of them; the sum of its outputs flows back. */
async function compareComposite(title, shapes, compute, { inUse = false, fills = [] } = {}) {
  if (only !== undefined && !title.startsWith(only)) return;
  const loss = (...given) => tf.addN([compute(...given)].flat().map((output) => tf.sum(tf.square(output))));
  const run = (batch) => {
    const given = Object.values(batch);
    return { outputs: { all: inUse ? [compute(...given)].flat() : tf.grads(loss)(given) } };
  };
  const batch = shapes.map((shape, index) => ({ path: [`${index}`], shape, dtype: 'float32' }));
  const variant = (keeps) => (emit, input) => {
    const step = { name: 'step', stage: 'train', training: true, run };
    const graph = optimize(traceStep({ step, batch, state: [], hyper: {}, keepsComposite: keeps }));
    const sources = new Map();
    for (const { inputs } of graph.nodes)
      for (const value of Object.values(inputs))
        if (value.source?.kind === 'batch') sources.set(Number(value.source.path[0]), value);
    shapes.forEach((shape, index) => {
      const name = input(shape, fills[index]);
      if (sources.has(index)) emit.define(sources.get(index), name);
    });
    emitNodes(graph, lowerings, emit);
    return graph.outputs.map(({ value }) => emit.input(value));
  };
  await compare(title, { traced: variant(() => false), lowered: variant(keepsComposite) }, { rounds: 15 });
}

const small = (index) => Math.sin(index * 7919) / 8;
const classes = { fills: [undefined, (index) => index % 10] };

for (const batch of [32, 128]) {
  for (const [title, layer, gates] of [
    ['lstm', lstm, 4],
    ['gru', gru, 3],
  ]) {
    // prettier-ignore
    const shapes = [[batch, 50, 64], [64, gates * 64], [64, gates * 64], [gates * 64]]; // prettier-ignore
    const compute = (x, kernel, recurrentKernel, bias) => layer(x, { kernel, recurrentKernel, bias }).hidden;
    const fills = [undefined, small, small, small];
    await compareComposite(`${title}, batch ${batch}`, shapes, compute, { fills });
    await compareComposite(`${title} in use, batch ${batch}`, shapes, compute, { fills, inUse: true });
  }
  const heads = [batch, 4, 64, 16];
  const rows = [batch * 64, 64];
  const weighted = [rows, [64], [64]];
  const entropy = (x, y) => crossEntropy()(x, y);
  await compareComposite(`attention, batch ${batch}`, [heads, heads, heads], (q, k, v) => attention(q, k, v));
  await compareComposite(`layer-norm, batch ${batch}`, weighted, (x, gamma, beta) => layerNorm(x, { gamma, beta }));
  await compareComposite(`batch-norm, batch ${batch}`, weighted, (x, gamma, beta) => batchNorm(x, { gamma, beta }).output); // prettier-ignore
  await compareComposite(`gelu, batch ${batch}`, [[batch * 64, 128]], (x) => gelu(x));
  await compareComposite(`gelu tanh, batch ${batch}`, [[batch * 64, 128]], (x) => gelu(x, { approximate: 'tanh' }));
  await compareComposite(`cross-entropy, batch ${batch}`, [[batch, 10], [batch]], entropy, classes); // prettier-ignore
  await compareComposite(`cross-entropy of 1000 classes, batch ${batch}`, [[batch * 16, 1000], [batch * 16]], entropy, classes); // prettier-ignore
}
