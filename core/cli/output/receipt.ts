import type { Language, ReceiptSigner } from '../../contract/index.ts';
import {
  receiptText,
  receiptTerminalCode,
  type ReadOutcome,
  type SetList,
  type ShownReceipt,
} from '../../host/index.ts';
import { findingMessage } from '../../host/index.ts';
import { wordsIn, type Say } from '../words.ts';
import { formatBytes, formatTable, formatTime } from './format.ts';
import { formatMessage } from './message.ts';

/** A receipt comes from elsewhere: what would act on the terminal is shown as a mark. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD');
}

/** A receipt in words, and in the forms in which it crosses a gap. */
export function formatReceipt(
  shown: ShownReceipt,
  signer: ReceiptSigner | undefined,
  withCode: boolean,
  language: Language,
): string {
  const say = wordsIn(language);
  const { receipt, file, short, qr } = shown;
  const facts = [
    [say('receipt.set'), receipt.setId],
    [say('receipt.generation'), String(receipt.generation)],
    [say('receipt.target'), plain(receipt.target)],
    [say('receipt.result'), say(`receipt.${receipt.result}`)],
    [say('receipt.importedAt'), formatTime(receipt.importedAt)],
    [say('receipt.registry'), plain(receipt.registry)],
    [say('receipt.images'), String(receipt.images.length)],
    [say('receipt.missing'), String(receipt.missing.length)],
    [say('receipt.resources'), receipt.resources.map(({ name }) => plain(name)).join(say('comma'))],
    [say('receipt.manifest'), receipt.manifestSha256],
    [say('receipt.signature'), signerText(signer, say)],
    [say('receipt.file'), file],
  ];
  const parts = [formatTable(['', ''], facts).split('\n').slice(2).join('\n')];
  if (receipt.missing.length > 0) {
    parts.push(receipt.missing.map(({ origin, code }) => `✗ ${plain(origin)}  ${plain(code)}`).join('\n'));
  }
  if (short === undefined) return [...parts, say('receipt.noShort')].join('\n\n');
  parts.push(say('receipt.short'), receiptText(short));
  if (receipt.result === 'incomplete') parts.push(say('receipt.shortIncomplete'));
  if (withCode && qr !== undefined) parts.push(receiptTerminalCode(qr));
  return parts.join('\n\n');
}

function signerText(signer: ReceiptSigner | undefined, say: Say): string {
  if (signer === undefined) return say('receipt.absent');
  const { state, name = '', keyId: key = '-' } = signer;
  return say(`receiptSigner.${state}`, { name, key });
}

/** What became of something that was read. */
export function formatOutcome(read: ReadOutcome, language: Language): string {
  const say = wordsIn(language);
  const told = read.findings.map((finding) =>
    formatMessage(finding.level, findingMessage(finding), language),
  );
  return [...(read.outcome === 'ignored' ? [say('receipt.ignored')] : inWords(read, say)), ...told].join(
    '\n',
  );
}

function inWords(read: ReadOutcome, say: Say): string[] {
  if (read.outcome === 'ignored') return [];
  const { target, outcome } = read;
  if (read.kind === 'statement') {
    const facts = {
      target,
      time: formatTime(read.statedAt),
      count: read.digests,
      registry: plain(read.registry),
    };
    return [say(`statement.${outcome}`, facts)];
  }
  const { generation, importedAt } = read;
  const result = say(`receipt.${read.result}`);
  const lines = [say(`receipt.${outcome}`, { generation, target, result, time: formatTime(importedAt) })];
  if (read.signerName !== undefined)
    lines.push(say('receipt.signedBy', { name: read.signerName, key: read.keyId ?? '-' }));
  if (outcome === 'known') return lines;
  const nothingNamed = read.result === 'incomplete' && read.form === 'short';
  return [...lines, say(nothingNamed ? 'receipt.shortNamesNothing' : 'receipt.countsFromNow', { target })];
}

/** The sets of a target, newest first. */
export function formatSets({ sets, statement }: SetList, language: Language): string {
  const say = wordsIn(language);
  const generations = new Map(sets.map(({ setId, generation }) => [setId, generation]));
  const rows = sets.map((set) => [
    String(set.generation),
    formatTime(set.madeAt),
    stateOf(set, say),
    formatBytes(set.bytes),
    String(set.parentSetId === undefined ? '-' : (generations.get(set.parentSetId) ?? set.parentSetId)),
    set.receipt === undefined ? '-' : formatTime(set.receipt.importedAt),
    signedText(set.receipt, say),
    set.setId,
  ]);
  const heads = [
    `>${say('sets.generation')}`,
    say('sets.made'),
    say('sets.state'),
    `>${say('sets.bytes')}`,
    `>${say('sets.parent')}`,
    say('sets.receipt'),
    say('sets.signer'),
    say('sets.set'),
  ];
  const table = formatTable(heads, rows);
  if (statement === undefined) return table;
  const { registry, statedAt, digests } = statement;
  const facts = { registry: plain(registry), time: formatTime(statedAt), count: digests };
  return `${table}\n\n${say('sets.statement', facts)}`;
}

function signedText(receipt: SetList['sets'][number]['receipt'], say: Say): string {
  if (receipt === undefined) return '-';
  return receipt.signerName ?? receipt.keyId ?? say(`receipt.${receipt.signature}`);
}

function stateOf({ state, lost, awaited }: SetList['sets'][number], say: Say): string {
  if (lost !== undefined) return say('sets.lostBecause', { reason: plain(lost.reason) });
  return state === 'made' && !awaited ? say('sets.passed') : say(`setState.${state}`);
}
