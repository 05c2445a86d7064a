import { writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import { ROOT } from '../workspace/packages.mjs';
// @ts-expect-error: It has no types.
import { compileRaw } from 'pbf/compile';
// @ts-expect-error: It has no types.
import resolve from 'resolve-protobuf-schema';

/** @typedef {{ name: string, type: string, repeated: boolean, options: Record<string, string> }} Field */
/** @typedef {{ name: string, fields: Field[], messages: Message[], enums: { name: string }[] }} Message */

const TARGETS = join(ROOT, 'packages/compiler/src/targets');

/** The schemas: the message that a file is, the others being written within it; and what it is a format of. */
const SCHEMAS = [
  { path: join(TARGETS, 'onnx/onnx'), whole: 'ModelProto', what: "ONNX's file format" },
  { path: join(TARGETS, 'tensorflow/saved-model'), whole: 'SavedModel', what: "TensorFlow's SavedModel" },
];

/** TypeScript's types for those of a schema that are neither messages nor enumerations. @type {Record<string, string>} */
const TYPES = {
  int32: 'number',
  int64: 'number',
  float: 'number',
  bool: 'boolean',
  string: 'string',
  bytes: 'Uint8Array',
};

/**
 * What the files `…-proto.ts` should hold, by their paths: the functions that pbf's compiler makes of the schema beside them, which
 * write messages, with types.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function protoSources() {
  const sources = await Promise.all(SCHEMAS.map(sourceOf));
  return Object.fromEntries(SCHEMAS.map(({ path }, index) => [`${path}-proto.ts`, sources[index] ?? '']));
}

/** @param {{ path: string, whole: string, what: string }} schema */
async function sourceOf({ path, whole, what }) {
  const schema = resolve.sync(`${path}.proto`);
  const code = /** @type {string} */ (compileRaw(schema, { noRead: true, dev: true }))
    .replace(
      /export function write(\w+)\(obj, pbf\)/g,
      (_, name) =>
        `${name === whole ? '/** Writes a model. */\nexport ' : ''}function write${name}(obj: ${name}, pbf: PbfWriter): void`,
    )
    .replace(
      /export const (\w+) = (\{[^}]+\})/g,
      '/** The numbers of an enumeration. */\nexport const $1 = $2 as const',
    );
  const source = [
    `// Generated from ${basename(path)}.proto by pbf's compiler: npm run protobuf.`,
    "import type { PbfWriter } from 'pbf';\n",
    ...interfaces(schema.messages, '', what),
    code,
  ];
  const filepath = `${path}-proto.ts`;
  return prettier.format(source.join('\n'), { ...(await prettier.resolveConfig(filepath)), filepath });
}

/**
 * The interfaces of messages, and of those within them.
 *
 * @param {readonly Message[]} messages
 * @param {string} outer the name of the message in which they stand
 * @param {string} what what it is a format of
 * @param {readonly Map<string, string>[]} [scopes] full names of messages by short ones; of enumerations, `number`
 * @returns {string[]}
 */
function interfaces(messages, outer, what, scopes = []) {
  const known = [new Map(messages.map(({ name }) => [name, `${outer}${name}`])), ...scopes];
  return messages.flatMap(({ name, fields, messages: inner, enums }) => {
    const within = [
      new Map([
        ...inner.map((each) => /** @type {const} */ ([each.name, `${outer}${name}${each.name}`])),
        ...enums.map((each) => /** @type {const} */ ([each.name, 'number'])),
      ]),
      ...known,
    ];
    const members = fields.map(({ name: field, type, repeated, options }) => {
      const found = TYPES[type] ?? within.find((scope) => scope.has(type))?.get(type);
      if (found === undefined) throw new Error(`There is no type '${type}' for ${name}.${field}.`);
      return `readonly ${field}?: ${repeated ? `${options.packed === 'true' ? '' : 'readonly '}${found}[]` : found} | undefined;`;
    });
    const text = `/** A message of ${what}. */\nexport interface ${outer}${name} {\n${members.join('\n')}\n}\n`;
    return [text, ...interfaces(inner, `${outer}${name}`, what, known)];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [path, source] of Object.entries(await protoSources())) {
    writeFileSync(path, source);
    console.log(`wrote ${relative(ROOT, path)}`);
  }
}
