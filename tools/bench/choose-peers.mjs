/**
 * The peers of some names, or of names that go on after such a beginning and a hyphen.
 *
 * @param {readonly import('./peers.mjs').Peer[]} all
 * @param {readonly string[] | undefined} names none: all that run without being asked for
 * @throws if nothing is named so
 */
export function choosePeers(all, names) {
  if (names === undefined) return all.filter(({ onRequest }) => !onRequest);
  const chosen = new Set(
    names.flatMap((name) => {
      const same = all.filter((entry) => entry.name === name);
      const found = same.length > 0 ? same : all.filter((entry) => entry.name.startsWith(`${name}-`));
      if (found.length > 0) return found;
      throw new Error(`There is no '${name}' here. There are: ${all.map((entry) => entry.name).join(', ')}.`);
    }),
  );
  return all.filter((entry) => chosen.has(entry));
}

/**
 * Those of some peers that have a model; the others do not take part in it.
 *
 * @param {readonly import('./peers.mjs').Peer[]} chosen
 * @param {import('./models.mjs').ModelName} model
 */
export function peersWith(chosen, model) {
  return chosen.filter(({ models }) => models === undefined || models.includes(model));
}
