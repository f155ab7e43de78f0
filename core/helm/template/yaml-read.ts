import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Document } from 'yaml';
import { parseYamlDocuments } from '../../config/index.ts';
import type { Budget } from './budget.ts';
import { failed } from './fault.ts';
import { formatFloat } from './print.ts';
import { type Dict, isDict, type Value } from './value.ts';
import { resolveScalar } from './yaml-scalar.ts';

const aliasCost = 50;
/** Reading YAML takes far longer than anything else that is one step. */
export const stepsPerCharacter = 4;

/** How the fault begins for an alias without an anchor. */
export const unknownAnchor = 'unknown anchor';

/**
 * The first document of a YAML text, read as Go reads it. What aliases stand for is counted each time, so a
 * small text cannot become a large value. Throws a TemplateFault.
 */
export function readYaml(text: string, budget: Budget): Value {
  budget.step(text.length * stepsPerCharacter);
  const document = firstDocument(text);
  if (document?.contents === null || document?.contents === undefined) return null;
  return new Reader(budget).value(document.contents, 0);
}

function firstDocument(text: string): Document.Parsed | undefined {
  const lines = new LineCounter();
  let documents;
  try {
    documents = parseYamlDocuments(text, {
      version: '1.1',
      // Scalars are resolved by `resolveScalar`; the library compares each key with each other one.
      schema: 'failsafe',
      uniqueKeys: false,
      logLevel: 'silent',
      lineCounter: lines,
    });
  } catch (error) {
    throw failed(`error converting YAML to JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const [document] = documents;
  const [problem] = document?.errors ?? [];
  if (problem === undefined) return document;
  const { line } = lines.linePos(problem.pos[0]);
  throw failed(`error converting YAML to JSON: yaml: line ${line}: ${problem.message}`);
}

class Reader {
  readonly #budget: Budget;
  /** As they were met last: the library looks through the whole document for each alias. */
  readonly #anchors = new Map<string, unknown>();
  /** How many aliases lie around the node that is read. */
  #within = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  value(node: unknown, depth: number): Value {
    // What stands once and counts many times is dear: that is how a small text becomes a large value.
    this.#budget.step(this.#within > 0 ? aliasCost : 1);
    this.#budget.depth(depth);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined) throw failed(`${unknownAnchor} ${node.source}`);
      this.#within++;
      const value = this.value(target, depth + 1);
      this.#within--;
      return value;
    }
    if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string')
      this.#anchors.set(node.anchor, node);
    if (isMap(node)) return this.#dict(node.items, depth);
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1));
    if (!isScalar(node)) return null;
    const { source, value, type, tag } = node;
    const text = source ?? (typeof value === 'string' ? value : '');
    this.#budget.characters(text.length);
    if (type !== 'PLAIN' || tag === 'tag:yaml.org,2002:str' || tag === '!') return text;
    return resolveScalar(text);
  }

  #dict(items: readonly { readonly key: unknown; readonly value: unknown }[], depth: number): Dict {
    const dict: Dict = new Map();
    const merged: Dict = new Map();
    for (const { key, value } of items) {
      if (isScalar(key) && key.type === 'PLAIN' && key.source === '<<') {
        this.#merge(merged, this.value(value, depth + 1));
        continue;
      }
      dict.set(keyText(this.value(key, depth + 1)), this.value(value, depth + 1));
    }
    for (const [key, value] of merged) if (!dict.has(key)) dict.set(key, value);
    return dict;
  }

  #merge(into: Dict, value: Value): void {
    const sources = Array.isArray(value) ? value : [value];
    for (const source of sources) {
      if (!isDict(source)) throw failed('map merge requires map or sequence of maps as the value');
      this.#budget.step(source.size);
      for (const [key, item] of source) if (!into.has(key)) into.set(key, item);
    }
  }
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (typeof key === 'number') return Number.isInteger(key) ? String(key) : formatFloat(key);
  if (typeof key === 'boolean') return String(key);
  if (key === null) return 'null';
  throw failed('error converting YAML to JSON: unsupported map key');
}
