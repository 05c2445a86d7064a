import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  build,
  create,
  createRegistry,
  defineComponent,
  type Component,
  type ConfigOf,
  type ComponentInput,
  type ComponentKinds,
  type Engine,
  type InstanceOf,
  type Kind,
  type KindInstances,
  type Loss,
  type TreeLoss,
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
same<ComponentInput<'transform'>, Transform | ConfigOf<'transform'>>(true);
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
const fromFile: TreeLoss = build('loss', JSON.parse('{}') as unknown);
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

// What create makes must be of the kind.
const part = { kind: 'loss', summary: '', schema: z.strictObject({}) } as const;
defineComponent({ ...part, name: 'right', create: (): Loss => scaledError() });
// @ts-expect-error -- a number is no loss
defineComponent({ ...part, name: 'wrong', create: () => 42 });
// What it is told of itself need not be written twice.
defineComponent({
  ...part,
  name: 'told',
  create(_, nature) {
    const name: 'told' = nature.name;
    void name;
    return scaledError();
  },
});

// Configs are typed by the map of options.
const configs: ComponentInput<'transform'>[] = [
  'shift',
  { name: 'shift', by: 1 },
  { name: 'chain', steps: ['shift', { name: 'shift', by: 2 }, { name: 'chain', steps: [] }] },
  'lml-plugin-x:turn',
  { name: 'lml-plugin-x:turn', by: 90 },
];
const engines: ComponentInput<'engine'>[] = ['auto', { name: 'eager' }];
void [configs, engines];
// @ts-expect-error -- there is no such name
const misspelt: ComponentInput<'transform'> = 'shft';
// @ts-expect-error -- nor with options
const misspeltToo: ComponentInput<'transform'> = { name: 'shft', by: 1 };
// @ts-expect-error -- there is no such option
const wrongOption: ComponentInput<'transform'> = { name: 'shift', by: 1, buy: 2 };
// @ts-expect-error -- an option of another component
const othersOption: ComponentInput<'transform'> = { name: 'shift', by: 1, steps: [] };
// @ts-expect-error -- an option is missing
const missing: ComponentInput<'transform'> = { name: 'shift' };
// @ts-expect-error -- an option of the wrong type
const wrongType: ComponentInput<'transform'> = { name: 'shift', by: '1' };
// @ts-expect-error -- wrong inside of another
const inside: ComponentInput<'transform'> = { name: 'chain', steps: [{ name: 'shift', buy: 1 }] };
// @ts-expect-error -- it takes no options
const noOptions: ComponentInput<'engine'> = { name: 'auto', threads: 1 };
// @ts-expect-error -- it takes no options
create('engine', 'auto', { threads: 1 });
void [misspelt, misspeltToo, wrongOption, othersOption, missing, wrongType, inside, noOptions];
