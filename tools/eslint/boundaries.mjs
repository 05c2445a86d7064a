/**
 * Options of `@nx/enforce-module-boundaries`: core knows no plugin, a plugin knows core and never another plugin.
 * The tags stand under `nx` in each package's package.json. Specs may use the conformance kit besides.
 */
export function boundaries({ specs }) {
  return {
    enforceBuildableLibDependency: true,
    banTransitiveDependencies: true,
    // A package's own `imports`: Node or the browser.
    allow: ['#platform', '#runtime'],
    depConstraints: [
      { sourceTag: 'layer:core', onlyDependOnLibsWithTags: [] },
      {
        sourceTag: 'layer:plugin',
        onlyDependOnLibsWithTags: specs ? ['layer:core', 'layer:testing'] : ['layer:core'],
      },
      { sourceTag: 'layer:testing', onlyDependOnLibsWithTags: ['layer:core'] },
      { sourceTag: 'layer:cli', onlyDependOnLibsWithTags: ['layer:core'] },
      {
        sourceTag: 'layer:meta',
        onlyDependOnLibsWithTags: ['layer:core', 'layer:plugin', 'layer:testing', 'layer:cli'],
      },
    ],
  };
}
