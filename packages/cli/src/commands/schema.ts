import { projectJsonSchema } from '@lml/core';

import { importPlugins } from '../plugins.js';

/** `lml schema`: the JSON Schema of project files, with all components that are installed. */
export async function schema({ plugin = [] }: { plugin?: string[] }): Promise<number> {
  await importPlugins(plugin);
  process.stdout.write(`${JSON.stringify(projectJsonSchema(), null, 2)}\n`);
  return 0;
}
