import { DuplicateComponentError } from '../errors/duplicate-component-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { InvalidOptionsError } from '../errors/invalid-options-error.js';
import { PluginVersionError } from '../errors/plugin-version-error.js';
import { UnknownComponentError } from '../errors/unknown-component-error.js';
import { describeValue } from '../errors/describe-value.js';
import { warn } from '../node/warnings.js';
import { isComponent } from './component.js';
import { kindDefinition, kinds } from './kind-definition.js';
import type { InstanceOf, Kind, KindInstances, NameOf, OptionsOf } from './kinds.js';
import { nearest } from './nearest.js';
import { API_VERSION, type Catalogue, type ListedComponent, type Plugin } from './plugin.js';
import { rememberName } from './provenance.js';
import { withRegistry } from './scope.js';

/** A set of registered components. There is a global one; {@link createRegistry} makes isolated ones. */
export interface Registry {
  /** Adds a plugin's components. */
  register(plugin: Plugin): void;
  /** Creates a component by its literal name, typed. */
  create<K extends Kind, N extends NameOf<K>>(kind: K, name: N, ...options: OptionsOf<K, N>): InstanceOf<K, N>;
  /** Creates a component from data: `'huber'` or `{ name: 'huber', delta: 1 }`. */
  build<K extends Kind>(kind: K, config: unknown): KindInstances[K];
  /** The component of a short or canonical name. */
  find(kind: string, name: string): ListedComponent;
  /** All components, or all of a kind, sorted by kind and name. */
  list(kind?: string): ListedComponent[];
  /** What other libraries have, of all kinds or of one, as the plugins say. */
  catalogues(kind?: string): Catalogue[];
}

/**
 * An isolated registry, for tests and workers (a worker starts with an empty one: hand it the plugins).
 *
 * @example
 * ```ts
 * import { createRegistry } from '@lml/core';
 * import { plugin as losses } from '@lml/losses';
 *
 * const registry = createRegistry({ plugins: [losses] });
 * registry.list('metric').length; // => 0
 * ```
 */
export function createRegistry({ plugins = [] }: { plugins?: readonly Plugin[] } = {}): Registry {
  const entries = new Map<string, ListedComponent>();
  const versions = new Map<string, string>();
  const catalogues = new Map<string, readonly Catalogue[]>();

  const list = (kind?: string): ListedComponent[] =>
    [...entries.values()]
      .filter((entry) => kind === undefined || entry.kind === kind)
      .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));

  const find = (kind: string, name: string): ListedComponent => {
    const exact = entries.get(`${kind} ${name}`);
    if (exact !== undefined) return exact;
    const found = list(kind).filter((entry) => entry.name === name);
    if (found.length === 1) return found[0]!;
    if (found.length === 0) throw unknown(kind, name, list(kind));
    const names = found.map((entry) => `'${entry.canonicalName}'`).join(' and ');
    throw new DuplicateComponentError(`Several packages have a ${kind} named '${name}'. Say which: ${names}.`);
  };

  const registry: Registry = {
    find,
    list,
    catalogues: (kind) =>
      [...catalogues.values()].flat().filter((catalogue) => kind === undefined || catalogue.kind === kind),
    register(plugin) {
      checkPlugin(plugin);
      const before = versions.get(plugin.name);
      if (before !== undefined && before !== plugin.version) {
        warn(
          'LML_PLUGIN_REPLACED',
          `${plugin.name} is loaded twice, as ${before} and ${plugin.version}; the latter is used.`,
        );
        for (const [key, entry] of entries) if (entry.package === plugin.name) entries.delete(key);
      }
      versions.set(plugin.name, plugin.version);
      catalogues.set(plugin.name, plugin.catalogues ?? []);
      for (const component of plugin.components) {
        const { kind, componentName: name, summary } = component;
        const { name: packageName, version } = plugin;
        const canonicalName = `${packageName}:${name}`;
        rememberName(component, canonicalName);
        const family = plugin.families?.[kind]?.[name];
        const entry = { kind, name, family, canonicalName, package: packageName, version, summary, component };
        entries.set(`${kind} ${canonicalName}`, entry);
      }
    },
    create: ((kind: string, name: string, options?: unknown) => {
      const { component } = find(kind, name);
      return withRegistry(registry, () => component(options));
    }) as Registry['create'],
    build: ((kind: string, config: unknown) => {
      const { name, options } = splitConfig(kind, config);
      const { component } = find(kind, name);
      return withRegistry(registry, () => component(options));
    }) as Registry['build'],
  };

  for (const plugin of plugins) registry.register(plugin);
  return registry;
}

function checkPlugin(plugin: Plugin): void {
  if (plugin.apiVersion === undefined) {
    throw new PluginVersionError(`The plugin ${plugin.name} has no apiVersion. Add apiVersion: ${API_VERSION}.`);
  }
  if (plugin.apiVersion !== API_VERSION) {
    throw new PluginVersionError(
      `${plugin.name} ${plugin.version} is made for version ${plugin.apiVersion} of the plugin interface, ` +
        `but this @lml/core offers version ${API_VERSION}. Install versions that fit: npm install @lml/core@latest ${plugin.name}@latest.`,
    );
  }
  const seen = new Set<string>();
  for (const component of plugin.components) {
    if (!isComponent(component)) {
      throw new InvalidArgumentError(`components of ${plugin.name}`, 'made by defineComponent', component);
    }
    const { kind, componentName: name } = component;
    if (!/^([a-z0-9]+(-[a-z0-9]+)*\/)?[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      throw new InvalidArgumentError(`name of a ${kind} of ${plugin.name}`, 'in kebab-case, as cross-entropy', name);
    }
    if (seen.has(`${kind} ${name}`)) {
      throw new DuplicateComponentError(`${plugin.name} registers two components as ${kind} '${name}'. Rename one.`);
    }
    seen.add(`${kind} ${name}`);
  }
}

function splitConfig(kind: string, config: unknown): { name: string; options: Record<string, unknown> } {
  if (typeof config === 'string') return { name: config, options: {} };
  if (typeof config === 'object' && config !== null && 'name' in config && typeof config.name === 'string') {
    const { name, ...options } = config as { name: string };
    return { name, options };
  }
  const message = `must be the name of a ${kind}, or { name, …options }, got ${describeValue(config)}`;
  throw new InvalidOptionsError(kind, [{ path: [], message }]);
}

/** Of more names than these only their number is told: of fewer where one of them is near. */
const MANY = { near: 20, far: 60 };

function unknown(kind: string, name: string, registered: readonly ListedComponent[]): UnknownComponentError {
  const definition = kindDefinition(kind);
  if (definition === undefined) {
    const message = `There is no kind of component '${kind}'.${suggestion(kind, kinds())} Kinds: ${kinds().join(', ')}.`;
    return new UnknownComponentError(kind, name, message);
  }
  const names = registered.map((entry) => entry.name);
  const [home, isCanonical] = homeOf(name, definition.package);
  const close = suggestion(name, isCanonical ? registered.map((entry) => entry.canonicalName) : names);
  const known = knownNames(kind, [...new Set(names)], close !== '');
  const isHere = home === '@lml/core' || registered.some((entry) => entry.package === home);
  const install = `npm install ${home}, and in code import '${home}'.`;
  const bring = isCanonical ? `It comes with ${home}: ${install}` : `LML's own come with ${home}: ${install}`;
  const advice = isHere ? 'A plugin that has it must be imported first; a project file names it under plugins.' : bring;
  // As in split: { test: 20% }, where a number or a splitter is taken.
  const number = /^[\d.,]+ ?%?$/.test(name) ? ' A number is written without quotes and %, as 0.2.' : '';
  return new UnknownComponentError(
    kind,
    name,
    `There is no ${kind} named '${name}'.${number}${close} ${known} ${advice}`,
  );
}

/** What there is: all names, or of many their number. */
function knownNames(kind: string, names: readonly string[], hasNear: boolean): string {
  if (names.length === 0) return `No ${kind} is registered.`;
  if (names.length <= (hasNear ? MANY.near : MANY.far)) return `Registered: ${names.join(', ')}.`;
  return `${names.length} are registered: npx lml list ${kind}.`;
}

/** The package that a name should come from: a canonical name tells, else it is the kind's own. */
export function homeOf(name: string, own: string): [home: string, isCanonical: boolean] {
  const colon = name.lastIndexOf(':');
  return colon > 0 ? [name.slice(0, colon), true] : [own, false];
}

function suggestion(name: string, names: readonly string[]): string {
  const close = nearest(name, names);
  return close === undefined ? '' : ` Did you mean '${close}'?`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
