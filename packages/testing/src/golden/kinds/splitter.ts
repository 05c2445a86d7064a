import { ndArray, type FoldIndices, type NestedValues, type SplitInput, type Splitter } from '@lml/core';

import { ensure } from '../../shared/check.js';
import type { GoldenRecord, GoldenValue } from '../golden-file.js';
import type { GoldenKind } from '../golden-kind.js';

type Fold = Record<'train' | 'test', unknown>;

/**
 * Input: `length`, perhaps `targets` and `groups`: a list, of targets also of rows, or `{ repeat: […] }` to be repeated up to the length. Expected: `folds`
 * with the indices `train` and `test`, or where they are many `{ length, sha256 }` of them in decimal, joined by commas; or
 * `rounds`, the folds of several calls of one splitter; or of all folds their `count` and one `sha256`: `train|test` of each, joined by
 * semicolons.
 */
export const splitterKind: GoldenKind<Splitter> = {
  onEngines: false,
  closeness: { tolerance: 0, size: (number) => number },
  async compute({ instance, input, golden: { expected = {} } }) {
    const { length } = input;
    ensure(typeof length === 'number', 'the input has no length');
    const given = {
      length,
      targets: rowsOf(listOf(input['targets'], length)),
      groups: listOf(input['groups'], length),
    };
    const split = (like: GoldenValue | undefined): Promise<Fold[]> => {
      const folds = Array.from(instance.split(given));
      return Promise.all(folds.map((fold, at) => foldOf(fold, (like as GoldenRecord[] | undefined)?.[at])));
    };
    if ('sha256' in expected) return summaryOf([...instance.split(given)]);
    if (!('rounds' in expected)) return { folds: await split(expected['folds']) };
    const rounds: Fold[][] = [];
    for (const like of expected['rounds'] as GoldenValue[]) rounds.push(await split(like));
    return { rounds };
  },
};

function listOf(value: GoldenValue | undefined, length: number): (number | string)[] | undefined {
  if (value === undefined || Array.isArray(value)) return value as (number | string)[] | undefined;
  const { repeat } = value as { readonly repeat: readonly (number | string)[] };
  return Array.from({ length }, (_, at) => repeat[at % repeat.length]!);
}

/** A list of rows as an array. */
function rowsOf(list: ReturnType<typeof listOf>): SplitInput['targets'] {
  return Array.isArray(list?.[0]) ? ndArray(list as NestedValues) : list;
}

/** A fold as the file has it: its indices, or what is left of them. */
async function foldOf({ train, test }: Fold, like: GoldenValue | undefined): Promise<Fold> {
  const isHashed = typeof (like as Fold | undefined)?.train === 'object' && !Array.isArray((like as Fold).train);
  return isHashed ? { train: await hashOf(train), test: await hashOf(test) } : { train, test };
}

async function hashOf(indices: unknown): Promise<{ length: number; sha256: string }> {
  const list = Array.from(indices as ArrayLike<number>);
  return { length: list.length, sha256: await sha256(list.join(',')) };
}

async function summaryOf(folds: readonly FoldIndices[]): Promise<{ count: number; sha256: string }> {
  const texts = folds.map(({ train, test }) => `${Array.from(train).join(',')}|${Array.from(test).join(',')}`);
  return { count: folds.length, sha256: await sha256(texts.join(';')) };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
