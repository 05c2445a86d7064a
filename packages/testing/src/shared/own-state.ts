import {
  defineModel,
  RandomStreams,
  sameShape,
  type NdArray,
  type StateContext,
  type StateEntry,
  type StateOwner,
} from '@lml/core';

import { ensure } from './check.js';
import { difference } from './difference.js';
import { SEED } from './learning-session.js';

/** The entries that an owner of state gives, each with a name of its own and a value of its shape and type. */
export async function ensureEntries(
  state: NonNullable<StateOwner['state']>,
  known?: StateContext,
): Promise<readonly StateEntry[]> {
  if (known === undefined) return withStateContext((context) => ensureEntries(state, context));
  const entries: unknown = await state(known);
  ensure(Array.isArray(entries), 'state does not give a list of { name, shape, dtype, trainable, value }');
  const names = new Set<string>();
  for (const { name, shape, dtype, trainable, value } of entries as readonly StateEntry[]) {
    ensure(typeof name === 'string' && name !== '' && !names.has(name), `its state has '${name}' as a name, or twice`);
    names.add(name);
    ensure(
      sameShape(shape, value.shape),
      `its state '${name}' has shape [${shape.join(', ')}], its value [${value.shape.join(', ')}]`,
    );
    ensure(dtype === value.dtype, `its state '${name}' is ${dtype}, its value ${value.dtype}`);
    ensure(!trainable || dtype === 'float32', `its state '${name}' is trainable, but ${dtype} and not float32`);
  }
  const again = difference(entries, await state(known));
  ensure(
    again === undefined,
    () => `asked twice for its state it gives ${again}; draw it from the random of its argument`,
  );
  return entries as readonly StateEntry[];
}

/** Complains unless an owner of state, and another one, take over values by `load`, and give them back by `state`. */
export async function ensureRoundTrip(create: () => Required<StateOwner>, known?: StateContext): Promise<void> {
  if (known === undefined) return withStateContext((context) => ensureRoundTrip(create, context));
  const owner = create();
  const entries = await owner.state(known);
  const values = Object.fromEntries(entries.map(({ name, value }) => [name, moved(value)]));
  for (const each of [owner, create()]) {
    each.load(values);
    const loaded = Object.fromEntries((await each.state(known)).map(({ name, value }) => [name, value]));
    const found = difference(values, loaded);
    ensure(found === undefined, () => `with values loaded, its state should be and is ${found}`);
  }
}

/** Gives `use` what state is declared with, of a small model that is built, as in a run, and disposes of it. */
export async function withStateContext<Result>(use: (context: StateContext) => Promise<Result>): Promise<Result> {
  const model = defineModel({ inputs: [null, 3], weights: { kernel: { shape: [3, 2] } }, forward: (input) => input });
  try {
    await model.build({ random: new RandomStreams(SEED) });
    return await use({
      model,
      weights: await model.getWeights(),
      parameters: ['kernel'],
      random: (name) => new RandomStreams(SEED).at(`init/${name}`, 0),
    });
  } finally {
    model.dispose();
  }
}

/** Other numbers of the same shape and type. */
function moved(value: NdArray): NdArray {
  if (value.dtype !== 'float32') return value;
  return { ...value, data: (value.data as Float32Array).map((number) => number / 2 + 0.25) };
}
