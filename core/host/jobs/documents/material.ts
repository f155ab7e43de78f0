import {
  describeCode,
  errorCatalogue,
  formatBytes,
  type ErrorCode,
  type Job,
  type JobItem,
  type Language,
  type Message,
} from '../../../contract/index.ts';
import type { JobRecord, SetFacts } from '../job-record.ts';
import { toolVersion } from '../../version.ts';
import { factTable, html, listTable, type Markup } from './html.ts';
import { documentWords, timeText, type DocumentSay } from './words.ts';

/** What a document is made of. */
export interface Material {
  readonly record: JobRecord;
  readonly view: Job;
  readonly items: readonly JobItem[];
  readonly now: Date;
  readonly language: Language;
}

/** A document about a set has one. */
export interface SetMaterial extends Material {
  readonly set: SetFacts;
}

/** What a coded message says, and what to do. */
export function wordsOf(
  message: Message,
  language: Language,
): { readonly what: string; readonly next: string } {
  return Object.hasOwn(errorCatalogue, message.code)
    ? describeCode(message.code as ErrorCode, message.params, language)
    : { what: message.code, next: '' };
}

export function stateText({ record, language }: Material): string {
  const { state } = record;
  const say = documentWords(language);
  if (state.kind === 'succeeded' && state.exceptions !== undefined)
    return say('state.exceptions', { count: state.exceptions });
  const count = state.kind === 'incomplete' ? state.count : 0;
  return say.value('state', state.kind, { count });
}

export function sourceText(say: DocumentSay, source: string): string {
  return source === 'registries' ? say('source.registries') : source;
}

export function footer({ language, now }: Material): Markup {
  const time = timeText(now.toISOString()) ?? '';
  return html`<p><small>${documentWords(language)('madeBy', { version: toolVersion, time })}</small></p>`;
}

/** Bytes for people and exactly. */
export function bytesText(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${formatBytes(bytes)} (${bytes})`;
}

export function totalText(say: DocumentSay, { chunks }: SetFacts): string {
  const bytes = chunks.reduce((sum, { size }) => sum + size, 0);
  return say('totals', { count: chunks.length, size: formatBytes(bytes), bytes });
}

/** Which archive files lie there in parts. */
export function dividedText(say: DocumentSay, { divided = [] }: SetFacts): string | undefined {
  if (divided.length === 0) return undefined;
  return divided.map(({ name, parts }) => say('dividedFile', { name, count: parts.length })).join('; ');
}

export function parentText(say: DocumentSay, { parent, kind }: SetFacts): string | undefined {
  if (parent === undefined) return kind === 'sluice' ? say('parentNone') : undefined;
  return say('parentOf', { generation: parent.generation, id: parent.setId });
}

/** An export that was retried has made several sets, and the receiver needs all of them. */
export function earlierText(say: DocumentSay, { earlierSets }: JobRecord): string | undefined {
  return earlierSets?.map(({ id, generation }) => say('earlierSet', { id, generation })).join('; ');
}

/** What the set says of itself: paper checks no signature. Archives of oc-mirror say nothing. */
function signerText(say: DocumentSay, { kind, signer }: SetFacts): string | undefined {
  if (kind === 'oc-mirror') return undefined;
  return signer === undefined ? say('unsigned') : `${signer.name} (SHA-256 ${signer.keyId})`;
}

export function setTable(say: DocumentSay, material: SetMaterial): Markup {
  const { set, record } = material;
  return factTable([
    [say('setId'), set.setId],
    [say('generation'), set.generation],
    [say('parent'), parentText(say, set)],
    [say('earlierSets'), earlierText(say, record)],
    [say('target'), record.enclave?.name ?? set.target],
    [say('created'), timeText(set.createdAt)],
    [say('tool'), set.tool],
    [say('signer'), signerText(say, set)],
    [say('completeness'), say.value('complete', set.complete)],
    [say('total'), totalText(say, set)],
  ]);
}

export function releaseTable(say: DocumentSay, { releases }: SetFacts): Markup {
  return listTable(
    [say('version'), say('digest'), say('signature')],
    releases.map(({ version, digest, signature }) => [
      version,
      html`<span class="sum">${digest}</span>`,
      say.value('signature', signature ?? 'unknown'),
    ]),
  );
}

/** How the set was read back, in a sentence. */
export function verificationText(say: DocumentSay, { record }: Material): Markup {
  const { verification } = record;
  if (verification === undefined) return html`<p class="bad">${say('unverified')}</p>`;
  const time = timeText(verification.at) ?? '';
  const count = verification.chunks.filter(({ state }) => state !== 'verified').length;
  if (count > 0 || verification.problems.length > 0) {
    return html`<p class="bad">${say('damaged', { time, count: Math.max(count, 1) })}</p>`;
  }
  return html`<p class="good">${say(verification.pastCache ? 'verified' : 'verifiedCached', { time })}</p>`;
}

/** Each file of the set with its sum: as the manifest has it, and how it was found. */
export function chunkRows({ set, record }: SetMaterial): readonly {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly state: string | undefined;
}[] {
  const read = new Map((record.verification?.chunks ?? []).map((chunk) => [chunk.name, chunk]));
  return set.chunks.map(({ name, size, sha256 }) => ({
    name,
    size,
    sha256: sha256 ?? read.get(name)?.sha256 ?? '',
    state: read.get(name)?.state,
  }));
}
