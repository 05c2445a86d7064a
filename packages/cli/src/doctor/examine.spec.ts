import { defineComponent, eager, MissingFeatureError, registerPlugin, type AnyComponent, type Engine } from '@lml/core';
import { z } from 'zod';

import { checksOf, examine } from './examine.js';

/** An engine that is the eager one, or fails when it is set up. */
const engineOf = (name: string, error?: Error): AnyComponent =>
  defineComponent({
    kind: 'engine',
    name,
    summary: 'For tests.',
    schema: z.strictObject({}),
    create: (): Engine => {
      const own = eager();
      return Object.assign(own, {
        name,
        setup: (setup: Parameters<Engine['setup']>[0]) =>
          error === undefined ? Object.getPrototypeOf(own).setup.call(own, setup) : Promise.reject(error), // prettier-ignore
      });
    },
  });

registerPlugin({
  name: 'lml-plugin-doctor',
  version: '1.2.3',
  apiVersion: 1,
  components: [
    engineOf('sound'),
    engineOf('absent', new MissingFeatureError('It needs an accelerator. Buy one.')),
    engineOf('unwell', new TypeError('cannot read x of undefined')),
  ],
});

describe('examine', () => {
  it('says what there is, what works and how fast, and why the rest does not', async () => {
    const findings = await examine(() => Promise.resolve({ mlp: 0.1, convolution: 0.2 }));
    const places = Object.fromEntries(findings.places.map((place) => [place.name, place]));
    expect(places['sound']).toMatchObject({
      kind: 'engine',
      package: 'lml-plugin-doctor',
      status: 'works',
      seconds: { mlp: 0.1, convolution: 0.2 },
    });
    expect(places['absent']).toMatchObject({ status: 'missing', details: 'It needs an accelerator. Buy one.' });
    expect(places['unwell']).toMatchObject({ status: 'broken', details: 'TypeError: cannot read x of undefined' });
    expect([places['auto'], places['eager']]).toEqual([undefined, undefined]);
    expect(findings).toMatchObject({
      machine: { cores: expect.any(Number) as number, runtime: `Node ${process.versions.node}` },
      packages: { 'lml-plugin-doctor': '1.2.3', '@tensorflow/tfjs': '4.22.0' },
      absent: ['@lml/backends', '@lml/compiler'],
      auto: 'engine eager (cpu): @lml/compiler is not there (npm install it, and in code import it)',
    });
    expect(findings.repairs.gradients).toContain('Max');
    expect(JSON.parse(JSON.stringify(findings))).toMatchObject({ auto: findings.auto });
    expect(checksOf(findings)).toEqual([
      { name: 'probe', engine: 'sound', passed: true },
      { name: 'probe', engine: 'unwell', passed: false, error: 'TypeError: cannot read x of undefined' },
    ]);
  });
});
