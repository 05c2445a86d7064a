import * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { currentStepContext, scopedContext, withStepContext } from '../steps/step-context.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import { cannotFreeze, frozenWeights } from './freeze.js';
import type { ApplyOptions, Model, ModelSummary, ModelWeight } from './model.js';

/** Several models as one, each with its weights under its name: `generator/dense_0/kernel`. */
export interface ModelGroup<Models extends Readonly<Record<string, Model>>> extends Model {
  /** The models; apply these. */
  readonly models: Models;
}

/**
 * Several models as the one model of a learner, as a GAN needs: weights of each stand under its name, so that training
 * steps can choose among them. The group itself cannot be applied; its `models` can.
 *
 * @throws `LML_INVALID_ARGUMENT` from `apply`, and for names with a slash.
 *
 * @example
 * ```ts
 * import { fromLayers, modelGroup, RandomStreams } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const dense = (units: number) => fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] }));
 * const group = modelGroup({ generator: dense(2), discriminator: dense(1) });
 * await group.build({ random: new RandomStreams(0) });
 * group.weights.map(({ name }) => name).slice(0, 2); // => ['generator/dense_0/kernel', 'generator/dense_0/bias']
 * group.models.discriminator.apply(tf.zeros([3, 2])).shape; // => [3, 1]
 * ```
 */
export function modelGroup<Models extends Readonly<Record<string, Model>>>(models: Models): ModelGroup<Models> {
  const entries = Object.entries(models);
  for (const [name] of entries) {
    if (name === '' || name.includes('/'))
      throw new InvalidArgumentError('models', 'records whose names have no slash', name);
  }
  const scoped = Object.fromEntries(entries.map(([name, model]) => [name, inScope(`${name}/`, model)]));
  const part = (weight: string): [Model, string] | undefined => {
    const slash = weight.indexOf('/');
    const model = models[weight.slice(0, slash)];
    return model === undefined ? undefined : [model, weight.slice(slash + 1)];
  };
  const frozen = frozenWeights();
  let isBuilt = false;
  const group: ModelGroup<Models> = {
    models: scoped as unknown as Models,
    get weights(): readonly ModelWeight[] {
      return entries.flatMap(([prefix, model]) =>
        model.weights.map((spec) => ({ ...spec, name: `${prefix}/${spec.name}` })),
      );
    },
    get outputShape() {
      return Object.fromEntries(entries.map(([name, model]) => [name, model.outputShape]));
    },
    async build({ random, prefix = '' }) {
      for (const [name, model] of entries) await model.build({ random, prefix: `${prefix}${name}/` });
      isBuilt = true;
      frozen.check(group.weights.map(({ name }) => name));
    },
    read(name) {
      const [model, own] = part(name) ?? [];
      if (model !== undefined) return currentStepContext()?.read(name) ?? model.read(own!);
      const prefixes = entries.map(([prefix]) => `${prefix}/`).join(', ');
      throw new InvalidArgumentError('the name of a weight', `one that begins with ${prefixes}`, name);
    },
    freeze(rule) {
      frozen.add(rule, isBuilt ? group.weights.map(({ name }) => name) : undefined);
      for (const [prefix, model] of entries) {
        if (model.freeze === undefined) throw cannotFreeze(prefix);
        model.freeze({ frozen: rule.frozen, matches: (name) => rule.matches(`${prefix}/${name}`) });
      }
    },
    apply<Output extends TensorTree = tf.Tensor>(): Output {
      throw new InvalidArgumentError(
        'model',
        `one of ${entries.map(([name]) => `models.${name}`).join(', ')}`,
        'the group of them',
      );
    },
    penalty() {
      const penalties = Object.values(scoped).flatMap((model) => model.penalty?.() ?? []);
      return penalties.length === 0 ? undefined : tf.addN<tf.Scalar>(penalties);
    },
    constrain(name, value) {
      const [model, own] = part(name) ?? [];
      return model?.constrain?.(own!, value) ?? value;
    },
    async getWeights() {
      const parts = await Promise.all(
        entries.map(async ([prefix, model]) => [prefix, await model.getWeights()] as const),
      );
      return Object.fromEntries(
        parts.flatMap(([prefix, weights]) =>
          Object.entries(weights).map(([name, value]) => [`${prefix}/${name}`, value] as const),
        ),
      );
    },
    setWeights(values) {
      for (const [prefix, model] of entries) model.setWeights(below(`${prefix}/`, values));
    },
    summary() {
      const summaries = entries.map(([prefix, model]) => [prefix, model.summary()] as const);
      return summaries.reduce<ModelSummary>(
        (all, [prefix, own]) => ({
          layers: [...all.layers, ...own.layers.map((layer) => ({ ...layer, name: `${prefix}/${layer.name}` }))],
          parameters: all.parameters + own.parameters,
          trainableParameters: all.trainableParameters + own.trainableParameters,
        }),
        { layers: [], parameters: 0, trainableParameters: 0 },
      );
    },
    dispose() {
      for (const [, model] of entries) model.dispose();
      isBuilt = false;
    },
  };
  return group;
}

/** A model whose state, in a step of the group's, stands under a prefix. In a step of a learner of its own it does not. */
function inScope(prefix: string, model: Model): Model {
  const within = <Value>(run: () => Value): Value => {
    const context = currentStepContext();
    const [first] = context === undefined ? [] : model.weights;
    const isAlone = first !== undefined && !context!.names.includes(prefix + first.name);
    return context === undefined || isAlone ? run() : withStepContext(scopedContext(context, prefix), run);
  };
  return Object.create(model, {
    apply: { value: (inputs: TensorTree, options?: ApplyOptions) => within(() => model.apply(inputs, options)) },
    read: { value: (name: string) => within(() => model.read(name)) },
    penalty: { value: () => within(() => model.penalty?.()) },
  }) as Model;
}

function below(prefix: string, values: Readonly<Record<string, NdArray>>): Record<string, NdArray> {
  const own = Object.entries(values).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}
