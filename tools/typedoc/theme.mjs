import {
  DeclarationReflection,
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  KindRouter,
  ReferenceType,
} from 'typedoc';
import { plural, titleOf } from './names.mjs';
import { addressOf } from './documents.mjs';
import { arrangeNavigation } from './navigation.mjs';

/** @import { Application, PageEvent, ProjectReflection, Reflection } from 'typedoc' */
/** @import { Components, DocumentedComponent } from './components.mjs' */

const ICON = 'component';

/**
 * Registers a theme and a router, both called `lml`: TypeDoc's own, but that a component is shown as a component, where
 * TypeDoc sees a variable, and that the navigation is by kind.
 *
 * @param {Application} app
 * @param {Components} components
 */
export function defineTheme(app, components) {
  const find = (/** @type {unknown} */ reflection) =>
    reflection instanceof DeclarationReflection
      ? components.get(reflection.parent?.name ?? '')?.get(reflection.name)
      : undefined;

  class Context extends DefaultThemeRenderContext {
    /** @param {ConstructorParameters<typeof DefaultThemeRenderContext>} args */
    constructor(...args) {
      super(...args);
      const { header, memberDeclaration } = this;
      this.header = (/** @type {PageEvent<Reflection>} */ props) => {
        const component = find(props.model);
        if (component === undefined) return header(props);
        const kind = [component.kind, component.family].flatMap((word) => (word === undefined ? [] : titleOf(word)));
        return element('div', { class: 'tsd-page-title' }, [
          this.breadcrumbs(props.model),
          element('h1', {}, [`Component ${props.model.name}`]),
          element('p', { class: 'lml-kind' }, [kind.join(' · ')]),
        ]);
      };
      this.memberDeclaration = (/** @type {DeclarationReflection} */ props) => {
        const component = find(props);
        if (component === undefined) return memberDeclaration(props);
        const parts = [this.commentSummary(props), this.commentTags(props), this.memberSources(props)];
        return element('div', {}, [
          element('div', { class: 'tsd-signature' }, signature(this, props, component)),
          ...parts,
        ]);
      };
    }
  }

  class Theme extends DefaultTheme {
    /** @override */
    ContextClass = Context;

    /** @param {ConstructorParameters<typeof DefaultTheme>} args */
    constructor(...args) {
      super(...args);
      /** @type {any} */ (this.icons)[ICON] = icon;
    }

    /** @override @param {Reflection} reflection @returns {any} */
    getReflectionIcon(reflection) {
      return find(reflection) === undefined ? super.getReflectionIcon(reflection) : ICON;
    }

    /** @override @param {ProjectReflection} project */
    buildNavigation(project) {
      return arrangeNavigation(super.buildNavigation(project));
    }
  }

  class Router extends KindRouter {
    /** @override @param {Reflection} reflection */
    getIdealBaseName(reflection) {
      const component = find(reflection);
      // One folder a kind: links to sources are relative to it.
      if (component !== undefined) return `${plural(component.kind)}/${component.name.replace('/', '-')}`;
      return (reflection.isDocument() && addressOf(reflection)) || super.getIdealBaseName(reflection);
    }
  }

  app.renderer.defineTheme('lml', Theme);
  app.renderer.defineRouter('lml', Router);
}

/**
 * A component as the function that it is: `mse(options?: MseOptions): Loss`.
 *
 * @param {DefaultThemeRenderContext} context
 * @param {DeclarationReflection} reflection
 * @param {DocumentedComponent} component
 */
function signature(context, { name, type }, { options }) {
  const [, , given, instance] = (type instanceof ReferenceType && type.typeArguments) || [];
  /** @type {any[]} */
  const parts = [element('span', { class: 'tsd-kind-function' }, [name]), symbol('(')];
  const colon = options.some(({ required }) => required) ? ': ' : '?: ';
  if (options.length > 0) parts.push('options', symbol(colon), context.type(given));
  return [...parts, symbol('): '), context.type(instance)];
}

/** @param {string} text */
function symbol(text) {
  return element('span', { class: 'tsd-signature-symbol' }, [text]);
}

/** The mark of a component in lists and in the search. */
function icon() {
  const box = { fill: 'var(--color-icon-background)', stroke: 'var(--lml-component)', 'stroke-width': '1.5' };
  const place = { x: '50%', y: '50%', dy: '0.35em', 'text-anchor': 'middle', fill: 'var(--color-icon-text)' };
  return element('svg', { class: 'tsd-kind-icon', viewBox: '0 0 24 24', 'aria-label': 'Component' }, [
    element('rect', { ...box, x: '1', y: '1', width: '22', height: '22', rx: '6' }, []),
    element('text', place, ['◆']),
  ]);
}

/**
 * @param {string} tag
 * @param {Record<string, string>} properties
 * @param {readonly any[]} children
 */
function element(tag, properties, children) {
  return JSX.createElement(tag, properties, ...children);
}
