import type { OnnxModelGraph, OnnxType } from '../model.js';

/** Numbers of a tensor. */
export type RuntimeData = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** A tensor of ONNX Runtime's. */
export interface RuntimeTensor {
  /** Its numbers. */
  readonly data: RuntimeData;
  /** Its shape. */
  readonly dims: readonly number[];
}

/** What a session is made with. */
export interface RuntimeOptions {
  /** Threads within an op. Default: {@link Runtime.threads}. */
  readonly threads?: number | undefined;
  /** Where ops run, the first choice first. Default `['cpu']`, in browsers `['wasm']`. */
  readonly executionProviders?: readonly string[] | undefined;
  /** Whether memory is kept from step to step instead of given back. Default true. */
  readonly keepMemory?: boolean | undefined;
  /** The folder, as a URL, of the `.wasm` and `.mjs` files of `onnxruntime-web`. Browsers only. */
  readonly path?: string | undefined;
  /** The file, without its ending, to which a profile is written when the session is released. Node only. */
  readonly profile?: string | undefined;
}

/** A model that is ready to run. */
export interface RuntimeSession {
  /** What comes out, by name. */
  readonly outputNames: readonly string[];
  /**
   * Runs it: `fetches` names the outputs, each with a tensor that is overwritten, or null for one to be made. What it returns may
   * be copies of them. Of a model that was prepared it returns the tensors given, and has to be given one for each output.
   */
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    fetches: Readonly<Record<string, RuntimeTensor | null>>,
  ): Promise<Readonly<Record<string, RuntimeTensor>>>;
  /** Frees it. */
  release(): Promise<void>;
}

/** ONNX Runtime, in Node or in a browser. */
export interface Runtime {
  /** Its package, `onnxruntime-node` or `onnxruntime-web`. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** Whether it writes outputs into tensors that are given; else it makes new ones. */
  readonly writesInto: boolean;
  /** How many threads share an op unless a session is told another number; left out where sessions are not asked. */
  readonly threads?: number | undefined;
  /** Whether it loads its binary with the first session, so that only then it is known to be there. */
  readonly loadsLate: boolean;
  /** What to do where it can make no session, as a sentence. */
  readonly remedy: string;
  /** A model as it runs best with tensors given for all outputs. */
  prepare(model: OnnxModelGraph): OnnxModelGraph;
  /** A tensor over numbers, which are not copied. */
  tensor(type: OnnxType, data: RuntimeData, shape: readonly number[]): RuntimeTensor;
  /** Makes a model ready. */
  createSession(model: Uint8Array, options: RuntimeOptions): Promise<RuntimeSession>;
}

/** What ONNX Runtime's two packages export alike. */
export interface OnnxRuntimeModule {
  readonly env: { readonly versions: { readonly common: string } };
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => RuntimeTensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<RuntimeSession>;
  };
}

/** ONNX Runtime's two packages have one interface. `defaults` are options of its sessions. */
export function runtimeOf(
  name: string,
  { env, Tensor, InferenceSession }: OnnxRuntimeModule,
  providers: readonly string[],
  writesInto: boolean,
  defaults: Readonly<Record<string, unknown>> = {},
): Runtime {
  return {
    name,
    version: env.versions.common,
    writesInto,
    loadsLate: false,
    remedy: 'Leave executionProviders out to run on the processor.',
    prepare: (model) => model,
    tensor: (type, data, shape) => new Tensor(type, data, shape),
    createSession: (model, { threads, executionProviders = providers, keepMemory = true, profile }) =>
      InferenceSession.create(model, {
        ...defaults,
        executionProviders: [...executionProviders],
        graphOptimizationLevel: 'all',
        enableCpuMemArena: keepMemory,
        enableMemPattern: keepMemory,
        // Errors are thrown; printed they would reach the user's terminal a second time.
        logSeverityLevel: 4,
        ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
        ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: profile }),
      }),
  };
}
