import { ExecutorError } from '../../../errors/executor-error.js';
import { toPlainError } from '../../../errors/errors-as-data.js';
import { obeyParent } from '../../../node/parent-process.js';
import type { Job, JobHandler } from '../../../search/executor.js';
import type { FromChild, ToChild } from './job-messages.js';

/** Does the jobs of the process that has forked this one, as long as that lives. */
export function serveJobs(handler: JobHandler): void {
  const cancels = new Map<string, AbortController>();
  const send = (message: FromChild): void => parent.send(message);
  const parent = obeyParent({
    onMessage(message) {
      const told = message as ToChild;
      if ('job' in told) void perform(told.job);
      else cancels.get(told.cancel)?.abort();
    },
    onWarning: (code, message) => send({ warning: { code, message } }),
  });

  async function perform(job: Job): Promise<void> {
    const controller = new AbortController();
    cancels.set(job.id, controller);
    try {
      const result = await handler(job, { signal: controller.signal });
      sendResult(job, result);
    } catch (error) {
      send({ failed: toPlainError(error) });
    } finally {
      cancels.delete(job.id);
    }
  }

  function sendResult({ id }: Job, result: unknown): void {
    try {
      send({ result });
    } catch (cause) {
      throw new ExecutorError(`The result of job '${id}' is to be plain data, which can go to another process.`, {
        cause,
      });
    }
  }
}
