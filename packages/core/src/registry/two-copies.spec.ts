import { jest } from '@jest/globals';
import { z } from 'zod';

/** A copy of its own of the modules, as if it were nested in a plugin's `node_modules`. */
async function loadCopy() {
  jest.resetModules();
  const global = await import('./global.js');
  const { defineComponent } = await import('./define-component.js');
  const { componentOption } = await import('./component-option.js');
  const { defineKind } = await import('./kind-definition.js');
  const { toConfig } = await import('./to-config.js');
  const { LmlError } = await import('../errors/lml-error.js');
  const { UnknownComponentError } = await import('../errors/unknown-component-error.js');
  return { ...global, LmlError, UnknownComponentError, defineComponent, componentOption, defineKind, toConfig };
}

describe('Two copies of core in one process', () => {
  it('share kinds, components and where instances come from', async () => {
    const mine = await loadCopy();
    const theirs = await loadCopy();
    expect(theirs.registerPlugin).not.toBe(mine.registerPlugin);

    mine.defineKind({
      kind: 'loss',
      package: '@lml/losses',
      expected: 'a loss',
      adapt: (value) => (typeof value === 'function' ? value : undefined),
    });
    const hinge = theirs.defineComponent({
      kind: 'loss',
      name: 'hinge',
      summary: '',
      schema: z.strictObject({}),
      create: () => () => 0 as never,
    });
    theirs.registerPlugin({ name: 'lml-plugin-theirs', version: '1.0.0', apiVersion: 1, components: [hinge] });

    expect(mine.list('loss').map(({ canonicalName }) => canonicalName)).toEqual(['lml-plugin-theirs:hinge']);
    expect(typeof mine.build('loss', 'hinge')).toBe('function');
    expect(mine.toConfig(theirs.build('loss', 'hinge')).config).toEqual({ name: 'lml-plugin-theirs:hinge' });
  });

  it('know each other’s errors, also those of parts inside options', async () => {
    const mine = await loadCopy();
    const theirs = await loadCopy();
    const outer = theirs.defineComponent({
      kind: 'metric',
      name: 'outer',
      summary: '',
      schema: z.strictObject({ loss: mine.componentOption('loss') }),
      higherIsBetter: undefined,
      create: () => 0 as never,
    });
    let caught: unknown;
    try {
      outer({ loss: 'no-such' as never });
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ path: ['loss'] });
    expect([mine, theirs].map(({ LmlError }) => LmlError.isInstance(caught, 'LML_UNKNOWN_COMPONENT'))).toEqual([
      true,
      true,
    ]);
    expect([mine, theirs].map(({ UnknownComponentError }) => caught instanceof UnknownComponentError)).toContain(false);
  });
});
