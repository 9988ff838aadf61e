/**
 * Rooms of a folder: its folders and, each a room of its own, the files that lie flat in it.
 * @param {readonly { readonly source: string, readonly targets: readonly string[] }[]} modules what each file imports
 * @param {string} folder without a slash at its end
 */
export function roomsOf(modules, folder) {
  const room = (/** @type {string} */ path) =>
    path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
  const rooms = new Set(modules.flatMap(({ source }) => room(source) ?? []));
  /** @type {Map<string, Set<string>>} */
  const below = new Map([...rooms].map((name) => [name, new Set()]));
  for (const { source, targets } of modules) {
    const from = room(source);
    if (from === undefined) continue;
    for (const target of targets) {
      const to = room(target);
      if (to !== undefined && to !== from && rooms.has(to)) below.get(from)?.add(to);
    }
  }
  const arrows = [...below].flatMap(([from, targets]) =>
    [...targets].map((to) => /** @type {const} */ ([from, to])),
  );
  const mutual = arrows.filter(([from, to]) => from < to && below.get(to)?.has(from) === true);
  return {
    rooms: [...rooms].sort(),
    flat: [...rooms].filter((name) => /\.tsx?$/.test(name)).length,
    arrows,
    mutual,
    floors: floorsOf(below),
  };
}

/**
 * How many floors the rooms need so that every arrow goes down; null when some lead back to where they came from.
 * @param {ReadonlyMap<string, ReadonlySet<string>>} below
 */
function floorsOf(below) {
  /** @type {Map<string, number>} */
  const heights = new Map();
  const waiting = new Set(below.keys());
  for (let progress = true; progress && waiting.size > 0;) {
    progress = false;
    for (const name of waiting) {
      const under = [...(below.get(name) ?? [])].map((other) => heights.get(other));
      if (under.includes(undefined)) continue;
      heights.set(name, Math.max(0, ...under.map((height) => (height ?? 0) + 1)));
      waiting.delete(name);
      progress = true;
    }
  }
  return waiting.size > 0 ? null : Math.max(0, ...heights.values()) + 1;
}
