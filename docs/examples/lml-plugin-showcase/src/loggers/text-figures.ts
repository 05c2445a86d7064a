import { defineComponent, isFigure, type Figure, type Logger, type MatrixFigure } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** After how many epochs figures are printed; those of a test always are. Default: `1`. */
  every: z.int().min(1).default(1).describe('After how many epochs figures are printed; those of a test always are.'),
};

/** Options of {@link textFigures}. */
export interface TextFiguresOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Prints figures of metrics on the console, matrices as tables, of others the title, after a line that says of what project they are.
 *
 * @example
 * ```ts
 * import { textFigures } from 'lml-plugin-showcase';
 *
 * textFigures({ every: 10 }).printsOnConsole; // => true
 * ```
 */
export const textFigures = defineComponent({
  kind: 'logger',
  name: 'text-figures',
  summary: 'Prints figures of metrics as text.',
  schema: z.strictObject(shape),
  examples: [{}, { every: 5 }],
  create: ({ every }, { name }): Logger => ({
    name,
    printsOnConsole: true,
    open({ project }) {
      const learner = project?.config['learner'] as { name: string; model: { name: string } } | undefined;
      if (learner !== undefined) console.info(`figures of ${learner.name} with ${learner.model.name}`);
    },
    log({ type, clock, details = {} }) {
      if (type === 'epoch' && clock.epoch % every !== 0) return;
      for (const [full, detail] of Object.entries(details))
        if (isFigure(detail)) console.info(`${full}: ${detail.title}\n${textOf(detail)}`);
    },
  }),
});

function textOf(figure: Figure): string {
  return figure.figure === 'matrix' ? table(figure) : `  a figure of kind ${figure.figure}`;
}

/** The rows of a matrix, the columns one below the other. */
function table({ values }: MatrixFigure): string {
  const [rows = 0, columns = 0] = values.shape;
  const texts = Array.from(values.data as ArrayLike<unknown>, String);
  const width = Math.max(...texts.map((text) => text.length));
  return Array.from({ length: rows }, (_, row) => {
    const cells = texts.slice(row * columns, (row + 1) * columns);
    return `  ${cells.map((cell) => cell.padStart(width)).join(' ')}`;
  }).join('\n');
}

declare module '@lml/core' {
  interface LoggerComponents {
    'text-figures': typeof textFigures;
  }
  interface LoggerOptions {
    'text-figures': TextFiguresOptions;
  }
}
