import { Cancellations } from './cancellations.js';

describe('Cancellations', () => {
  it('does what is asked for when a signal is aborted, once, and not what was taken back', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const cancellations = new Cancellations();
    const done: string[] = [];
    const actions = ['a', 'b', 'c', 'd'].map((name) => () => done.push(name));
    for (const action of actions.slice(0, 3)) cancellations.add(first.signal, action);
    cancellations.add(second.signal, actions[3]!);
    cancellations.remove(first.signal, actions[1]!);
    first.abort();
    expect(done).toEqual(['a', 'c']);
    second.abort();
    expect(done).toEqual(['a', 'c', 'd']);
  });

  it('has one listener for each signal, and none when there is nothing left to do', () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => ((listeners += 1), add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => ((listeners -= 1), remove(...args));
    const cancellations = new Cancellations();
    const actions = Array.from({ length: 20 }, () => () => undefined);
    for (const action of actions) cancellations.add(signal, action);
    expect(listeners).toBe(1);
    for (const action of actions) cancellations.remove(signal, action);
    expect(listeners).toBe(0);
  });
});
