import * as tf from '@tensorflow/tfjs';

import { ambient } from '../node/ambient.js';

/** A value that is not there, as kernels of TensorFlow.js see it. */
export interface SymbolicTensor {
  /** What stands for its data: any object, one for each value. */
  readonly dataId: object;
  /** Its shape. */
  readonly shape: number[];
  /** Its data type. */
  readonly dtype: tf.DataType;
}

/** Numbers that are there, as TensorFlow.js hands them to a backend. */
export type ConstantValues = Float32Array | Int32Array | Uint8Array;

/** What runs kernels without computing: it is told of every kernel and constant, and answers with what stands for them. */
export interface SymbolicRecorder {
  /** A kernel is called; returns what stands for its outputs. */
  kernel(
    name: string,
    inputs: Readonly<Record<string, SymbolicTensor>>,
    attributes: Readonly<Record<string, unknown>>,
  ): readonly SymbolicTensor[];
  /** A tensor is made of numbers; returns what stands for its data. */
  constant(values: ConstantValues, shape: readonly number[], dtype: tf.DataType): object;
}

const NAME = 'lml-symbolic';

const store = ambient('symbolic-backend', () => ({
  recorder: undefined as SymbolicRecorder | undefined,
  known: new Set<string>(),
}));

/** The parts of TensorFlow.js's engine that its types hide. */
interface EngineInternals {
  backendName: string | null;
  backendInstance: tf.KernelBackend | null;
  makeTensorFromTensorInfo(info: SymbolicTensor, backend?: tf.KernelBackend): tf.Tensor;
  runKernelFunc?(call: object): unknown;
}

/** Counts references as TensorFlow.js wants it; the values themselves are the recorder's. */
class SymbolicBackend extends tf.KernelBackend {
  private readonly references = new WeakMap<object, number>();
  private live = 0;

  override write(values: ConstantValues | string[] | Uint8Array[], shape: number[], dtype: tf.DataType): object {
    return this.hold(store.recorder!.constant(values as ConstantValues, shape, dtype));
  }

  override incRef(dataId: object): void {
    this.hold(dataId);
  }

  decRef(dataId: object): void {
    this.release(dataId);
  }

  override refCount(dataId: object): number {
    return this.references.get(dataId) ?? 0;
  }

  override disposeData(dataId: object, force = false): boolean {
    this.release(dataId);
    return force || this.refCount(dataId) === 0;
  }

  override numDataIds(): number {
    return this.live;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    this.live = 0;
  }

  hold(dataId: object): object {
    const count = this.refCount(dataId);
    this.references.set(dataId, count + 1);
    if (count === 0) this.live++;
    return dataId;
  }

  private release(dataId: object): void {
    const count = this.refCount(dataId);
    if (count === 0) return;
    this.references.set(dataId, count - 1);
    if (count === 1) this.live--;
  }
}

/**
 * Runs a function whose TensorFlow.js ops compute nothing: each kernel is told to the recorder instead. Tensors that
 * existed before may be used; nothing is done to them. The backend of before is back afterwards, and `tf.getBackend()`
 * answers its name all the while, so that a branch on it is the one that is taken there.
 */
export function withSymbolicBackend<Value>(recorder: SymbolicRecorder, run: () => Value): Value {
  registerKernels();
  const engine = tf.engine() as unknown as EngineInternals;
  const own = Object.hasOwn(engine, 'runKernelFunc') ? engine.runKernelFunc : undefined;
  const before = [engine.backendName, engine.backendInstance, store.recorder] as const;
  const runKernelFunc = engine.runKernelFunc!.bind(engine);
  engine.backendInstance = new SymbolicBackend();
  store.recorder = recorder;
  // Kernels are found by the backend's name; nobody else's code runs meanwhile.
  engine.runKernelFunc = (call) => {
    if (!('kernelName' in call)) return runKernelFunc(call);
    const outer = engine.backendName;
    engine.backendName = NAME;
    try {
      return runKernelFunc(call);
    } finally {
      engine.backendName = outer;
    }
  };
  try {
    return run();
  } finally {
    if (own === undefined) delete engine.runKernelFunc;
    else engine.runKernelFunc = own;
    [engine.backendName, engine.backendInstance, store.recorder] = before;
  }
}

/** A tensor for a value of the recorder's; inside {@link withSymbolicBackend} only. */
export function symbolicTensor(info: SymbolicTensor): tf.Tensor {
  const engine = tf.engine() as unknown as EngineInternals;
  (engine.backendInstance as SymbolicBackend).hold(info.dataId);
  return engine.makeTensorFromTensorInfo(info);
}

/** The numbers of a tensor that existed before, from the backend that holds it; undefined where none does any more. */
export function readTensorOf({ dataId }: SymbolicTensor): ArrayLike<number> | undefined {
  const { state } = tf.engine() as unknown as {
    state: { tensorInfo: WeakMap<object, { backend: { readSync(dataId: object): ArrayLike<number> } }> };
  };
  return state.tensorInfo.get(dataId)?.backend.readSync(dataId);
}

/** Kernels that give a list, also of one. */
const LISTS: ReadonlySet<string> = new Set(['SplitV', 'TopK', 'Unique', 'Unpack']);

/** Kernels are looked up by name, so every name that TensorFlow.js knows gets one that asks the recorder. */
function registerKernels(): void {
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (store.known.has(kernelName)) continue;
    store.known.add(kernelName);
    tf.registerKernel({
      kernelName,
      backendName: NAME,
      kernelFunc: ({ inputs, attrs }) => {
        const given = Object.fromEntries(Object.entries(inputs).filter(([, input]) => input != null));
        const outputs = store.recorder!.kernel(kernelName, given as Record<string, SymbolicTensor>, attrs ?? {});
        const backend = (tf.engine() as unknown as EngineInternals).backendInstance as SymbolicBackend;
        for (const { dataId } of outputs) backend.hold(dataId);
        return outputs.length === 1 && !LISTS.has(kernelName) ? outputs[0]! : [...outputs];
      },
    });
  }
}
