import { Application, Converter, ReflectionKind, RendererEvent } from 'typedoc';
import { ROOT } from '../workspace/packages.mjs';
import { describeComponent, hideSchema, shortenSchema } from './component-tags.mjs';
import { readComponents } from './components.mjs';
import { arrangeDocuments, trimReadmes } from './documents.mjs';
import { addKindPages } from './kind-pages.mjs';
import { brokenLinks } from './links.mjs';
import { setMath } from './math.mjs';
import { defineTheme } from './theme.mjs';

/** @import { Context, ProjectReflection } from 'typedoc' */

/**
 * The plugin of the workspace's pages (`npm run docs`).
 *
 * @param {Application} app
 */
export async function load(app) {
  const components = await readComponents();
  defineTheme(app, components);
  // Options that were set while plugins are loaded are read anew.
  app.on(Application.EVENT_BOOTSTRAP_END, () => app.options.setValue('markdownItLoader', setMath));
  app.internationalization.addTranslations('en', /** @type {any} */ ({ tag_yaml: 'YAML' }));

  // Each package is converted by itself, and all are then put together.
  const convert = (/** @type {Context} */ { project }) => {
    const declared = (/** @type {string} */ name) => {
      const found = project.getChildByName([name]);
      return found?.isDeclaration() ? found : undefined;
    };
    for (const component of components.get(project.packageName ?? '')?.values() ?? []) {
      const constant = declared(component.exportName);
      if (constant !== undefined) describeComponent(constant, declared(component.optionsInterface ?? ''), component);
    }
    for (const one of project.getReflectionsByKind(ReflectionKind.Interface)) hideSchema(/** @type {any} */ (one));
    for (const one of project.getReflectionsByKind(ReflectionKind.Variable)) shortenSchema(/** @type {any} */ (one));
  };
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, convert, -1);
  app.on(Application.EVENT_PROJECT_REVIVE, (/** @type {ProjectReflection} */ project) => {
    arrangeDocuments(project, ROOT);
    trimReadmes(project);
    addKindPages(project, components);
  });

  app.renderer.on(RendererEvent.END, (/** @type {RendererEvent} */ { outputDirectory }) => {
    for (const link of brokenLinks(outputDirectory)) app.logger.error(`A link leads nowhere: ${link}`);
  });
}
