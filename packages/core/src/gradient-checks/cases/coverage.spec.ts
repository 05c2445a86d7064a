import * as tf from '@tensorflow/tfjs';

import { compositeNames } from '../../composites/names.js';
import { gradientCases } from '../../gradients.js';
import { LEFT_OUT } from './left-out.fixture.js';

/** Where TensorFlow.js has ops: at its top, and in these. */
const SPACES = [
  'fused',
  'image',
  'linalg',
  'losses',
  'math',
  'metrics',
  'signal',
  'sparse',
  'spectral',
  'string',
] as const;

/** The functions that TensorFlow.js exports, by path; classes are none. */
function exported(): string[] {
  const functionsOf = (space: object, prefix: string): string[] =>
    Object.entries(space).flatMap(([name, value]) =>
      typeof value === 'function' && /^[a-z]/.test(name) ? [prefix + name] : [],
    );
  return [
    ...functionsOf(tf, ''),
    ...SPACES.flatMap((space) => functionsOf((tf as unknown as Record<string, object>)[space]!, `${space}.`)),
  ];
}

const opOf = (name: string): string => name.split(/[:,]/)[0]!;
const ops = gradientCases.filter(({ kind }) => kind === 'op');
const leftOut = Object.values(LEFT_OUT).flatMap((names) => names.split(' '));

describe('What is checked', () => {
  it('is every op of TensorFlow.js, but for those that are left out for a reason', () => {
    const known = new Set([...ops.map(({ name }) => opOf(name)), ...leftOut]);
    expect(exported().filter((name) => !known.has(name))).toEqual([]);
  });

  it('is no op that TensorFlow.js does not have, and none is left out twice or checked as well', () => {
    const all = new Set(exported());
    expect(ops.map(({ name }) => opOf(name)).filter((name) => !all.has(name))).toEqual([]);
    expect(leftOut.filter((name) => !all.has(name))).toEqual([]);
    const checked = new Set(ops.map(({ name }) => opOf(name)));
    expect(leftOut.filter((name) => checked.has(name))).toEqual([]);
    expect(leftOut).toHaveLength(new Set(leftOut).size);
  });

  it('is every composite', () => {
    const checked = new Set(gradientCases.filter(({ kind }) => kind === 'composite').map(({ name }) => opOf(name)));
    const others: Record<string, string> = {
      classRows: 'whole numbers only',
      ctc: 'ctcNegativeLogLikelihood',
      adamStep: 'an update of weights',
      ctcRecursion: 'within ctc',
    };
    expect(Object.keys(compositeNames).filter((name) => !checked.has(name) && !(name in others))).toEqual([]);
  });

  it('has one name each', () => {
    const names = gradientCases.map(({ kind, name }) => `${kind} ${name}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
