import { platform } from '#platform';

/** Claims `<folder>/<name>/<n>` with the lowest free `n` from 1 on; `undefined` where there are no files. Nothing is overwritten. */
export async function claimRunFolder(folder: string, name: string): Promise<string | undefined> {
  const { files } = platform;
  if (files === undefined) return undefined;
  const taken = (await files.list(`${folder}/${name}`)).map(Number).filter(Number.isInteger);
  for (let number = Math.max(0, ...taken) + 1; ; number++) {
    const path = `${folder}/${name}/${number}`;
    if (await files.claimFolder(path)) return path;
  }
}
