import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../workspace/packages.mjs';
import { CACHE, writeSpecs } from './write-specs.mjs';

// Type checks all examples as users would: each as a module of its own, against the built declarations.
writeSpecs();
const path = join(CACHE, 'types/tsconfig.json');
const { config } = ts.readConfigFile(path, ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, join(CACHE, 'types'));
const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
for (const diagnostic of diagnostics) {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n  ');
  const { file, start } = diagnostic;
  // The copies are named after the file and the line where the example begins.
  const place = file
    ? `${file.fileName.replace(/^.*\/types\//, '').replace(/\.\d+\.ts$/, '')}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}`
    : ROOT;
  console.log(`${place}: ${message}`);
}
console.log(`${fileNames.length} examples type checked, ${diagnostics.length} errors`);
process.exitCode = diagnostics.length === 0 ? 0 : 1;
