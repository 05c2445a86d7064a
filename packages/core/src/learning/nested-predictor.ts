import type { ArrayTree } from '../data/concatenate.js';
import { isNdArray } from '../data/nd-array.js';
import { partAt, requirePart } from '../data/value-tree.js';
import { scopedRandom } from '../steps/step-context.js';
import { isTensor, type TensorTree } from '../tensorflow/tensor-tree.js';
import { decodePrediction } from './decode-prediction.js';
import { fitTo } from './fit-to.js';
import { namesFrom } from './names-from.js';
import { runPredictor, type AnyPredictor, type DecodeContext, type Predicted } from './predictor.js';

/** A predictor as part of another: all that is asked of it, of one of several outputs. See {@link nestedPredictor}. */
export interface NestedPredictor extends AnyPredictor {
  /** The outputs that it looks at. */
  readonly heads: readonly string[];
  /** The target of its output, in the units of its predictions. */
  target(target: TensorTree): TensorTree;
  /** A record for each of so many samples. */
  decode(prediction: Predicted, context: DecodeContext, size?: number): readonly unknown[];
}

/**
 * A predictor as part of one that holds several: it predicts from the output `name` and that output's target, draws random numbers
 * of its own, and has what it has learnt under `<name>/`. Whoever holds it hands on its `state`, `load` and `fit`.
 */
export function nestedPredictor(name: string, predictor: AnyPredictor): NestedPredictor {
  const own = namesFrom(`${name}/`);
  const { head } = predictor;
  return {
    name: predictor.name,
    trees: true,
    heads: (predictor.heads ?? [head]).map((below) => (below === undefined ? name : `${name}.${below}`)),
    predict(output, context) {
      const part = requirePart(`The output of the predictor '${predictor.name}'`, output, name, isTensor);
      return runPredictor(predictor, part, {
        get model() {
          return context.model;
        },
        batch: context.batch,
        random: scopedRandom(context.random, own.name('')),
        read: (key) => context.read(own.name(key)),
      });
    },
    target(all) {
      const path = head === undefined ? name : `${name}.${head}`;
      const target = partAt(all, path, isTensor) ?? all;
      return predictor.target?.(target) ?? target;
    },
    decode: (prediction, context, size = samplesOf(prediction)) =>
      decodePrediction(predictor, prediction, context, size),
    ...(predictor.fitOn && { fitOn: predictor.fitOn }),
    ...(predictor.fit && {
      fit: (outputs: ArrayTree, targets: ArrayTree) => {
        const what = `that the predictor '${predictor.name}' is fitted to`;
        const target = isNdArray(targets) ? targets : requirePart(`The target ${what}`, targets, name, isNdArray);
        return fitTo(predictor, requirePart(`The output ${what}`, outputs, name, isNdArray), target);
      },
    }),
    ...(predictor.state && {
      state: () => predictor.state!()?.map((entry) => ({ ...entry, name: own.name(entry.name) })),
    }),
    ...(predictor.load && { load: (values) => predictor.load!(own.keyed(values)) }),
  };
}

/** The number of samples in a prediction. */
function samplesOf(prediction: Predicted): number {
  if (isNdArray(prediction)) return prediction.shape[0] ?? 0;
  const [first] = Object.values(prediction as Readonly<Record<string, Predicted>>);
  return first === undefined ? 0 : samplesOf(first);
}
