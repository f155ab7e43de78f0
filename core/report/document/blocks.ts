import { formatBytes, type ReportBlock, type ReportCell, type ReportTone } from '../../contract/index.ts';
import type { Recorded } from '../model.ts';
import type { Maker } from '../parts.ts';
import type { ReportSay } from '../words/words.ts';
import { plain } from './plain.ts';

/** What the sections of a report are put together from. Names that come from outside go through `plain` here. */

export type Fact = readonly [name: string, value: ReportCell | undefined];

export function facts(rows: readonly Fact[]): ReportBlock {
  return {
    kind: 'facts',
    facts: rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }])),
  };
}

export function heading(text: string, note?: string): ReportBlock {
  return { kind: 'heading', text, ...(note !== undefined && { note }) };
}

export function paragraph(text: string, tone?: ReportTone): ReportBlock {
  return { kind: 'paragraph', text, ...(tone !== undefined && { tone }) };
}

export function lines(
  all: readonly { readonly tone: ReportTone; readonly text: string; readonly sum?: string }[],
): ReportBlock {
  return { kind: 'lines', lines: all.map((line) => ({ ...line })) };
}

/** A column: its label and its share of the width in percent; a label that begins with `>` is of numbers. */
export type Column = readonly [label: string, share: number];

export function table(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly ReportCell[])[],
): ReportBlock {
  return {
    kind: 'table',
    label,
    columns: columns.map(([name, share]) => ({
      label: name.replace(/^>/, ''),
      isNumber: name.startsWith('>'),
      share,
    })),
    rows: rows.map((row) => [...row]),
    omitted: 0,
  };
}

/** A name with its digest or sum below it. */
export function summed(text: string, sum: string, tone?: ReportTone): ReportCell {
  return { text: plain(text), sum: plain(sum), ...(tone !== undefined && { tone }) };
}

/** An image by the name it was asked for by; a name that ends in the digest would only repeat what stands below it. */
export function imageCell({
  origin,
  digest,
}: {
  readonly origin: string;
  readonly digest: string;
}): ReportCell {
  return summed(withoutDigest(origin, digest), digest);
}

export function withoutDigest(origin: string, digest: string): string {
  return origin.endsWith(`@${digest}`) ? origin.slice(0, -digest.length - 1) : origin;
}

export function toned(text: string, tone: ReportTone): ReportCell {
  return { text, tone };
}

/** `2026-11-22 20:50:30 UTC`; a text that is no such time is shown as it is. */
export function timeText(iso: string): string {
  return plain(iso.replace(/^(\S{10})T(\S{8})(?:\.\d+)?Z$/, '$1 $2 UTC'));
}

/** The day alone where only a day was given: `2026-11-20`. */
export function dayText(iso: string): string {
  return timeText(iso.replace(/T00:00:00(?:\.0+)?Z$/, ''));
}

/** Bytes for people and exactly. */
export function bytesText(say: ReportSay, bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : say('bytes', { size: formatBytes(bytes), bytes });
}

/** Person, host and tool, as far as they are known. */
export function whoText({ person, host, tool }: Maker): string {
  const place = [person, host].filter((part) => part !== undefined && part !== '').join('@');
  return plain(place === '' ? tool : `${place} (${tool})`);
}

/** The blocks of what is recorded, or the sentence that says why it is not. */
export function ifRecorded<Value>(
  say: ReportSay,
  value: Recorded<Value>,
  blocks: (value: Value) => ReportBlock[],
): ReportBlock[] {
  return value.recorded
    ? blocks(value.value)
    : [paragraph(say('notRecorded', { why: say(`why.${value.why}`) }))];
}
