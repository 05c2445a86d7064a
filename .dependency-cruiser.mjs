/** Core's rooms from the ground up: each imports only from those before it. */
const CORE = [
  'errors',
  'node',
  'random',
  'registry',
  'data',
  'tensorflow',
  'steps',
  'composites',
  'learning',
  'adapters',
  'engines',
  'gradient-checks',
  'training',
  'figures',
  'search',
  'project',
];

/** The compiler's: what is neutral lies below the targets, which know the engine by its port only. */
const COMPILER = ['errors', 'graph', 'trace', 'passes', 'layout', 'engine', 'targets', 'engines', 'export'];

/** Rooms of a package in their order, as rules: no import from a room above, or from the files that put all rooms together. */
function layers(packageName, rooms) {
  const src = `^packages/${packageName}/src`;
  const downwards = rooms.map((room, index) => ({
    name: `${packageName}/${room} imports downwards`,
    severity: 'error',
    from: { path: `${src}/${room}/` },
    to: { path: `${src}/(${[...rooms.slice(index + 1).map((above) => `${above}/`), '[^/]+$'].join('|')})` },
  }));
  const known = {
    name: `${packageName}: each room has its place in the order`,
    severity: 'error',
    from: { path: `${src}/[^/]+/`, pathNot: `${src}/(${rooms.join('|')})/` },
    to: {},
  };
  return [...downwards, known];
}

/** Which imports may be: between the rooms of a package (the folders of its `src`), and between files. `npm run lint` checks. */
export default {
  forbidden: [
    {
      name: 'no circle between rooms',
      comment: 'Types count too: what two rooms need of each other stands in one below both.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^packages/[^/]+/src/[^/]+$' },
      to: { circular: true },
    },
    {
      name: 'no circle between files',
      comment: 'Values only: types may refer to each other within a room.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...layers('core', CORE),
    ...layers('compiler', COMPILER),
    {
      name: 'targets do not know each other',
      severity: 'error',
      from: { path: '^packages/compiler/src/targets/([^/]+)/' },
      to: { path: '^packages/compiler/src/targets/', pathNot: '^packages/compiler/src/targets/$1/' },
    },
  ],
  options: {
    includeOnly: '^packages/[^/]+/src/',
    exclude: { path: '\\.(spec|fixture|test-d)\\.ts$' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@lml/source', 'default'] },
  },
};
