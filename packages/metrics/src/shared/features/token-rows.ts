import { InvalidArgumentError, ShapeMismatchError, showShape, toNdArray, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { numbersOf } from '../values.js';
import { runFunction, tensorsOf, type NetworkNumbers } from './extractor.js';

/** What a network gives for the tokens of texts, under a name of its metric, with what each token is. */
export type TokenNumbers<Field extends string> = Readonly<Record<Field, NetworkNumbers>> & {
  /** 1 for tokens that count, 0 for padding and for marks of the beginning and the end, `[batch, tokens]`. Default: all count. */
  readonly mask?: NetworkNumbers | undefined;
  /** The numbers of tokens, `[batch, tokens]`, for inverse document frequencies. */
  readonly tokens?: NetworkNumbers | undefined;
};

/** Makes numbers of the tokens of texts. What it gives as a promise are no tensors that it made before it waited. */
export type TokenFunction<Field extends string> = (
  texts: readonly string[],
) => TokenNumbers<Field> | Promise<TokenNumbers<Field>>;

/** The tokens of a text that count. */
export interface TextTokens {
  /** What the network gives for each. */
  readonly rows: readonly Float64Array[];
  /** Which token each is; empty where that is not asked for. */
  readonly tokens: readonly number[];
}

/** What a network gives for the tokens of texts that count, one for each text. */
export async function tokensOf<Field extends string>(
  metric: string,
  embed: TokenFunction<Field>,
  field: Field,
  texts: readonly string[],
  needsTokens: boolean,
): Promise<TextTokens[]> {
  if (texts.length === 0) return [];
  if (!tf.getBackend()) await tf.ready();
  const given = await runFunction(() => embed(texts));
  const part = async (name: string, rank: number, shape?: readonly number[]): Promise<NdArray | undefined> => {
    const value: unknown = (given as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (value === undefined && shape !== undefined) return undefined;
    return readOne(metric, name, value, [texts.length, ...(shape ?? [])], rank);
  };
  const values = (await part(field, 3))!;
  const [, length = 0, width = 0] = values.shape;
  const mask = await part('mask', 2, [length]);
  const tokens = needsTokens ? await part('tokens', 2, [length]) : undefined;
  if (needsTokens && tokens === undefined)
    throw new InvalidArgumentError(`What the network of ${metric} gives`, "with 'tokens', for idf", given);
  const [numbers, counts, names] = [numbersOf(values), mask && numbersOf(mask), numbersOf(tokens)];
  return texts.map((_, text) => {
    const all = Array.from({ length }, (_token, at) => text * length + at);
    const counted = all.filter((at) => counts === undefined || counts[at]! > 0);
    return {
      rows: counted.map((at) => Float64Array.from(numbers.slice(at * width, (at + 1) * width))),
      tokens: needsTokens ? counted.map((at) => names[at]!) : [],
    };
  });
}

async function readOne(
  metric: string,
  name: string,
  value: unknown,
  shape: readonly number[],
  rank: number,
): Promise<NdArray> {
  const tensors = tensorsOf(metric, value);
  try {
    const [tensor] = tensors;
    const fits =
      tensors.length === 1 && tensor!.rank === rank && shape.every((size, axis) => tensor!.shape[axis] === size);
    if (fits) return await toNdArray(tensor!);
    const expected = [...shape, ...['tokens', 'features'].slice(shape.length - 1, rank - 1)].join(', ');
    throw new ShapeMismatchError(
      `${metric} needs '${name}' [${expected}] of ${shape[0]} texts, its network gives ` +
        `${tensors.map((one) => showShape(one.shape)).join(', ')}.`,
    );
  } finally {
    tf.dispose(tensors);
  }
}

/** How rare tokens are among texts: the logarithm of (n + 1) / (d + 1), where d of n texts have the token. */
export function inverseFrequencies(texts: readonly (readonly number[])[]): (token: number) => number {
  const found = new Map<number, number>();
  for (const tokens of texts) for (const token of new Set(tokens)) found.set(token, (found.get(token) ?? 0) + 1);
  return (token) => Math.log((texts.length + 1) / ((found.get(token) ?? 0) + 1));
}
