import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  build,
  componentOption,
  create,
  createRegistry,
  schemaFor,
  type Component,
  type ComponentConfig,
  type ComponentInput,
  type ComponentKinds,
  type Engine,
  type InstanceOf,
  type Kind,
  type KindInstances,
  type Loss,
  type NameOf,
  type OptionsOf,
  type Transform,
} from '../index.js';
import { scaledError, shift, type ScaledErrorOptions, type Shift } from './components.fixture.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(equal: Equal<A, B>): boolean => equal;

// Names come from augmentation; instances and options from the component itself.
same<NameOf<'transform'>, 'shift' | 'chain'>(true);
same<InstanceOf<'transform', 'shift'>, Shift>(true);
same<InstanceOf<'loss', 'scaled-error'>, Loss>(true);
same<OptionsOf<'loss', 'scaled-error'>, [options?: ScaledErrorOptions]>(true);
same<OptionsOf<'transform', 'shift'>, [options: { by: number }]>(true);
same<ComponentInput<'transform'>, Transform | ComponentConfig>(true);
same<keyof ComponentKinds, keyof KindInstances>(true);
same<Kind, keyof ComponentKinds>(true);

// A component is used in one way, whether called or looked up.
const loss: Loss = scaledError();
const sum: Loss = scaledError({ reduction: 'sum' });
const created: Loss = create('loss', 'scaled-error');
const scaled: Loss = create('loss', 'scaled-error', { scale: 2 });
const by: number = create('transform', 'shift', { by: 1 }).by;
const steps: readonly Transform[] = create('transform', 'chain', { steps: ['shift', shift({ by: 1 })] }).steps;
const engine: Engine = create('engine', 'eager');
const isolated: Shift = createRegistry().create('transform', 'shift', { by: 1 });
const value: tf.Tensor = create('loss', 'scaled-error')({} as tf.Tensor, {} as tf.Tensor);
void [loss, sum, created, scaled, by, steps, engine, isolated, value];

// What comes from a file is not known before it is checked; what it makes is.
const fromFile: Loss = build('loss', JSON.parse('{}') as unknown);
const transform: Transform = build('transform', 'shift');
void [fromFile, transform];
// @ts-expect-error -- build tells the kind's interface, not that of one component
void build('transform', 'shift').by;

// A component carries its name and kind as literals.
same<typeof shift.componentName, 'shift'>(true);
same<typeof shift.kind, 'transform'>(true);
const component: Component<'transform', 'shift', { by: number }, Shift> = shift;
void component;

// @ts-expect-error -- there is no such name
create('loss', 'scaled');
// @ts-expect-error -- nor of this kind
create('loss', 'shift', { by: 1 });
// @ts-expect-error -- there is no such kind
create('lose', 'scaled-error');
// @ts-expect-error -- an option of the wrong type
create('loss', 'scaled-error', { scale: 'much' });
// @ts-expect-error -- a word that it does not know
create('loss', 'scaled-error', { reduction: 'none' });
// @ts-expect-error -- an option that there is not
create('loss', 'scaled-error', { weight: 1 });
// @ts-expect-error -- options must be given where one is required
create('transform', 'shift');
// @ts-expect-error -- an option is missing
create('transform', 'shift', {});
// @ts-expect-error -- one argument too many
create('loss', 'scaled-error', {}, {});
// @ts-expect-error -- the same when called
shift();
// @ts-expect-error -- the same when called
shift({ by: '1' });
// @ts-expect-error -- the same when called
shift({ by: 1, at: 2 });
// @ts-expect-error -- a component itself instead of what it makes
const notCalled: ComponentInput<'loss'> = scaledError;
// @ts-expect-error -- an instance of another kind
const otherKind: ComponentInput<'engine'> = shift({ by: 1 });
void [notCalled, otherKind];
// @ts-expect-error -- names are strings
createRegistry().create('transform', 3, { by: 1 });

// A schema that differs from the documented interface does not compile.
schemaFor<{ by: number }>()(z.strictObject({ by: z.number() }));
schemaFor<{ by?: number | undefined }>()(z.strictObject({ by: z.number().default(1) }));
schemaFor<{ of: ComponentInput<'loss'> }>()(z.strictObject({ of: componentOption('loss') }));
// @ts-expect-error -- of another type
schemaFor<{ by: number }>()(z.strictObject({ by: z.string() }));
// @ts-expect-error -- with a default, and so not required
schemaFor<{ by: number }>()(z.strictObject({ by: z.number().default(1) }));
// @ts-expect-error -- with one option more
schemaFor<{ by: number }>()(z.strictObject({ by: z.number(), at: z.number() }));
// @ts-expect-error -- with one option less
schemaFor<{ by: number; at: number }>()(z.strictObject({ by: z.number() }));
// @ts-expect-error -- without the `undefined` that zod gives an option with a default
schemaFor<{ by?: number }>()(z.strictObject({ by: z.number().default(1) }));
