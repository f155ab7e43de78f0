import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  inspect,
  recordInspection,
  recordVerification,
  verify,
  type SetDescription,
  type VerifyProgress,
  type VerifyReport,
} from '../../host/index.ts';
import { findingMessage } from '../../host/index.ts';
import {
  signaturePolicies,
  SluiceError,
  type Finding,
  type Language,
  type SetSignature,
  type SignaturePolicy,
} from '../../contract/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { formatBytes, formatTable, formatTime } from '../output/format.ts';
import { formatMessage } from '../output/message.ts';
import { hostsTable, signaturesText } from '../output/origin.ts';
import { signatureInWords } from '../output/plan.ts';
import { wordsIn, type Say } from '../words.ts';

/** A folder argument: plain or with `file://`. */
export function folderArgument(context: CommandContext, text: string): string {
  return resolve(context.services.environment.workingDirectory, text.replace(/^file:\/\//, ''));
}

/** `sluice inspect`: what is on a disk, offline. */
export function addInspect(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  program
    .command('inspect')
    .description(say('help.inspect'))
    .argument('<folder>', say('help.folder'))
    .option('--set-signature <policy>', say('help.setSignature'))
    .option('--record', say('help.inspect.record'))
    .option('--person <name>', say('help.person'))
    .option('--seal-number <text>', say('help.seal-number'))
    .option('--json', say('help.json'))
    .action(async (given: string, options: MediaOptions & { record?: boolean }) => {
      const policy = policyArgument(options);
      const folder = folderArgument(context, given);
      const description = await inspect(context.services, folder, { policy });
      const errors = description.problems.filter((problem) => problem.level === 'error').length;
      context.exitCode = errors > 0 ? 1 : 0;
      if (options.json === true) printJson(context, description);
      else print(context, formatDescription(description, context.language));
      if (options.record !== true) return;
      const found = { ok: errors === 0, problems: errors };
      tell(context, await recordInspection(context.services, found, { ...options, folder }));
    });
}

/** `sluice verify`: re-reads every byte. */
export function addVerify(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  program
    .command('verify')
    .description(say('help.verify'))
    .argument('<folder>', say('help.folder'))
    .option('--set-signature <policy>', say('help.setSignature'))
    .option('--person <name>', say('help.person'))
    .option('--seal-number <text>', say('help.seal-number'))
    .option('--json', say('help.json'))
    .action(async (given: string, options: MediaOptions) => {
      const folder = folderArgument(context, given);
      const report = await verify(context.services, folder, {
        policy: policyArgument(options),
        signal: context.signal,
        onProgress: reading(context, options.json === true),
      });
      context.exitCode = report.ok ? 0 : 1;
      if (options.json === true) printJson(context, report);
      else print(context, formatVerification(report, context.language));
      tell(context, await recordVerification(context.services, report, { ...options, folder }));
    });
}

interface MediaOptions {
  readonly json?: boolean;
  readonly setSignature?: string;
  /** For the custody log, beside the result. */
  readonly person?: string;
  readonly sealNumber?: string;
}

/** Throws CLI_VALUE_INVALID. */
export function policyArgument({
  setSignature: given,
}: Pick<MediaOptions, 'setSignature'>): SignaturePolicy | undefined {
  const policy = signaturePolicies.find((each) => each === given);
  if (given === undefined || policy !== undefined) return policy;
  throw new SluiceError('CLI_VALUE_INVALID', {
    params: { flag: '--set-signature', message: `"${given}" (${signaturePolicies.join(', ')})` },
    stage: 'configure',
  });
}

/** Signed by whom. */
function signatureText({ state, name = '', keyId = '' }: SetSignature, say: Say): string {
  return say(`setSignature.${state}`, { name, keyId });
}

/** Besides the result, which a program may read: the custody log is another matter. */
function tell({ errors, language }: CommandContext, findings: readonly Finding[]): void {
  for (const finding of findings)
    errors.write(`${formatMessage(finding.level, findingMessage(finding), language)}\n`);
}

/** Shows how far the reading is: a line that is written over in a terminal, nothing elsewhere. */
function reading({ output, language }: CommandContext, json: boolean): (progress: VerifyProgress) => void {
  const say = wordsIn(language);
  let shown = -1;
  return ({ bytes, total }) => {
    const percent = total === 0 ? 100 : Math.floor((100 * bytes) / total);
    if (json || output.isTTY !== true || percent === shown) return;
    shown = percent;
    const line = say('verify.reading', { percent, total: formatBytes(total) });
    output.write(percent === 100 ? '\r\u001b[2K' : `\r  ${line}`);
  };
}

function formatDescription(description: SetDescription, language: Language): string {
  const say = wordsIn(language);
  const { set } = description;
  const facts: string[][] = [[say('inspect.kind'), madeBy(description, say)]];
  if (set !== undefined) {
    facts.push(
      [say('inspect.set'), set.setId],
      [say('inspect.generation'), generationText(set, say('inspect.buildsOn'))],
      [say('inspect.created'), `${formatTime(set.createdAt)}  (${set.tool})`],
      [say('inspect.target'), set.target],
      [say('inspect.signature'), signatureText(description.signature, say)],
      [say('inspect.state'), say.maybe(`state.${set.complete}`) ?? set.complete],
      [say('inspect.expected'), `${set.expectedBlobs} (${formatBytes(set.expectedBytes)})`],
    );
    for (const [category, count] of Object.entries(set.images)) {
      if (count > 0) facts.push([say(`category.${category as 'release'}`), String(count)]);
    }
  }
  facts.push(
    [say('inspect.blobs'), `${description.blobs} (${formatBytes(description.blobBytes)})`],
    [say('inspect.tags'), `${description.tags} / ${description.repositories}`],
  );
  const { origin } = description;
  if (origin !== undefined) facts.push([say('inspect.imageSignatures'), signaturesText(origin, say)]);
  const parts = [formatTable(['', ''], facts).split('\n').slice(2).join('\n')];
  if (description.releases.length > 0) {
    parts.push(
      formatTable(
        [say('plan.release'), say('plan.signature'), ''],
        description.releases.map((release) => [
          release.version,
          signatureInWords(release.signature ?? '', say),
          release.digest ?? '',
        ]),
      ),
    );
  }
  if (description.chunks.length > 0)
    parts.push(
      formatTable(
        [say('inspect.chunk'), `>${say('plan.bytes')}`, 'sha256'],
        description.chunks.map((chunk) => [chunk.name, formatBytes(chunk.size), chunk.sha256 ?? '']),
      ),
    );
  if (origin !== undefined) parts.push(hostsTable(origin, say));
  for (const { origin: name, code } of set?.missing ?? []) parts.push(`✗ ${name}  ${code}`);
  for (const problem of worthTelling(description.problems)) {
    parts.push(formatMessage(problem.level, findingMessage(problem), language));
  }
  return parts.join('\n\n');
}

/** Without our manifest it is taken for oc-mirror's, which nobody can say of files that cannot be read. */
function madeBy({ kind, problems }: SetDescription, say: Say): string {
  const damaged = kind !== 'sluice' && problems.some((problem) => problem.level === 'error');
  return say.maybe(`madeBy.${damaged ? 'unknown' : kind}`) ?? kind;
}

/** That an archive can be used without a manifest is no news when it cannot be used. */
function worthTelling(problems: readonly Finding[]): Finding[] {
  const broken = problems.some((problem) => problem.level === 'error');
  const told = new Set<string>();
  return problems.filter((problem) => {
    const key = JSON.stringify([problem.code, problem.params]);
    const again = told.has(key);
    told.add(key);
    return !again && !(broken && problem.code === 'ARCHIVE_WITHOUT_MANIFEST');
  });
}

function generationText(set: NonNullable<SetDescription['set']>, buildsOn: string): string {
  const { generation, parent } = set;
  return parent === undefined
    ? String(generation)
    : `${generation}  (${buildsOn} ${parent.generation}, ${parent.setId})`;
}

function fileLine({ name, size, sha256 }: PartReport, good: boolean): string {
  return `${good ? '✓' : '✗'} ${name}  ${formatBytes(size)}  sha256 ${sha256}`;
}

type PartReport = Pick<VerifyReport['chunks'][number], 'name' | 'size' | 'sha256' | 'sum'>;

/** One of another size than the manifest says is told when the set is opened. */
function isGoodPart({ problems }: VerifyReport, { name, sum }: PartReport): boolean {
  return (
    sum !== 'differs' && !problems.some(({ level, affected }) => level === 'error' && affected.includes(name))
  );
}

function formatVerification(report: VerifyReport, language: Language): string {
  const say = wordsIn(language);
  const lines = report.chunks.flatMap((chunk) => {
    const good = chunk.findings.length === 0 && chunk.sum !== 'differs';
    const counts = { good: chunk.blobs - chunk.damagedBlobs.length, count: chunk.blobs };
    return [
      `${fileLine(chunk, good)}  ${say('verify.blobs', counts)}`,
      ...(chunk.parts ?? []).map((part) => `  ${fileLine(part, isGoodPart(report, part))}`),
    ];
  });
  const { signature } = report;
  if (signature !== undefined) {
    const value = signatureText(signature, say);
    lines.push(say('label', { label: say('inspect.signature'), value }));
  }
  const problems = [...report.problems, ...report.chunks.flatMap((chunk) => chunk.findings)];
  for (const problem of worthTelling(problems))
    lines.push(formatMessage(problem.level, findingMessage(problem), language));
  lines.push(say(report.ok ? 'verify.good' : 'verify.bad', { bytes: formatBytes(report.bytes) }));
  return lines.join('\n');
}
