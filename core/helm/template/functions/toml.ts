import type { Budget } from '../budget.ts';
import { type Dict, isDict, isGoObject, isList, sortedKeys, type Value } from '../value.ts';

/** A map as TOML: plain values first, then tables, indented as Go's encoder does. */
export function writeToml(value: Value, budget: Budget): string {
  const plain = isGoObject(value) ? value.plain() : value;
  if (!isDict(plain)) return 'toml: top-level values must be Go maps or structs';
  const lines: string[] = [];
  table(plain, [], lines, budget);
  return lines.join('');
}

function table(dict: Dict, path: readonly string[], lines: string[], budget: Budget): void {
  budget.depth(path.length);
  const margin = '  '.repeat(Math.max(0, path.length - 0));
  const keys = sortedKeys(dict);
  for (const key of keys) {
    const value = dict.get(key) ?? null;
    if (isTable(value) || value === null) continue;
    const line = `${margin}${bareOrQuoted(key)} = ${inline(value, budget, path.length)}\n`;
    budget.characters(line.length);
    lines.push(line);
  }
  for (const key of keys) {
    const value = dict.get(key) ?? null;
    const inner = [...path, bareOrQuoted(key)];
    if (isDict(value)) {
      lines.push(`${lines.length > 0 ? '\n' : ''}${margin}[${inner.join('.')}]\n`);
      table(value, inner, lines, budget);
    } else if (isTable(value) && isList(value)) {
      for (const item of value) {
        lines.push(`${lines.length > 0 ? '\n' : ''}${margin}[[${inner.join('.')}]]\n`);
        if (isDict(item)) table(item, inner, lines, budget);
      }
    }
  }
}

function isTable(value: Value): boolean {
  return isDict(value) || (isList(value) && value.length > 0 && value.every(isDict));
}

function inline(value: Value, budget: Budget, depth: number): string {
  budget.step();
  budget.depth(depth);
  if (isList(value)) return `[${value.map((item) => inline(item, budget, depth + 1)).join(', ')}]`;
  if (isDict(value)) {
    const members = sortedKeys(value).map(
      (key) => `${bareOrQuoted(key)} = ${inline(value.get(key) ?? null, budget, depth + 1)}`,
    );
    return `{${members.join(', ')}}`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  return isGoObject(value) ? JSON.stringify(value.text()) : String(value);
}

function bareOrQuoted(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}
