import { z } from 'zod';

/** NaN and infinities too, which z.number() does not take. */
const numberSchema = z.custom<number>((value) => typeof value === 'number', 'must be a number');
const countSchema = z.int().min(0);

const clockSchema = z.object({
  batch: countSchema,
  step: countSchema,
  samples: countSchema,
  epoch: countSchema,
  seconds: z.number().min(0),
});

/** What a manifest must be, apart from what callbacks and the project keep in it, which they check themselves. */
export const manifestSchema = z.object({
  id: z.string(),
  clock: clockSchema,
  reading: z.object({
    sample: countSchema,
    order: z.string().optional(),
    before: z.object({ epochs: countSchema, batches: countSchema }),
  }),
  seed: countSchema,
  engine: z.string().optional(),
  data: z.object({
    seed: countSchema,
    split: z.record(z.string(), z.union([z.number(), z.literal('splitter')])).optional(),
    parts: z.record(z.string(), z.object({ samples: countSchema.optional(), indices: z.string().optional() })),
    classNames: z.array(z.string()).optional(),
  }),
  values: z.record(z.string(), numberSchema),
  missing: z.array(z.string()).optional(),
  frozen: z.record(z.string(), z.string()).optional(),
  state: z.record(z.string(), z.unknown()),
  packages: z.record(z.string(), z.string()),
  files: z.record(z.string(), z.object({ bytes: countSchema, sha256: z.string() })),
});

/** What a run needs of `state` to go on. */
export const runStateSchema = z.object({
  scalars: z.record(
    z.string(),
    z.object({ sum: numberSchema, weight: numberSchema, min: numberSchema, max: numberSchema, last: numberSchema }),
  ),
  history: z.array(
    z.object({ type: z.literal('epoch'), clock: clockSchema, values: z.record(z.string(), numberSchema) }),
  ),
  hyper: z.record(z.string(), numberSchema),
  schedules: z.object({ monitored: z.record(z.string(), numberSchema), own: z.record(z.string(), z.unknown()) }),
  callbacks: z.record(z.string(), z.unknown()),
});
