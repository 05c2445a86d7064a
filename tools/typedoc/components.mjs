import { isComponent, optionsJsonSchema } from '@lml/core';
import { componentSources } from '../workspace/components.mjs';
import { packages } from '../workspace/packages.mjs';
import { familyOf } from './names.mjs';
import { yamlForm } from './yaml-form.mjs';

/**
 * @typedef {object} DocumentedOption
 * @property {string} name
 * @property {string} sentence
 * @property {unknown} [default]
 * @property {boolean} required
 */

/**
 * @typedef {object} DocumentedComponent
 * @property {string} kind `loss`
 * @property {string} name its name in the registry: `cross-entropy`
 * @property {string} exportName `crossEntropy`
 * @property {string | undefined} family the folder that it stands in, where that says more than the kind: `classification`
 * @property {string} summary
 * @property {string | undefined} optionsInterface `CrossEntropyOptions`
 * @property {readonly DocumentedOption[]} options
 * @property {string} yaml how a file names it with options
 * @property {Readonly<Record<string, unknown>>} traits
 */

/** @typedef {ReadonlyMap<string, ReadonlyMap<string, DocumentedComponent>>} Components by package, and then by the name of the export */

/**
 * What the pages say of each component, from the built packages: options and defaults are those of its schema.
 *
 * @returns {Promise<Components>}
 */
export async function readComponents() {
  const found = new Map();
  for (const { name, path, manifest } of packages()) {
    const sources = componentSources(path);
    if (manifest.exports === undefined || sources.length === 0) continue;
    const exported = await import(name);
    const documented = sources.flatMap((source) => {
      const component = exported[source.exportName];
      return isComponent(component) ? [[source.exportName, describe(source, component)]] : [];
    });
    found.set(name, new Map(/** @type {[string, DocumentedComponent][]} */ (documented)));
  }
  return found;
}

/**
 * @param {import('../workspace/components.mjs').ComponentSource} source
 * @param {import('@lml/core').AnyComponent} component
 * @returns {DocumentedComponent}
 */
function describe({ kind, name, exportName, options: optionsInterface, file }, component) {
  const { properties = {}, required = [] } = /** @type {{ properties?: Record<string, any>, required?: string[] }} */ (
    optionsJsonSchema({ component })
  );
  const options = Object.entries(properties).map(([option, schema]) => ({
    name: option,
    sentence: schema.description ?? '',
    ...('default' in schema && { default: schema.default }),
    required: required.includes(option),
  }));
  return {
    kind,
    name,
    exportName,
    family: familyOf(file, kind),
    summary: component.summary,
    optionsInterface,
    options,
    yaml: yamlForm(name, component.examples, options),
    traits: component.traits,
  };
}
