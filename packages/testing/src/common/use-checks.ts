import { createRegistry, list, toConfig, type AnyComponent, type Plugin, type Registry } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { ensure, Violation, within, type Case, type Check, type KindSuite, type Subject } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { ready } from '../shared/tensors.js';
import { watchOutput } from '../shared/watch-output.js';

/** What every instance must keep to, whatever its kind: checked by using it as the kind's suite does. */
export function useChecks(suite: KindSuite): readonly Check[] {
  const use = async (instance: unknown, one: Case): Promise<unknown> => {
    await ready();
    return suite.usable?.(one) === false ? undefined : suite.use(instance as never, one);
  };
  return [
    {
      id: 'deterministic',
      title: 'does the same when it is created with the same options',
      run: (subject) =>
        each(subject, async (one) => {
          const found = difference(await use(one.create(), one), await use(one.create(), one));
          ensure(found === undefined, () => `two instances with the same options gave ${found}`);
        }),
    },
    {
      id: 'round-trip',
      title: 'is written as a config and built from it again, where its options are data',
      run: (subject) =>
        each(subject, async (one) => {
          if (!isData(one.complete())) return;
          const instance = one.create();
          const rebuilt = rebuild(subject.component, instance);
          const found = difference(await use(instance, one), await use(rebuilt, one));
          ensure(found === undefined, () => `what was built from its config gave ${found}`);
        }),
    },
    {
      id: 'silent',
      title: 'prints nothing',
      run: (subject) =>
        each(subject, async (one) => {
          const printed = await watchOutput(async () => void (await use(one.create(), one)));
          ensure(printed.length === 0, () => `it printed: ${printed.join('\n').slice(0, 200)}`);
        }),
    },
    {
      id: 'tensors',
      title: 'leaves no tensors behind',
      run: (subject) =>
        each(subject, async (one) => {
          // TensorFlow.js keeps a few constants from the first time that they are needed.
          await use(one.create(), one);
          const before = tf.memory().numTensors;
          one.create();
          one.create();
          const created = tf.memory().numTensors - before;
          ensure(created === 0, () => `creating it twice leaves ${created} tensors; make them where they are used`);
          await use(one.create(), one);
          const left = tf.memory().numTensors - before;
          ensure(left === 0, () => `using it leaves ${left} tensors; use tf.tidy, and dispose what is kept`);
        }),
    },
  ];
}

async function each({ cases }: Subject, run: (one: Case) => Promise<void>): Promise<void> {
  for (const one of cases) await within(one.label, () => run(one));
}

/** Whether options could stand in a file. */
function isData(options: unknown): boolean {
  try {
    return difference(options, JSON.parse(JSON.stringify(options))) === undefined;
  } catch {
    return false;
  }
}

/** The instance that an instance's config gives. */
function rebuild(component: AnyComponent, instance: unknown): unknown {
  // Only what is registered has a name to be written under.
  const registry = registryWith(component);
  const { config, missing } = toConfig(instance);
  if (typeof config !== 'object' || typeof config.name !== 'string')
    throw new Violation('it cannot be written as a config; let it create an object or a function');
  ensure(missing.length === 0, () => `its config lacks ${missing.join(', ')}, though its options are data`);
  const text = JSON.stringify(config);
  const found = difference(config, JSON.parse(text));
  ensure(found === undefined, () => `its config is no JSON: ${found}`);
  const name = config.name.split(':').at(-1);
  ensure(name === component.componentName, `its config is of '${config.name}'`);
  const rebuilt = registry.build(component.kind as never, JSON.parse(text)) as unknown;
  const again = difference(withoutPackage(config), withoutPackage(toConfig(rebuilt).config));
  ensure(again === undefined, () => `what is built from its config has another one: ${again}`);
  return rebuilt;
}

function withoutPackage(config: unknown): unknown {
  return JSON.parse(JSON.stringify(config), (key, value: unknown) =>
    key === 'name' && typeof value === 'string' ? value.split(':').at(-1) : value,
  );
}

/** A registry of all that is registered, and of the component where it is not. */
function registryWith(component: AnyComponent): Registry {
  const plugins = new Map<string, Plugin & { components: AnyComponent[] }>();
  const entries = list();
  for (const { package: name, version, component: registered } of entries) {
    const plugin = plugins.get(name) ?? { name, version, apiVersion: 1, components: [] };
    plugin.components.push(registered);
    plugins.set(name, plugin);
  }
  const known = entries.some((entry) => entry.component === component);
  const own: Plugin = { name: 'lml-conformance', version: '0.0.0', apiVersion: 1, components: [component] };
  return createRegistry({ plugins: known ? [...plugins.values()] : [...plugins.values(), own] });
}
