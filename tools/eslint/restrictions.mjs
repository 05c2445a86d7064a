import { builtinModules } from 'node:module';

const BROWSER = 'Sources run in browsers too: go through core’s platform (packages/core/src/node).';

/** `no-restricted-imports`: no module of Node, by either spelling. */
export const nodeImports = {
  patterns: [{ group: ['node:*'], message: BROWSER }],
  paths: builtinModules.map((name) => ({ name, message: BROWSER })),
};

/** `no-restricted-syntax` for package sources; `clock` allows the time of day, `node` dynamic imports of Node's modules. */
export function restrictedSyntax({ clock, node }) {
  return [
    {
      selector: 'MemberExpression[property.name=/^(dataSync|arraySync|bytesSync)$/]',
      message: 'Read asynchronously (data(), array()): WebGPU cannot read synchronously.',
    },
    { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
    { selector: 'ExportSpecifier[exported.name="default"]', message: 'Named exports only.' },
    { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
    { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'Use modules.' },
    ...(clock
      ? []
      : [
          {
            selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
            message: 'The same input gives the same output: no clock here.',
          },
          {
            selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
            message: 'The same input gives the same output: no clock here.',
          },
        ]),
    ...(node ? [] : [{ selector: 'ImportExpression[source.value=/^node:/]', message: BROWSER }]),
  ];
}
