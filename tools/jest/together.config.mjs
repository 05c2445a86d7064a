import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import root from '../../jest.config.mjs';
import { togetherProject } from './together.mjs';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const packages = readdirSync(`${workspace}packages`);

/** All tests at once, those of a package together: `npm test`. Single specs are run by `npm run test:unit -- <path>`. */
export default {
  ...root,
  testSequencer: fileURLToPath(new URL('longest-first.mjs', import.meta.url)),
  rootDir: workspace,
  projects: [
    ...packages.map((name) => togetherProject(`${workspace}packages/${name}`, name)),
    ...root.projects.filter((project) => !project.startsWith('<rootDir>/packages/')),
  ],
};
