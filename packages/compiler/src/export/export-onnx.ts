import {
  InvalidArgumentError,
  isTensor,
  NotFittedError,
  UntraceableStepError,
  type AnyPredictor,
  type Model,
  type NdArray,
  type StateSpec,
  type TensorTree,
} from '@lml/core';
import { computedArray, PREDICTOR_PREFIX, runPredictor, scopedContext, type Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { graphInputs, type Graph } from '../graph/graph.js';
import { lowerNodes } from '../layout/lower-nodes.js';
import { Emitter, type FreeSize } from '../targets/onnx/emitter.js';
import { layoutShape, planLayouts } from '../layout/layout.js';
import { intoLayout } from '../layout/permute.js';
import { stateName, stateValues } from '../layout/storage.js';
import type { LoweringTable } from '../targets/onnx/lowering.js';
import { allLowerings, keepsComposite } from '../targets/onnx/lowerings/index.js';
import { encodeModel } from '../targets/onnx/encode-model.js';
import type { OnnxModelGraph } from '../targets/onnx/model.js';
import { StatePorts } from '../layout/state-ports.js';
import { modelInputs, type ExportedInput, type ModelInputs } from './model-inputs.js';
import { optimize } from '../passes/optimize.js';
import { traceStep } from '../trace/trace.js';

/** Options of {@link exportOnnx}. */
export interface ExportOptions {
  /** The inputs by name, in the order in which the model takes them. Default: those that a model of ops states; those of an adapted `tf.LayersModel`, as int32 where embeddings take them. */
  readonly inputs?: Readonly<Record<string, ExportedInput>> | undefined;
  /** Makes predictions of the outputs, as part of the exported model. Default: the outputs are given raw. */
  readonly predictor?: AnyPredictor | undefined;
  /** The name of the model in the file. Default `'model'`. */
  readonly name?: string | undefined;
}

/** Two primes that no size is likely to be a multiple of: what differs between them follows the batch size. */
const SIZES = [7919, 7907] as const;

/**
 * A built model as an ONNX file: its forward pass, in use rather than in training, with its weights inside and the batch
 * size free.
 *
 * Inputs are named as the model's, `input` where it is one, `input_0`, `input_1` … of a list; the output is `output`, several are `output_0`, `output_1` …, and with a predictor it is
 * `prediction`. Only ops of ONNX itself are used (operator set 21), so that every runtime can run it.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no model, option or predictor, or if the model's inputs are not known, or have free sizes besides the batch: give `inputs`;
 * `LML_NOT_FITTED` for a predictor that must be fitted first; `LML_UNTRACEABLE_STEP` for a model that uses a kernel without
 * a lowering, or whose graph depends on the batch size.
 *
 * @example
 * ```ts
 * import { exportOnnx } from '@lml/compiler';
 * import { RandomStreams } from '@lml/core';
 * import { mlp } from '@lml/models';
 *
 * const model = mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 });
 * await model.build({ random: new RandomStreams(0) });
 * const bytes = await exportOnnx(model); // to be written to a file, mlp.onnx
 * bytes instanceof Uint8Array; // => true
 * ```
 */
export async function exportOnnx(model: Model, options: ExportOptions = {}): Promise<Uint8Array> {
  checkArguments(model, options);
  await tf.ready();
  const given = modelInputs(model, options.inputs);
  const { predictor, name = 'model' } = options;
  const entries = predictor?.state === undefined ? [] : predictor.state();
  if (entries === undefined)
    throw new NotFittedError(`The predictor '${predictor!.name}' must be fitted before it is exported.`);
  const values: Record<string, NdArray> = {
    ...(await model.getWeights()),
    ...Object.fromEntries(entries.map((entry) => [PREDICTOR_PREFIX + entry.name, entry.value])),
  };
  const state = [...model.weights, ...entries.map((entry) => ({ ...entry, name: PREDICTOR_PREFIX + entry.name }))];
  const lowerings = allLowerings();
  const [first, second] = SIZES.map((size) => {
    const graph = traceModel(model, predictor, given, state, size, name, lowerings);
    return encodeModel(emitModel(graph, values, size, Object.keys(given.inputs), lowerings));
  });
  const isFree = first!.length === second!.length && first!.every((byte, index) => byte === second![index]);
  if (isFree) return first!;
  throw new UntraceableStepError("the model's graph depends on the batch size, which must be free", undefined);
}

const OPTIONS = ['inputs', 'predictor', 'name'];

function checkArguments(model: Model, options: ExportOptions): void {
  if (typeof (model as Model | undefined)?.getWeights !== 'function' || model instanceof tf.LayersModel) {
    const remedy = 'Adapt a tf.LayersModel by fromLayers(model).';
    throw new InvalidArgumentError('model', 'a model of LML', model, remedy);
  }
  const unknown = Object.keys(options).find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined) {
    throw new InvalidArgumentError('options', `among ${OPTIONS.join(', ')}`, unknown);
  }
  const { predictor } = options;
  if (predictor !== undefined && typeof (predictor as AnyPredictor | null)?.predict !== 'function') {
    throw new InvalidArgumentError(
      'predictor',
      'a predictor',
      predictor,
      'A component must be called: classification().',
    );
  }
}

function traceModel(
  model: Model,
  predictor: AnyPredictor | undefined,
  { inputs, assemble }: ModelInputs,
  state: readonly StateSpec[],
  size: number,
  name: string,
  lowerings: LoweringTable,
): Graph {
  const names = Object.keys(inputs);
  const step: Step = {
    name,
    stage: 'predict',
    training: false,
    run(batch, context) {
      const given = assemble(batch);
      const output = model.apply<TensorTree>(given);
      if (predictor === undefined) return { outputs: outputsOf(output) };
      const { random, read } = scopedContext(context, PREDICTOR_PREFIX);
      const prediction = runPredictor(predictor, output, { model, batch: { input: given }, random, read });
      return { outputs: isTensor(prediction) ? { prediction } : outputsOf(prediction) };
    },
  };
  const batch = names.map((key) => {
    const { shape, dtype = 'float32' } = inputs[key]!;
    return { path: [key], shape: [size, ...shape], dtype };
  });
  const keeps = (composite: string): boolean => keepsComposite(composite, lowerings);
  return optimize(traceStep({ step, batch, state, hyper: {}, keepsComposite: keeps }));
}

function outputsOf(output: TensorTree): Record<string, TensorTree> {
  if (output instanceof tf.Tensor) return { output };
  const parts = Object.entries(output as Record<string, TensorTree>);
  return Object.fromEntries(parts.map(([key, part]) => [Array.isArray(output) ? `output_${key}` : key, part]));
}

function emitModel(
  graph: Graph,
  values: Readonly<Record<string, NdArray>>,
  size: number,
  names: readonly string[],
  lowerings: LoweringTable,
): OnnxModelGraph {
  const layoutOf = planLayouts(graph, lowerings);
  const free: FreeSize = { size, input: names[0]!, name: 'batch' };
  const emit = new Emitter(layoutOf, free);
  const state = new StatePorts(graph, new Map(), emit);
  const known = new Map(graphInputs(graph).map((value) => [value.source?.kind === 'batch' ? value.source.path[0] : undefined, value])); // prettier-ignore
  for (const name of names) {
    const value = known.get(name);
    if (value === undefined) throw new InvalidArgumentError('inputs', 'of names that the model uses', name);
    emit.define(value, emit.addInput({ name, type: value.dtype, shape: emit.shapeInfo(value.shape) }), []);
  }
  embedState(graph, values, emit);
  lowerNodes(graph, lowerings, emit, state);
  for (const { value, target } of graph.outputs) {
    if (target.kind === 'output')
      emit.addNamedOutput(emit.input(value), target.path.join('_'), value.dtype, value.shape);
  }
  return emit.finish(graph.name);
}

/** Puts the numbers of the state that a graph reads into the model. */
function embedState(graph: Graph, values: Readonly<Record<string, NdArray>>, emit: Emitter): void {
  for (const value of stateValues(graph)) {
    const layout = emit.layoutOf(value);
    const data = intoLayout(computedArray(values[stateName(value)!]!).data, value.shape, layout);
    emit.define(value, emit.numbers(data, value.dtype, layoutShape(value.shape, layout)), layout);
  }
}
