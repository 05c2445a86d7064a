// What it costs that ONNX Runtime's binding for Node hands outputs back as copies: docs/decisions/0013-silent-models.md.
import * as onnxRuntime from 'onnxruntime-node';
import { encodeModel } from '../../../packages/compiler/dist/onnx/model.js';
import { runtimeOf } from '../../../packages/compiler/dist/runtime/runtime.js';
import { silentRuntime } from '../../../packages/compiler/dist/runtime/silence.js';

const CALLS = 2000;
const plain = runtimeOf('onnxruntime-node', onnxRuntime, ['cpu'], true, { intraOpNumThreads: 2 });
const silent = await silentRuntime(plain);
if (silent === plain) console.log('Models cannot be silent here.');

for (const length of [1000, 10_000, 100_000, 300_000, 1_000_000]) {
  const times = [];
  for (const runtime of [plain, silent]) {
    const vector = (name) => ({ name, type: 'float32', shape: [length] });
    const node = { op: 'Neg', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} };
    const graph = { name: 'negation', nodes: [node], inputs: [vector('x')], outputs: [vector('y')], initializers: [] };
    const session = await runtime.createSession(encodeModel(runtime.prepare(graph)), {});
    const tensor = () => runtime.tensor('float32', new Float32Array(length), [length]);
    const [feeds, fetches] = [{ x: tensor() }, { y: tensor() }];
    const all = [];
    for (let call = 0; call < CALLS; call++) {
      const started = performance.now();
      await session.run(feeds, fetches);
      all.push(performance.now() - started);
    }
    await session.release();
    times.push(1000 * all.sort((a, b) => a - b)[CALLS / 2]);
  }
  const [copied, written] = times.map((time) => `${time.toFixed(0)} µs`);
  console.log(`${String(length).padStart(9)} numbers written: ${copied} with copies, ${written} without`);
}
