import { LmlError, type Stage } from '@lml/core';
import { Command, CommanderError, Option } from 'commander';

import { cv } from './commands/cv.js';
import { doctor, type DoctorFlags } from './commands/doctor.js';
import { describeGraph } from './commands/describe-graph.js';
import { fit } from './commands/fit.js';
import { list } from './commands/list.js';
import { nativeInstall, nativeRemove, nativeStatusCommand, type NativeInstallFlags } from './commands/native.js';
import { dataProfile, type DataProfileFlags } from './commands/data-profile.js';
import { predict, type PredictFlags } from './commands/predict.js';
import { schema } from './commands/schema.js';
import { search } from './commands/search.js';
import { test } from './commands/test.js';
import { trials, type TrialsOptions } from './commands/trials.js';
import { worker, type WorkerCommandOptions } from './commands/worker.js';
import type { RunOptions } from './commands/executor-options.js';
import { version } from './version.js';

/** What is said after a command or option that there is not. */
const HELP =
  'Commands: fit, test, predict, cv, search, trials, worker, data, describe, list, schema, native, doctor; lml <command> --help tells more.';
/** The same of commands that take values of a project. */
const HELP_WITH_VALUES = `${HELP} Values of the project are set without dashes, as trainer.maxEpochs=5.`;

/**
 * Runs the `lml` command with arguments as they stand after its name, and returns the exit code: 0, 1 after an error
 * (which is printed), 130 when the user ended a run.
 *
 * @example
 * ```ts
 * import { main } from '@lml/cli';
 *
 * await main(['fit', 'no-such-file.yaml']); // => 1
 * ```
 */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  const report = (result: number): void => {
    code = result;
  };
  const program = new Command('lml')
    .description('Train, test and predict from a YAML file.')
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError(HELP_WITH_VALUES)
    .exitOverride();

  const file = '<project>';
  const fileHelp = 'the project as YAML or JSON';
  const overrides = '[overrides...]';
  const overridesHelp = 'values to set, as trainer.maxEpochs=5 or learner.loss=mse';

  program
    .command('fit')
    .alias('train')
    .description(
      'train; writes checkpoints, metrics.jsonl, config.yaml, report.html and figures to runs/<name of the file>/<n>',
    )
    .argument(file, fileHelp)
    .argument(overrides, overridesHelp)
    .option('--resume <checkpoint>', 'go on from a checkpoint, or of a run from its newest')
    .action(async (path: string, changes: string[], options: { resume?: string }) =>
      report(await fit(path, changes, options)),
    );
  program
    .command('test')
    .description('judge a checkpoint on the test data')
    .argument(file, fileHelp)
    .argument(overrides, overridesHelp)
    .option(
      '--checkpoint <path>',
      'which checkpoint, or which run, of which the best is taken (default: of the latest run)',
    )
    .action(async (path: string, changes: string[], options: { checkpoint?: string }) =>
      report(await test(path, changes, options)),
    );
  program
    .command('predict')
    .description('predict with a checkpoint; one prediction a line, as JSON')
    .argument(file, fileHelp)
    .argument(overrides, overridesHelp)
    .option(
      '--checkpoint <path>',
      'which checkpoint, or which run, of which the best is taken (default: of the latest run)',
    )
    .option('--data <file>', 'predict what is in a file, read as the training data were (default: the predict data)')
    .option('--output <file>', 'write to a file instead of the terminal')
    .option('--records', 'write what the predictor makes of its numbers: {"label":"setosa","index":0}')
    .action(async (path: string, changes: string[], options: PredictFlags) =>
      report(await predict(path, changes, options)),
    );
  const folds = (command: Command): Command =>
    command
      .argument(file, fileHelp)
      .argument(overrides, overridesHelp)
      .option('--workers <count>', 'run folds in so many child processes')
      .option('--redis <url>', 'have folds run by the workers of a Redis: lml worker --redis <url>')
      .option('--fresh', 'begin anew, where an interrupted run would be gone on with');
  folds(
    program
      .command('cv')
      .alias('cross-validate')
      .description(
        'cross-validate: train and judge on each fold of the training data; goes on with one that was interrupted',
      ),
  ).action(async (path: string, changes: string[], options: RunOptions) => report(await cv(path, changes, options)));
  folds(
    program
      .command('search')
      .description(
        'search: choose parameters by cross-validation, train the best on all training data, and test it once; goes on with one that was interrupted',
      ),
  ).action(async (path: string, changes: string[], options: RunOptions) =>
    report(await search(path, changes, options)),
  );
  program
    .command('data')
    .description('look at data')
    .command('profile')
    .description('say what is in a file of data: types, missing values, ranges, classes, and what to look at')
    .argument('<file>', 'the file: .csv, .parquet, .jsonl …')
    .argument('[options...]', "options of its reader, as target=species or naValues=['.']")
    .option('--page <file>', 'write a page with figures')
    .option('--json', 'as JSON')
    .action(async (path: string, options: string[], flags: DataProfileFlags) =>
      report(await dataProfile(path, options, flags)),
    );
  program
    .command('trials')
    .description('show the trials of a search: of its folder, or of the latest one of a project')
    .argument('<search>', 'the folder of a search, as runs/iris/1, or the project file')
    .option('--best', 'only the best, as values to set: lml fit iris.yaml $(lml trials iris.yaml --best)')
    .option('--json', 'as JSON')
    .option('--csv', 'as CSV')
    .option('--plot <folder>', 'write its figures into a folder, each as an SVG')
    .action(async (path: string, options: TrialsOptions) => report(await trials(path, options)));
  program
    .command('worker')
    .description('run folds for searches and cross-validations on other machines, until Ctrl-C')
    .argument(
      '[project]',
      'the project to work for, where jobs cannot say it: a project file, or a module that exports it',
    )
    .option('--redis <url>', 'the Redis that has the jobs (default: REDIS_URL)')
    .option('--queue <name>', 'the name of the queue')
    .option('--store <folder>', 'the folder by which files of jobs travel, as this machine has it')
    .option('--stalled-after <seconds>', 'after how long without a sign of life it is taken for dead (default: 30)')
    .option('--concurrency <count>', 'how many folds at a time', '1')
    .action(async (path: string | undefined, options: WorkerCommandOptions) => report(await worker(path, options)));
  program
    .command('describe')
    .description('show what a project is made into')
    .command('graph')
    .description('print the graph that the engine makes of a step; nothing is run')
    .argument(file, fileHelp)
    .argument(overrides, overridesHelp)
    .addOption(
      new Option('--stage <stage>', 'of which step')
        .choices(['train', 'validation', 'test', 'predict'])
        .default('train'),
    )
    .action(async (path: string, changes: string[], options: { stage: Stage }) =>
      report(await describeGraph(path, changes, options)),
    );
  program
    .command('list')
    .description('list the components that are installed')
    .argument('[kind]', 'only this kind: loss, model, metric …')
    .option('--json', 'as JSON')
    .option('--plugin <package...>', 'packages to import besides')
    .action(async (kind: string | undefined, options: { json?: boolean; plugin?: string[] }) =>
      report(await list(kind, options)),
    );
  program
    .command('schema')
    .description('print the JSON Schema of project files, for editors')
    .option('--plugin <package...>', 'packages to import besides')
    .action(async (options: { plugin?: string[] }) => report(await schema(options)));
  program
    .command('doctor')
    .allowExcessArguments(false)
    .description('say what this machine has, which engines and backends work on it and how fast; check gradients')
    .option(
      '--gradients [where]',
      'check the gradient of every op and layer on a backend or an engine: cpu, wasm, onnx … (default: on all)',
    )
    .option('--json', 'as JSON')
    .option('--plugin <package...>', 'packages to import besides')
    .action(async (options: DoctorFlags) => report(await doctor(options)));
  const native = program.command('native').description('TensorFlow itself, which is faster, by tfjs-node');
  native
    .command('install')
    .allowExcessArguments(false)
    .description('install it from npm and PyPI; needs a C++ compiler, and Python with pip')
    .option('--strip', 'take symbols out of it, which makes it a quarter smaller')
    .action(async (options: NativeInstallFlags) => report(await nativeInstall(options)));
  native
    .command('status')
    .allowExcessArguments(false)
    .description('say whether it is there; exit code 1 if not')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => report(await nativeStatusCommand(options)));
  native
    .command('remove')
    .allowExcessArguments(false)
    .description('remove what lml native install has installed')
    .action(async () => report(await nativeRemove()));

  for (const command of [...program.commands, ...native.commands]) {
    if (!command.registeredArguments.some(({ variadic }) => variadic)) command.showHelpAfterError(HELP);
  }

  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    return explain(error);
  }
  return code;
}

/** Prints what went wrong: LML's errors as they are, others with their stack. */
function explain(error: unknown): number {
  // Commander has printed what it has to say.
  if (error instanceof CommanderError) return error.exitCode;
  if (LmlError.isInstance(error) && process.env['LML_DEBUG'] === undefined)
    process.stderr.write(`${error.message.trimEnd()}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
