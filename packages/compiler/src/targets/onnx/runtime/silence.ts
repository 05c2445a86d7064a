import { encodeModel } from '../encode-model.js';
import type { OnnxModelGraph } from '../model.js';
import type { Runtime, RuntimeSession, RuntimeTensor } from './runtime.js';

/**
 * The first output of a silent model: an empty sequence.
 *
 * ONNX Runtime's binding for Node writes outputs into the tensors that are given, and then hands each of them back as a copy in
 * new memory, which for the parameters and slots of a small network can take longer than its step, and keeps the garbage
 * collector busy. It makes these copies in order, and throws at one that is no tensor. All outputs are written by then, and none
 * was copied. See docs/decisions/0013-silent-models.md.
 */
const SILENCE = 'lml/silence';
const NO_TENSOR = 'Non tensor type is temporarily not supported.';

/** A model of which nothing is handed back; its run throws {@link NO_TENSOR} once everything is written. */
function silenced(model: OnnxModelGraph): OnnxModelGraph {
  return {
    ...model,
    nodes: [{ op: 'SequenceEmpty', domain: '', inputs: [], outputs: [SILENCE], attributes: {} }, ...model.nodes],
    outputs: [{ name: SILENCE, type: 'float32', shape: [], isSequence: true }, ...model.outputs],
  };
}

/**
 * The runtime, with models that are silent where that works: a model that is run once has to leave what it computed in the tensor
 * that was given, and to throw that error and no other. Where it does not, as with a binding that hands back sequences or makes
 * no copies, the runtime is as it was.
 */
export async function silentRuntime(runtime: Runtime): Promise<Runtime> {
  const silent: Runtime = {
    ...runtime,
    prepare: silenced,
    createSession: async (model, options) => silentSession(await runtime.createSession(model, options)),
  };
  return (await isSilent(runtime)) ? silent : runtime;
}

function silentSession(session: RuntimeSession): RuntimeSession {
  if (session.outputNames[0] !== SILENCE) return session;
  return {
    outputNames: session.outputNames.slice(1),
    release: () => session.release(),
    async run(feeds, fetches) {
      await session.run(feeds, { [SILENCE]: null, ...fetches }).catch((error: unknown) => {
        if ((error as Error).message !== NO_TENSOR) throw error;
      });
      return fetches as Readonly<Record<string, RuntimeTensor>>;
    },
  };
}

async function isSilent(runtime: Runtime): Promise<boolean> {
  const [input, output] = [
    { name: 'x', type: 'float32', shape: [2] } as const,
    { name: 'y', type: 'float32', shape: [2] } as const,
  ];
  const node = { op: 'Neg', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} };
  const model = silenced({ name: 'probe', nodes: [node], inputs: [input], outputs: [output], initializers: [] });
  const session = await runtime.createSession(encodeModel(model), { threads: 1 }).catch(() => undefined);
  if (session === undefined) return false;
  try {
    const given = runtime.tensor('float32', new Float32Array(2), [2]);
    const feeds = { x: runtime.tensor('float32', Float32Array.of(3, -5), [2]) };
    const problem = await session.run(feeds, { [SILENCE]: null, y: given }).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    return problem === NO_TENSOR && given.data[0] === -3 && given.data[1] === 5;
  } finally {
    await session.release();
  }
}
