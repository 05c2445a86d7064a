import { arrangeNavigation } from './navigation.mjs';

/** @param {string} text @param {any[]} [children] */
const folder = (text, ...children) => ({ text, children });
/** @param {string} text @param {any[]} [children] */
const page = (text, ...children) => ({ text, path: `${text}.html`, ...(children.length > 0 && { children }) });

const modules = folder(
  'Modules',
  page(
    '@lml/losses',
    folder('Losses', folder('Regression', page('mse'))),
    folder('Options', folder('Regression', page('MseOptions'))),
    folder('Variables', page('plugin')),
  ),
  page('@lml/more', folder('Losses', page('plain'), folder('Regression', page('huber')))),
);

it('lists components below their kinds, by family, from all packages', () => {
  const [, components] = arrangeNavigation([folder('Guides'), folder('Components', page('Losses')), modules]);
  expect(components).toEqual(
    folder('Components', page('Losses', folder('Regression', page('mse'), page('huber')), page('plain'))),
  );
});

it('leaves in the packages what is no component and no options', () => {
  const [, packages] = arrangeNavigation([folder('Components', page('Losses')), modules]);
  expect(packages).toEqual(
    folder('Packages', page('@lml/losses', folder('Variables', page('plugin'))), page('@lml/more')),
  );
});
