// What is gained at most by several training steps in one call: node tools/bench/micro/steps-per-call.mjs <model> <batch>
// The steps are the body of a Loop, and all see the same batch, which costs nothing here.
import { OnnxEngine } from '@lml/compiler';
import { DataModule, fromLayers, openSession } from '@lml/core';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { adam } from '@lml/optimizers';
import { encodeModel } from '../../../packages/compiler/dist/onnx/model.js';
import { loadRuntime } from '../../../packages/compiler/dist/runtime/node.js';
import { layersModels } from '../layers/index.mjs';
import { MODELS } from '../models.mjs';
import { compositeParts } from '../node/composite-parts.mjs';

const [name = 'mlp', size = '32'] = process.argv.slice(2);
const [batchSize, { shape, dtype }] = [Number(size), MODELS[name]];
const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
const count = (sizes) => sizes.reduce((a, b) => a * b, 1);

const runtime = await loadRuntime();
const { prepare } = runtime;
let step;
runtime.prepare = (graph) => prepare((step = graph));
await compileStep();

// State goes in and comes out in the same order; what else comes out is the loss.
const entering = step.inputs.filter(({ name: input }) => /^s\d/.test(input));
const leaving = entering.map(
  ({ type, shape: wanted }, index) =>
    step.outputs.filter((output) => output.type === type && String(output.shape) === String(wanted))[
      entering.slice(0, index).filter((other) => String(other.shape) === String(wanted)).length
    ],
);
const results = step.outputs.filter((output) => !leaving.includes(output));
const tensor = ({ type, shape: sizes }) =>
  runtime.tensor(type, new ARRAYS[type](count(sizes)).fill(type === 'float32' ? 0.01 : 0), sizes);

for (const steps of [1, 4, 8, 16]) {
  const graph = steps === 1 ? step : looped(steps);
  const session = await runtime.createSession(encodeModel(prepare(graph)), {});
  const tensors = (values) => Object.fromEntries(values.map((value) => [value.name, tensor(value)]));
  const [feeds, fetches] = [tensors(graph.inputs), tensors(graph.outputs)];
  const times = [];
  for (let call = 0; call < 3000 / steps; call++) {
    const started = performance.now();
    await session.run(feeds, fetches);
    times.push((performance.now() - started) / steps);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${name}, batch ${size}, ${steps} in a call: ${(1000 * times[times.length >> 1]).toFixed(0)} µs for a step`,
  );
  await session.release();
}

/** A step in a Loop of so many. */
function looped(steps) {
  const flag = { name: 'goesOn', type: 'bool', shape: [] };
  const outer = (value, sizes = value.shape) => ({ ...value, name: `outer/${value.name}`, shape: sizes });
  const body = {
    name: 'body',
    nodes: [
      { op: 'Identity', domain: '', inputs: ['goesOn'], outputs: ['goesOnStill'], attributes: {} },
      ...step.nodes,
    ],
    inputs: [{ name: 'number', type: 'int64', shape: [] }, flag, ...entering],
    outputs: [{ ...flag, name: 'goesOnStill' }, ...leaving, ...results],
    initializers: [],
  };
  const outputs = [
    ...leaving.map((value) => outer(value)),
    ...results.map((value) => outer(value, [steps, ...value.shape])),
  ];
  const loop = {
    op: 'Loop',
    domain: '',
    inputs: ['trips', 'yes', ...entering.map((value) => outer(value).name)],
    outputs: outputs.map((value) => value.name),
    attributes: { body },
  };
  const inputs = step.inputs.map((value) => (entering.includes(value) ? outer(value) : value));
  const trips = {
    name: 'trips',
    type: 'int64',
    shape: [],
    bytes: new Uint8Array(BigInt64Array.of(BigInt(steps)).buffer),
  };
  const yes = { name: 'yes', type: 'bool', shape: [], bytes: Uint8Array.of(1) };
  return { name: 'loop', nodes: [loop], inputs, outputs, initializers: [...step.initializers, trips, yes] };
}

async function compileStep() {
  const inputs = { dtype, shape: [batchSize, ...shape], data: new ARRAYS[dtype](batchSize * count(shape)) };
  const targets = { dtype: 'int32', shape: [batchSize], data: new Int32Array(batchSize) };
  const data = new DataModule({ dataset: labelled({ inputs, targets }), batchSize });
  const model = fromLayers(() => layersModels[name](compositeParts));
  const learner = supervised({ data, model, loss: crossEntropy(), optimizer: adam() });
  const engine = new OnnxEngine();
  const session = await openSession({ learner, data, engine, seed: 0, stages: ['train'] });
  const loader = data.loader('train');
  await loader.open();
  for await (const { batch } of loader.iterate(0)) {
    const [training] = session.trainingSteps;
    await engine.run(training, batch, { step: 0, hyper: { ...training.hyper(0, training.lr), 'lml/batch': 0 } });
  }
  session.close();
}
