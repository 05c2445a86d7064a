import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import { ROOT } from '../workspace/packages.mjs';
// @ts-expect-error: It has no types.
import { compileRaw } from 'pbf/compile';
// @ts-expect-error: It has no types.
import resolve from 'resolve-protobuf-schema';

/** @typedef {{ name: string, type: string, repeated: boolean }} Field */
/** @typedef {{ name: string, fields: Field[], messages: Message[], enums: { name: string }[] }} Message */

const FOLDER = join(ROOT, 'packages/compiler/src/targets/onnx');
const GENERATED = join(FOLDER, 'onnx-proto.ts');

/** The message that a file is: the others are written within it. */
const WHOLE = 'ModelProto';
/** TypeScript's types for those of a schema that are neither messages nor enumerations. @type {Record<string, string>} */
const TYPES = { int32: 'number', int64: 'number', float: 'number', string: 'string', bytes: 'Uint8Array' };

/**
 * What `onnx-proto.ts` should hold: the functions that pbf's compiler makes of `onnx.proto`, which write messages, with types.
 *
 * @returns {Promise<string>}
 */
export async function onnxProtoSource() {
  const schema = resolve.sync(join(FOLDER, 'onnx.proto'));
  const code = /** @type {string} */ (compileRaw(schema, { noRead: true, dev: true }))
    .replace(
      /export function write(\w+)\(obj, pbf\)/g,
      (_, name) =>
        `${name === WHOLE ? '/** Writes a model. */\nexport ' : ''}function write${name}(obj: ${name}, pbf: PbfWriter): void`,
    )
    .replace(
      /export const (\w+) = (\{[^}]+\})/g,
      '/** The numbers of an enumeration. */\nexport const $1 = $2 as const',
    );
  const source = [
    "// Generated from onnx.proto by pbf's compiler: npm run protobuf.",
    "import type { PbfWriter } from 'pbf';\n",
    ...interfaces(schema.messages, ''),
    code,
  ];
  const options = await prettier.resolveConfig(GENERATED);
  return prettier.format(source.join('\n'), { ...options, filepath: GENERATED });
}

/**
 * The interfaces of messages, and of those within them.
 *
 * @param {readonly Message[]} messages
 * @param {string} outer the name of the message in which they stand
 * @param {readonly Map<string, string>[]} [scopes] full names of messages by short ones; of enumerations, `number`
 * @returns {string[]}
 */
function interfaces(messages, outer, scopes = []) {
  const known = [new Map(messages.map(({ name }) => [name, `${outer}${name}`])), ...scopes];
  return messages.flatMap(({ name, fields, messages: inner, enums }) => {
    const within = [
      new Map([
        ...inner.map((each) => /** @type {const} */ ([each.name, `${outer}${name}${each.name}`])),
        ...enums.map((each) => /** @type {const} */ ([each.name, 'number'])),
      ]),
      ...known,
    ];
    const members = fields.map(({ name: field, type, repeated }) => {
      const found = TYPES[type] ?? within.find((scope) => scope.has(type))?.get(type);
      if (found === undefined) throw new Error(`onnx.proto: there is no type '${type}' for ${name}.${field}.`);
      return `readonly ${field}?: ${repeated ? `readonly ${found}[]` : found} | undefined;`;
    });
    const text = `/** A message of ONNX's file format. */\nexport interface ${outer}${name} {\n${members.join('\n')}\n}\n`;
    return [text, ...interfaces(inner, `${outer}${name}`, known)];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(GENERATED, await onnxProtoSource());
  console.log(`wrote ${relative(ROOT, GENERATED)}`);
}
