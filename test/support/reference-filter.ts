/**
 * A second filter for one channel, written from the text of oc-mirror-v2.md 6.4 and D.1 alone, slow and
 * plain on purpose. It shares nothing with core/catalog: not the versions, not the graph.
 */

export interface ReferenceEntry {
  readonly name: string;
  readonly replaces?: string;
  readonly skips: readonly string[];
}

export interface ReferenceQuestion {
  readonly entries: readonly ReferenceEntry[];
  /** Version by bundle name; every bundle of the package has one. */
  readonly versions: ReadonlyMap<string, string>;
  readonly full: boolean;
  readonly min?: string;
  readonly max?: string;
}

export type ReferenceAnswer =
  | { readonly kept: readonly string[] }
  /** Sorted words: empty, duplicate, self, headless, heads, cycle, unknown-version. */
  | { readonly errors: readonly string[] };

export function referenceFilter(question: ReferenceQuestion): ReferenceAnswer {
  const { entries, full, min, max } = question;
  if (full) return { kept: entries.map(({ name }) => name) };
  if (min !== undefined && min === max) return exactly(question, min);
  const errors = channelErrors(entries);
  if (errors.length > 0) return { errors };
  const head = headsOf(entries)[0];
  if (head === undefined) return { errors: ['headless'] };
  if (min === undefined && max === undefined) return { kept: [head.name] };
  return { kept: between(question, head) };
}

function exactly({ entries, versions }: ReferenceQuestion, version: string): ReferenceAnswer {
  const wanted = lenient(version);
  const found = [...versions].filter(([, text]) => order(strict(text), wanted) === 0);
  if (found.length === 0) return { errors: ['unknown-version'] };
  const written = found.filter(([, text]) => text === version);
  const here = found.filter(([name]) => entries.some((entry) => entry.name === name));
  const best = (written.length > 0 ? written : here.length > 0 ? here : found).map(([name]) => name);
  // Which of several is left open by the text: the caller sees to it that there is only one.
  return { kept: entries.filter(({ name }) => name === best[0]).map(({ name }) => name) };
}

function channelErrors(entries: readonly ReferenceEntry[]): readonly string[] {
  if (entries.length === 0) return ['empty'];
  const words = new Set<string>();
  const distinct = firstOfEach(entries);
  if (distinct.length < entries.length) words.add('duplicate');
  for (const entry of distinct) if (leadsTo(entry).includes(entry.name)) words.add('self');
  const heads = headsOf(entries);
  if (heads.length === 0) words.add('headless');
  if (heads.length > 1) words.add('heads');
  if (words.size === 0 && distinct.some((entry) => comesBack(entry, distinct))) words.add('cycle');
  return [...words].sort();
}

function firstOfEach(entries: readonly ReferenceEntry[]): readonly ReferenceEntry[] {
  return entries.filter((entry, at) => entries.findIndex(({ name }) => name === entry.name) === at);
}

function leadsTo(entry: ReferenceEntry): readonly string[] {
  return [...(entry.replaces === undefined ? [] : [entry.replaces]), ...entry.skips];
}

function headsOf(entries: readonly ReferenceEntry[]): readonly ReferenceEntry[] {
  const distinct = firstOfEach(entries);
  return distinct.filter((entry) => !distinct.some((other) => leadsTo(other).includes(entry.name)));
}

/** Whether some way from the entry leads back to it. */
function comesBack(start: ReferenceEntry, entries: readonly ReferenceEntry[]): boolean {
  const reached = new Set<string>();
  let border = leadsTo(start);
  while (border.length > 0) {
    for (const name of border) reached.add(name);
    const next = entries.filter(({ name }) => border.includes(name)).flatMap(leadsTo);
    border = next.filter((name) => !reached.has(name));
  }
  return reached.has(start.name);
}

/** D.1, each count anew from its definition. */
function between(question: ReferenceQuestion, head: ReferenceEntry): readonly string[] {
  const { entries, versions } = question;
  const fits = (name: string): boolean => {
    const text = versions.get(name);
    return text !== undefined && inRange(strict(text), question.min, question.max);
  };
  const chain: ReferenceEntry[] = [];
  for (let name: string | undefined = head.name; name !== undefined;) {
    const wanted: string = name;
    const entry = entries.find((each) => each.name === wanted);
    chain.push(entry ?? { name: wanted, skips: [] });
    name = entry?.replaces;
  }
  const counts = chain.map((_, at) => {
    const below = chain.slice(at).flatMap((node) => [node.name, ...node.skips]);
    return new Set(below.filter(fits)).size;
  });
  const maximum = Math.max(...counts);
  let newHead = 0;
  counts.forEach((count, at) => {
    if (count === maximum) newHead = at;
  });
  const tail = counts.includes(0) ? counts.indexOf(0) : chain.length;
  const nodes = maximum === 0 ? [] : chain.slice(newHead, tail);
  const keep = nodes.flatMap((node) => [node.name, ...node.skips.filter(fits)]);
  return entries.filter(({ name }) => keep.includes(name)).map(({ name }) => name);
}

interface Parts {
  readonly numbers: readonly number[];
  /** How many of the numbers were written. */
  readonly written: number;
  readonly before: readonly string[];
}

function strict(text: string): Parts {
  return lenient(text);
}

function lenient(text: string): Parts {
  const [plain = ''] = text.replace(/^v/, '').split('+');
  const dash = plain.indexOf('-');
  const numbers = (dash < 0 ? plain : plain.slice(0, dash)).split('.').map(Number);
  const before = dash < 0 ? [] : plain.slice(dash + 1).split('.');
  return { numbers: [...numbers, 0, 0].slice(0, 3), written: numbers.length, before };
}

function order(a: Parts, b: Parts): number {
  for (let at = 0; at < 3; at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.before.length === 0 && b.before.length === 0) return 0;
  if (a.before.length === 0) return 1;
  if (b.before.length === 0) return -1;
  for (let at = 0; at < Math.max(a.before.length, b.before.length); at += 1) {
    const [x, y] = [a.before[at], b.before[at]];
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    if (x === y) continue;
    const [nx, ny] = [Number(x), Number(y)];
    if (!Number.isNaN(nx) && !Number.isNaN(ny)) return nx - ny;
    if (!Number.isNaN(nx)) return -1;
    if (!Number.isNaN(ny)) return 1;
    return x < y ? -1 : 1;
  }
  return 0;
}

function inRange(version: Parts, min: string | undefined, max: string | undefined): boolean {
  const bounds = [min, max].flatMap((text) => (text === undefined ? [] : lenient(text)));
  const prereleaseAsked = bounds.some(({ before }) => before.length > 0);
  if (version.before.length > 0 && !prereleaseAsked) return false;
  if (min !== undefined && order(version, lenient(min)) < 0) return false;
  if (max === undefined) return true;
  const upper = lenient(max);
  if (upper.written === 3) return order(version, upper) <= 0;
  const prefix = (parts: Parts): Parts => ({ ...parts, numbers: padded(parts, upper.written), before: [] });
  return order(prefix(version), prefix(upper)) <= 0;
}

function padded({ numbers }: Parts, length: number): readonly number[] {
  return numbers.map((value, at) => (at < length ? value : 0));
}
