import { join } from 'node:path';
import { chunkHeldBy } from '../../archive/index.ts';
import type { Message, Verification } from '../../contract/index.ts';
import type { VerifyProgress, VerifyReport } from '../media-commands.ts';
import { findingMessage } from '../observer.ts';
import { rateMeter } from '../progress-sampler.ts';
import type { HostServices } from '../services.ts';
import type { SetFacts } from './job-record.ts';
import type { Engine, JobParts } from './parts.ts';

/** Milliseconds between two looks at the counters. */
const interval = 200;

export interface VerifyPhase {
  readonly services: HostServices;
  readonly folder: string;
  /** What should be there, when it is known. */
  readonly facts: SetFacts | undefined;
  readonly signal: AbortSignal;
  readonly verify: Engine['verify'];
  readonly dropFromCache: JobParts['dropFromCache'];
  readonly onBytes: (done: number, total: number, rate: number) => void;
}

/**
 * Reads a set back from its medium and compares everything (DESIGN section 3: all bytes are verified). Throws what
 * opening a set throws, and the signal's reason.
 */
export async function verifyOnMedium(phase: VerifyPhase): Promise<Verification> {
  const { services, folder, facts, signal, onBytes } = phase;
  const { clock } = services;
  const files = (facts?.chunks ?? []).map(({ name }) => join(folder, name));
  // What cannot be dropped is read all the same, and the result says from where it may have come.
  const { pastCache } = await phase.dropFromCache(files).catch(() => ({ pastCache: false }));
  signal.throwIfAborted();
  const meter = rateMeter(clock);
  let told = Number.NEGATIVE_INFINITY;
  const onProgress = ({ bytes, total }: VerifyProgress): void => {
    const now = clock.monotonic();
    if (now - told < interval && bytes < total) return;
    told = now;
    onBytes(bytes, total, meter(bytes));
  };
  const report = await phase.verify(services, folder, { signal, onProgress });
  return verificationOf(report, facts, pastCache, clock.now());
}

function verificationOf(
  report: VerifyReport,
  facts: SetFacts | undefined,
  pastCache: boolean,
  now: Date,
): Verification {
  const read: Verification['chunks'] = report.chunks.flatMap(filesOf).map((file) => ({
    name: file.name,
    bytes: file.size,
    sha256: file.sha256,
    state: isDamaged(file, report) ? 'damaged' : 'verified',
  }));
  const known = new Set(read.map(({ name }) => name));
  const missing = missingNames(report).filter((name) => !known.has(name));
  const absent = missing.map((name) => ({
    name,
    bytes: facts?.chunks.find((chunk) => chunk.name === name)?.size ?? 0,
    sha256: '',
    state: 'missing' as const,
  }));
  const findings = [...report.problems, ...report.chunks.flatMap((chunk) => chunk.findings)];
  return {
    bytes: report.bytes,
    chunks: [...read, ...absent].sort((a, b) => (a.name < b.name ? -1 : 1)),
    pastCache,
    problems: findings.filter(({ level }) => level === 'error').map(findingMessage),
    at: now.toISOString(),
  };
}

type ChunkReport = VerifyReport['chunks'][number];
type FileReport = Pick<ChunkReport, 'name' | 'size' | 'sha256' | 'sum' | 'findings'>;

/** The files of a chunk, each judged by itself: what has to be copied again is a file. */
function filesOf(chunk: ChunkReport): readonly FileReport[] {
  const { parts, findings } = chunk;
  if (parts === undefined) return [chunk];
  return parts.map((part) => {
    // Without a sum nobody knows which of its parts spoils a chunk.
    const own = findings.filter(({ affected }) => part.sum === 'unlisted' || affected.includes(part.name));
    return { ...part, findings: own };
  });
}

/** A file of another size than the manifest says is told when the set is opened. */
function isDamaged({ name, sum, findings }: FileReport, { problems }: VerifyReport): boolean {
  const own = problems.filter(({ params }) => params['file'] === name);
  return sum === 'differs' || [...findings, ...own].some(({ level }) => level === 'error');
}

function missingNames({ problems }: VerifyReport): string[] {
  return problems.flatMap(({ level, params }) =>
    level === 'error' && chunkHeldBy(String(params['file'])) !== undefined ? [String(params['file'])] : [],
  );
}

/** What is wrong with the set as a whole, besides its chunks: an index that does not match, for example. */
export function damageOf({ chunks, problems }: Verification): {
  readonly files: readonly string[];
  readonly count: number;
} {
  const files = chunks.filter(({ state }) => state !== 'verified').map(({ name }) => name);
  return { files, count: files.length > 0 ? files.length : problems.length };
}

export function chunkDamaged(file: string): Message {
  return { code: 'JOB_CHUNK_DAMAGED', params: { file }, affected: [file], stage: 'verify' };
}
