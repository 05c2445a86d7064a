import { currentStepContext, scopedContext, withStepContext } from '../steps/step-context.js';
import { joinStates } from './join-states.js';
import type { TreeLoss } from './loss.js';

/**
 * A loss as part of something else, which finds its state under `<name>/`. One without state is given back as it is. Whoever holds it
 * hands on its state: {@link joinStates}.
 */
export function nestedLoss(name: string, loss: TreeLoss): TreeLoss {
  if (loss.state === undefined) return loss;
  const within =
    <Value>(run: (...given: Parameters<TreeLoss>) => Value) =>
    (...given: Parameters<TreeLoss>): Value => {
      const step = currentStepContext();
      return withStepContext(step && scopedContext(step, `${name}/`), () => run(...given));
    };
  return Object.assign(within(loss), loss, joinStates({ [name]: loss }), {
    ...(loss.total && { total: within((...given) => loss.total!(...given)) }),
    ...(loss.measure && { measure: within((...given) => loss.measure!(...given)) }),
    ...(loss.heads && { heads: within((...given) => loss.heads!(...given)) }),
  });
}
