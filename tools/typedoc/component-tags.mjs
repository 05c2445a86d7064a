import { CommentTag, ReflectionFlag, UnknownType } from 'typedoc';
import { plural, titleOf } from './names.mjs';

/** @import { CommentDisplayPart, DeclarationReflection } from 'typedoc' */
/** @import { DocumentedComponent } from './components.mjs' */

/**
 * Adds to a component's page what its schema says (options, YAML form, traits), and the kind and family that it is listed
 * under. The interface of its options is listed apart.
 *
 * @param {DeclarationReflection} reflection the constant
 * @param {DeclarationReflection | undefined} options the interface of its options
 * @param {DocumentedComponent} component
 */
export function describeComponent(reflection, options, component) {
  const { comment } = reflection;
  if (comment === undefined) return;
  comment.blockTags.unshift(...tagsOf(component, typesOf(options)));
  place(reflection, titleOf(plural(component.kind)), component.family);
  if (options === undefined) return;
  place(options, 'Options', component.family);
}

/**
 * Shows the properties of an interface that was inferred from a schema as its own, since the schema's type tells a reader
 * nothing.
 *
 * @param {DeclarationReflection} options
 */
export function hideSchema(options) {
  const others = options.extendedTypes?.filter((type) => !type.toString().includes('ZodObject')) ?? [];
  if (others.length === options.extendedTypes?.length) return;
  if (others.length > 0) options.extendedTypes = others;
  else delete options.extendedTypes;
  for (const property of options.children ?? []) {
    delete property.defaultValue;
    if (!property.inheritedFrom?.name.includes('input.')) continue;
    delete property.inheritedFrom;
    property.setFlag(ReflectionFlag.Inherited, false);
  }
}

/**
 * Shows a schema by its name, and a shape by the names of its options: TypeDoc would write out zod's types, which fill a page,
 * and stumbles over types within them.
 *
 * @param {DeclarationReflection} variable
 */
export function shortenSchema(variable) {
  const { type } = variable;
  if (type === undefined || !/\bZod[A-Z]/.test(type.toString())) return;
  const options =
    type.type === 'reflection' ? (type.declaration.children ?? []).map(({ name }) => `${name}: ZodType`) : [];
  const short = options.length > 0 ? `{ ${options.join('; ')} }` : (/\bZod[A-Z]\w*/.exec(type.toString())?.[0] ?? '');
  variable.project.removeTypeReflections(type);
  variable.type = new UnknownType(short);
  delete variable.defaultValue;
}

/**
 * @param {DeclarationReflection} reflection
 * @param {string} group
 * @param {string | undefined} family
 */
function place(reflection, group, family) {
  const tags = [new CommentTag('@group', [text(group)])];
  if (family !== undefined) tags.push(new CommentTag('@category', [text(titleOf(family))]));
  reflection.comment?.blockTags.push(...tags);
}

/**
 * The type of each option as TypeScript writes it.
 *
 * @param {DeclarationReflection | undefined} options
 */
function typesOf(options) {
  return new Map((options?.children ?? []).map(({ name, type }) => [name, type?.toString() ?? '']));
}

/**
 * @param {DocumentedComponent} component
 * @param {ReadonlyMap<string, string>} types
 */
function tagsOf(component, types) {
  const { options, optionsInterface, yaml, name, traits } = component;
  const tags = [];
  if (options.length > 0) {
    const link = /** @type {CommentDisplayPart} */ ({ kind: 'inline-tag', tag: '@link', text: optionsInterface ?? '' });
    const table = text(`${optionsTable(options, types)}\n`);
    tags.push(new CommentTag('@options', optionsInterface === undefined ? [table] : [table, text('\nIn full: '), link, text('.')])); // prettier-ignore
  }
  const isOptional = options.every(({ required }) => !required);
  const short = isOptional && yaml !== name ? `\`${name}\`, or with options:\n\n` : '';
  tags.push(new CommentTag('@yaml', [text(`${short}\`\`\`yaml\n${yaml}\n\`\`\``)]));
  const rows = Object.entries(traits).map(([trait, value]) => `- \`${trait}\`: \`${JSON.stringify(value)}\``);
  if (rows.length > 0) tags.push(new CommentTag('@traits', [text(rows.join('\n'))]));
  return tags;
}

/**
 * A table of options in Markdown.
 *
 * @param {DocumentedComponent['options']} options
 * @param {ReadonlyMap<string, string>} types
 */
export function optionsTable(options, types) {
  const rows = options.map(({ name, sentence, required, default: value }) => {
    const standard = required ? 'required' : value === undefined ? '' : code(JSON.stringify(value));
    return `| \`${name}\` | ${code(types.get(name) ?? '')} | ${standard} | ${cell(sentence)} |`;
  });
  return ['| Option | Type | Default | What it does |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** @param {string} value */
function code(value) {
  return value === '' ? '' : `\`${cell(value)}\``;
}

/** @param {string} value */
function cell(value) {
  return value.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/**
 * @param {string} value
 * @returns {CommentDisplayPart}
 */
function text(value) {
  return { kind: 'text', text: value };
}
