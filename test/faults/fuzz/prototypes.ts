const watched: readonly (readonly [string, object])[] = [
  ['Object.prototype', Object.prototype],
  ['Array.prototype', Array.prototype],
  ['Function.prototype', Function.prototype],
  ['String.prototype', String.prototype],
  ['Map.prototype', Map.prototype],
];

/** Sees when one of the prototypes that everything inherits from has got or lost a member. */
export function watchPrototypes(): { touched(): string | undefined } {
  const before = watched.map(([, prototype]) => Reflect.ownKeys(prototype).length);
  return {
    touched: () => watched.find(([, prototype], at) => Reflect.ownKeys(prototype).length !== before[at])?.[0],
  };
}

/** Looked at of one value: enough to see a pattern, and quick. */
const mostNodes = 2000;

/** What is wrong with the objects of a value that was read: one that inherits from what was in the input. */
export function strangeIn(value: unknown): string | undefined {
  const waiting: unknown[] = [value];
  for (let seen = 0; waiting.length > 0 && seen < mostNodes; seen += 1) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (ArrayBuffer.isView(next)) continue;
    if (inheritsFromData(next)) return 'what was read inherits from what was in the input';
    const members: Iterable<unknown> =
      next instanceof Map ? next.values() : next instanceof Set ? next : Object.values(next);
    for (const member of members) {
      if (waiting.length > mostNodes) break;
      if (typeof member === 'object') waiting.push(member);
    }
  }
  return undefined;
}

/** Classes have their constructor; a plain object as prototype has what JSON can give it. */
function inheritsFromData(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== 'object' || prototype === null) return false;
  const constructor: unknown = Object.hasOwn(prototype, 'constructor')
    ? Reflect.get(prototype, 'constructor')
    : undefined;
  return typeof constructor !== 'function' && !isOfTheLanguage(prototype);
}

/** Iterators and generators have prototypes without a constructor of their own. */
function isOfTheLanguage(prototype: object): boolean {
  return Symbol.toStringTag in prototype || Symbol.iterator in prototype || Symbol.asyncIterator in prototype;
}
