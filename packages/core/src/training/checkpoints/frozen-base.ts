import type { NdArray } from '../../data/nd-array.js';
import { CheckpointError } from '../../errors/checkpoint-error.js';
import type { Model } from '../../learning/model.js';
import { sha256 } from '../../node/sha256.js';
import type { Session } from '../session.js';
import type { CheckpointContent, CheckpointManifest } from './checkpoint.js';
import { writeSafetensors } from './safetensors.js';

/** SHA-256 of frozen weights by name, as a checkpoint names those that it leaves out. */
export type FrozenBase = Readonly<Record<string, string>>;

const bases = new WeakMap<Session, Promise<FrozenBase>>();

/** The frozen weights that the model had before the fit, which is while an engine holds those of the fit. */
export function frozenBase(session: Session): Promise<FrozenBase> {
  const known = bases.get(session) ?? hashFrozen(session.learner.model);
  bases.set(session, known);
  return known;
}

async function hashFrozen(model: Model): Promise<FrozenBase> {
  const values = await model.getWeights();
  const names = model.weights.filter(({ frozen }) => frozen === true).map(({ name }) => name);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await hashWeight(values[name]!)])));
}

/** Of a weight's shape, type and values, under whatever name. */
function hashWeight(weight: NdArray): Promise<string> {
  return sha256(writeSafetensors({ weight }));
}

/** A checkpoint without those frozen weights that are still what they were before the fit; of these it says their hashes. */
export async function leaveOutFrozen(content: CheckpointContent, base: FrozenBase): Promise<CheckpointContent> {
  const frozen: Record<string, string> = {};
  const weights: Record<string, NdArray> = {};
  for (const [name, value] of Object.entries(content.weights)) {
    // A learner may write what is frozen, an average say.
    if (base[name] !== undefined && (await hashWeight(value)) === base[name]) frozen[name] = base[name];
    else weights[name] = value;
  }
  return { ...content, manifest: { ...content.manifest, frozen }, weights };
}

/**
 * The weights of a checkpoint, with those that it leaves out taken from the model.
 *
 * @throws `LML_CHECKPOINT` where the model has others than the checkpoint means.
 */
export async function withFrozen(
  path: string,
  { frozen = {} }: Pick<CheckpointManifest, 'frozen'>,
  weights: Readonly<Record<string, NdArray>>,
  model: Model,
): Promise<Readonly<Record<string, NdArray>>> {
  const names = Object.keys(frozen);
  if (names.length === 0) return weights;
  const own = await model.getWeights();
  for (const name of names) {
    const value = own[name];
    const hash = value && (await hashWeight(value));
    if (hash === frozen[name]) continue;
    const found = hash === undefined ? 'this model has no such weight' : `this model has ${hash}`;
    throw new CheckpointError(
      `The checkpoint '${path}' leaves out ${names.length} frozen weights and takes them from the model that it is loaded into, but of ` +
        `'${name}' it means the values with the SHA-256 ${frozen[name]}, and ${found}. Make the model from the same base as before ` +
        `that training: import the same weights, or draw them from the same seed.`,
    );
  }
  return { ...weights, ...Object.fromEntries(names.map((name) => [name, own[name]!])) };
}
