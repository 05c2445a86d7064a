import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, isSource, packages } from './packages.mjs';

// The compiler leaves what it built from sources that have been moved or deleted since; it would be published.
for (const { path } of packages()) {
  for (const file of filesBelow(join(path, 'dist'))) {
    const source = relative(join(path, 'dist'), file).replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts');
    if (!source.endsWith('.ts') || (existsSync(join(path, 'src', source)) && isSource(source))) continue;
    rmSync(file);
  }
}
