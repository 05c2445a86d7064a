import { inheritedArguments } from './fork-program.js';

describe('the options of Node that a child has of its parent', () => {
  it('are those that say how a program is loaded and run', () => {
    const options = [
      '--import',
      './hooks.mjs',
      '--max-old-space-size=8000',
      '--conditions=@lml/source',
      '-r',
      './a.cjs',
    ];
    expect(inheritedArguments(options)).toEqual(options);
  });

  it('are none of a debugger, a watcher or a test run, of which there is one at a port or a terminal', () => {
    expect(
      inheritedArguments(['--inspect', '--inspect-brk=0', '--inspect-port=1', '--watch', '--watch-path=.', '--test']),
    ).toEqual([]);
  });

  it('hold no code of the command line', () => {
    expect(inheritedArguments(['--input-type=module', '-e', 'run()', '--no-deprecation'])).toEqual([
      '--no-deprecation',
    ]);
    expect(inheritedArguments(['--eval=run()', '--print', '1 + 1'])).toEqual([]);
  });
});
