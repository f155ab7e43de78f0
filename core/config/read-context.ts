import { type Alias, type Document, isAlias, isNode, type Node, type YAMLMap } from 'yaml';
import type { ErrorCode, ErrorParameters } from '../contract/index.ts';
import type { ConfigProblem } from './problem.ts';
import { placeOf, type SourceText } from './source-text.ts';

/** As many as registry-client.md 4.2 rule 7 allows; a real file has none or a few. */
const maximumAliases = 100;
/** Enough to correct a file by; a hostile one must not fill the memory with complaints. */
const maximumProblems = 1000;

/** Collects everything there is to say about one document, and knows where each value was written. */
export class ReadContext {
  readonly #document: Document;
  readonly #source: SourceText;
  readonly #maps = new WeakMap<object, YAMLMap>();
  readonly #problems: ConfigProblem[] = [];
  readonly #counts = { error: 0, warning: 0, note: 0 };
  #aliases = 0;

  constructor(document: Document, source: SourceText) {
    this.#document = document;
    this.#source = source;
  }

  report(level: ConfigProblem['level'], code: ErrorCode, params: ErrorParameters, offset: number): void {
    if ((this.#counts[level] += 1) > maximumProblems) return;
    this.#problems.push({ level, code, params, affected: [], ...placeOf(this.#source, offset) });
  }

  error(code: ErrorCode, params: ErrorParameters, offset: number): void {
    this.report('error', code, params, offset);
  }

  /** Follows an alias; undefined when it leads nowhere or there are too many of them. */
  resolve(node: unknown): Node | null | undefined {
    if (!isAlias(node)) return isNode(node) ? node : null;
    this.#aliases += 1;
    if (this.#aliases > maximumAliases) {
      if (this.#aliases === maximumAliases + 1)
        this.error('CONFIG_ALIASES', { limit: maximumAliases }, offsetOf(node));
      return undefined;
    }
    const target = (node as Alias).resolve(this.#document);
    if (target === undefined) this.error('CONFIG_ALIAS_UNKNOWN', { alias: node.source }, offsetOf(node));
    return target;
  }

  /** Remembers which mapping `value` was read from, so that later checks can point at it. */
  remember<T extends object>(value: T, map: YAMLMap): T {
    this.#maps.set(value, map);
    return value;
  }

  /** Where `owner`, or its field `key`, was written. */
  offsetOf(owner: object, key?: string): number {
    const map = this.#maps.get(owner);
    if (map === undefined) return 0;
    if (key === undefined) return offsetOf(map);
    const pair = map.items.find((item) => keyText(item.key).toLowerCase() === key.toLowerCase());
    if (pair === undefined) return offsetOf(map);
    return isNode(pair.value) ? offsetOf(pair.value) : isNode(pair.key) ? offsetOf(pair.key) : offsetOf(map);
  }

  /** Everything reported, in the order of the file. */
  problems(): readonly ConfigProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }
}

export function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

export function keyText(key: unknown): string {
  if (isNode(key) && 'source' in key && typeof key.source === 'string') return key.source;
  if (isNode(key) && 'value' in key) return String(key.value);
  return isNode(key) ? '' : String(key);
}
