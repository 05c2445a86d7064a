import { basename, extname } from 'node:path';

/**
 * The name of the runs of a project file that gives none: that of the file without its ending, so that two files in a folder do
 * not share runs. What cannot stand in the name of a folder becomes a dash.
 */
export function runName(path: string): string {
  const name = basename(path, extname(path)).replaceAll(/[^\w.-]+/g, '-');
  return (
    name
      .replace(/^[.-]+/, '')
      .slice(0, 100)
      .replace(/[.-]+$/, '') || 'project'
  );
}
