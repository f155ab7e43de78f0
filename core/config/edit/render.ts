import { scalarText, type Plain } from './scalar-text.ts';
import type { TextStyle } from './style.ts';

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

/** `key: value` as lines at `indent`, with what is nested below. */
export function renderPair(key: string, value: Plain, indent: number, style: TextStyle): string[] {
  const head = `${' '.repeat(indent)}${key}:`;
  if (isList(value)) {
    if (value.length === 0) return [`${head} []`];
    return [head, ...value.flatMap((item) => renderItem(item, indent + style.listStep, style))];
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    if (entries.length === 0) return [`${head} {}`];
    return [
      head,
      ...entries.flatMap(([name, nested]) => renderPair(name, nested, indent + style.mapStep, style)),
    ];
  }
  return [`${head} ${scalarText(value)}`];
}

/** `- value` as lines, the dash at `indent`. `like` is the name of the entry beside it: quotes are taken from there. */
export function renderItem(value: Plain, indent: number, style: TextStyle, like?: unknown): string[] {
  const dash = `${' '.repeat(indent)}-${' '.repeat(style.dashGap - 1)}`;
  if (typeof value !== 'object') return [`${dash}${scalarText(value, like)}`];
  if (isList(value)) return [`${dash}${renderFlow(value, { spaced: false, json: false })}`];
  const inner = indent + style.dashGap;
  const lines = Object.entries(value).flatMap(([name, nested]) =>
    (name === 'name' || name === 'catalog') && typeof nested === 'string'
      ? [`${' '.repeat(inner)}${name}: ${scalarText(nested, like)}`]
      : renderPair(name, nested, inner, style),
  );
  return lines.map((line, index) => (index === 0 ? `${dash}${line.slice(inner)}` : line));
}

/** How a list or mapping in brackets is written. */
export interface FlowStyle {
  /** `{ a: 1 }` instead of `{a: 1}`. */
  readonly spaced: boolean;
  /** The file is JSON, and has to stay so. */
  readonly json: boolean;
}

/** The value in one line, for lists and mappings in brackets. */
export function renderFlow(value: Plain, flow: FlowStyle): string {
  if (isList(value)) return `[${value.map((item) => renderFlow(item, flow)).join(', ')}]`;
  if (typeof value !== 'object') return flow.json ? JSON.stringify(value) : scalarText(value);
  const inner = Object.entries(value)
    .map(([name, nested]) => renderFlowPair(name, nested, flow))
    .join(', ');
  return flow.spaced ? `{ ${inner} }` : `{${inner}}`;
}

export function renderFlowPair(name: string, value: Plain, flow: FlowStyle): string {
  return `${flow.json ? JSON.stringify(name) : name}: ${renderFlow(value, flow)}`;
}
