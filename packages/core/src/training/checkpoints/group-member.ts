import { sameShape, type NdArray } from '../../data/nd-array.js';
import { CheckpointError } from '../../errors/checkpoint-error.js';
import type { Model } from '../../learning/model.js';
import type { CheckpointManifest } from './checkpoint.js';

/** The weights of a checkpoint, and those that it leaves out. */
interface Weighted {
  readonly weights: Readonly<Record<string, NdArray>>;
  readonly manifest: Pick<CheckpointManifest, 'frozen'>;
}

/**
 * A checkpoint of a group of models as one of a member, whose weights have their own names there: that of the name `member`, or else the
 * only one that has the model's weights. A checkpoint that has weights of the model itself stays as it is.
 *
 * @throws `LML_CHECKPOINT` where several members fit, or there is none of that name.
 */
export function memberOf<Content extends Weighted>(
  path: string,
  content: Content,
  model: Model,
  member?: string,
): Content {
  const saved = { ...content.manifest.frozen, ...content.weights };
  if (member !== undefined) {
    if (Object.keys(saved).some((name) => name.startsWith(`${member}/`))) return below(`${member}/`, content);
    const members = [...new Set(Object.keys(saved).map((name) => name.split('/')[0]))].join(', ');
    throw new CheckpointError(
      `The checkpoint '${path}' has no member '${member}'. The names of its weights begin with: ${members}.`,
    );
  }
  const specs = model.weights;
  if (specs.some(({ name }) => name in saved)) return content;
  const members = Object.keys(saved)
    .filter((name) => name.endsWith(`/${specs[0]?.name}`))
    .map((name) => name.slice(0, -specs[0]!.name.length))
    .filter((prefix) =>
      specs.every(({ name, shape }) => {
        const value = saved[prefix + name];
        return typeof value === 'object' ? sameShape(value.shape, shape) : value !== undefined;
      }),
    );
  if (members.length < 2) return members.length === 0 ? content : below(members[0]!, content);
  const names = members.map((prefix) => prefix.slice(0, -1));
  throw new CheckpointError(
    `The checkpoint '${path}' is of a group, of which several members fit this model: ${names.join(', ')}. ` +
      `Say which: project.load(checkpoint, { member: '${names[0]!}' }).`,
  );
}

function below<Content extends Weighted>(prefix: string, content: Content): Content {
  const own = <Value>(record: Readonly<Record<string, Value>> = {}): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(record).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
      ),
    );
  const { manifest, weights } = content;
  return { ...content, weights: own(weights), manifest: { ...manifest, frozen: own(manifest.frozen) } };
}
