import { join } from 'node:path';
import { z } from 'zod';
import {
  severityNames,
  type ApprovalRules,
  type KnownScan,
  type Scan,
  type Waiver,
} from '../approval/index.ts';
import { SluiceError } from '../contract/index.ts';
import type { Clock, Environment, FileSystem, Random } from '../ports/index.ts';
import { digestHex, digestOf, type Digest } from '../reference/index.ts';
import {
  approvalRecordSchema,
  factsSchema,
  withRecords,
  type ApprovalFacts,
  type ApprovalRecord,
  type RevokedWaiver,
  type ScanEntry,
} from './approval-records.ts';
import { openJournal, readJournal } from './journal.ts';
import { acquireLock, type Lock } from './lock.ts';
import { makeStateFolder } from './state-directory.ts';
import { readState, writeState } from './state-file.ts';
import { isTargetName } from './targets.ts';

const findingsSchema = z.array(
  z.object({
    id: z.string(),
    severity: z.enum(severityNames),
    package: z.string(),
    version: z.string(),
    fix: z.enum(['available', 'none', 'unknown']),
    fixedVersion: z.string().exactOptional(),
  }),
);

/** What is approved, by scans, rules and waivers: for all enclaves that are given content from this machine. */
export interface Approvals {
  /** As recorded now. Throws LEDGER_STATE_DAMAGED, LEDGER_JOURNAL_DAMAGED, LEDGER_READ_FAILED. */
  read(): Promise<ApprovalFacts>;
  /** Finds those scans among `facts` that name one of the given digests as what was scanned, with their findings. */
  lookup(facts: ApprovalFacts): (digests: Iterable<Digest>) => Promise<readonly KnownScan[]>;
  /** Throws APPROVAL_LEDGER_FULL, LEDGER_LOCKED, LEDGER_WRITE_FAILED. */
  recordScan(scan: Scan, report: string): Promise<ScanEntry>;
  /** The same; `at` and ids of the waivers are made here. */
  addWaivers(waivers: readonly Omit<Waiver, 'id' | 'madeAt'>[]): Promise<readonly Waiver[]>;
  setRules(enclave: string, rules: ApprovalRules): Promise<void>;
  /** Takes waivers back by their ids; ids that there are not are passed over. Answers those that there were. */
  revokeWaivers(ids: readonly string[], reason?: string): Promise<readonly RevokedWaiver[]>;
  /** Scans and waivers by their ids; ids that there are not are passed over. Answers how many there were. */
  forget(
    ids: readonly string[],
  ): Promise<{ readonly count: number; readonly revoked: readonly RevokedWaiver[] }>;
}

export interface ApprovalsOptions {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Random;
}

const limits = { scans: 50_000, waivers: 20_000, enclaves: 1000 } as const;
/** Records in a journal before all is written as one file and a new journal begins. */
const journalRecords = 2000;
/** How often somebody else who is just writing is waited for, and how long, in milliseconds. */
const [lockTries, lockPause] = [50, 100];

/**
 * `approvals/`: a journal of what was decided, and by whom; now and then the sum of it as one file; findings of each
 * scan. One writes at a time, others wait a little.
 */
export function openApprovals(options: ApprovalsOptions): Approvals {
  const { fs, environment, clock, random } = options;
  const root = join(options.stateDirectory, 'approvals');
  const journalPath = (number: number): string =>
    join(root, `journal-${String(number).padStart(6, '0')}.jsonl`);
  const findingsPath = (id: string): string => join(root, 'scans', `${id}.json`);
  const author = `${environment.variables['USER'] ?? environment.variables['USERNAME'] ?? environment.uid}@${environment.hostname}`;

  const load = async (): Promise<{ facts: ApprovalFacts; number: number; records: number }> => {
    const kept = await readState(fs, join(root, 'approvals.json'), factsSchema);
    const number = (kept?.through ?? 0) + 1;
    const records = await readJournal({ fs, path: journalPath(number), schema: approvalRecordSchema });
    const before: ApprovalFacts = {
      scans: new Map(kept?.scans.map((scan) => [scan.id, scan])),
      waivers: new Map(kept?.waivers.map((waiver) => [waiver.id, waiver])),
      revoked: new Map(kept?.revoked.map((each) => [each.waiver.id, each])),
      rules: new Map(kept?.rules.map(({ enclave, rules }) => [enclave, rules])),
    };
    return { facts: withRecords(before, records), number, records: records.length };
  };

  const locked = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await makeStateFolder(fs, root);
    const lock = await takeLock({ ...options, path: join(root, 'lock') });
    try {
      return await work();
    } finally {
      await lock.release();
    }
  };

  /** Appends what `make` gives for the facts as they are, durably. */
  const record = <Result>(
    make: (facts: ApprovalFacts) => { readonly records: readonly ApprovalRecord[]; readonly result: Result },
  ): Promise<Result> =>
    locked(async () => {
      const { facts, number, records: before } = await load();
      const { records, result } = make(facts);
      const after = withRecords(facts, records);
      requireRoom(after);
      const journal = await openJournal({ fs, path: journalPath(number), schema: approvalRecordSchema });
      try {
        for (const each of records) journal.append(each);
        await journal.sync();
      } finally {
        await journal.close();
      }
      if (before + records.length >= journalRecords) await sumUp(after, number);
      await removeFindings([...facts.scans.keys()].filter((id) => !after.scans.has(id)));
      return result;
    });

  const sumUp = async (facts: ApprovalFacts, through: number): Promise<void> => {
    await writeState(fs, join(root, 'approvals.json'), {
      format: 1,
      through,
      scans: [...facts.scans.values()],
      waivers: [...facts.waivers.values()],
      revoked: [...facts.revoked.values()],
      rules: [...facts.rules].map(([enclave, rules]) => ({ enclave, rules })),
    });
    // The last one stays, for whoever asks who decided what.
    await fs.rm(journalPath(through - 1), { force: true });
  };

  const removeFindings = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) await fs.rm(findingsPath(id), { force: true });
  };

  const now = (): string => clock.now().toISOString();
  const revoking = (
    waivers: ReadonlyMap<string, Waiver>,
    ids: readonly string[],
    reason?: string,
  ): { readonly records: readonly ApprovalRecord[]; readonly result: readonly RevokedWaiver[] } => {
    const why = { by: author, at: now(), ...(reason !== undefined && { reason }) };
    const found = [...new Set(ids)].flatMap((id) => waivers.get(id) ?? []);
    return {
      records: found.map(({ id }) => ({ type: 'waiver-revoked', id, ...why })),
      result: found.map((waiver) => ({ waiver, ...why })),
    };
  };
  return {
    read: async () => (await load()).facts,
    lookup(facts) {
      const byDigest = entriesByDigest(facts);
      return async (digests) => {
        const entries = new Set([...digests].flatMap((digest) => byDigest.get(digest) ?? []));
        const found: KnownScan[] = [];
        for (const entry of entries) {
          const findings = await readState(fs, findingsPath(entry.id), findingsSchema);
          // Without its findings a scan says nothing: the image counts as not scanned.
          if (findings?.length === entry.findings) found.push(knownScan(entry, findings));
        }
        return found;
      };
    },
    async recordScan(scan, report) {
      const { findings, ...facts } = scan;
      const id = digestHex(digestOf(JSON.stringify([facts, findings]))).slice(0, 32);
      const entry: ScanEntry = {
        ...facts,
        digests: [...facts.digests],
        id,
        importedAt: now(),
        importedBy: author.slice(0, 256),
        report: report.slice(-256),
        findings: findings.length,
      };
      // Findings first: what the journal names is there.
      await makeStateFolder(fs, join(root, 'scans'));
      await writeState(fs, findingsPath(id), findings);
      return record((known) => {
        const before = known.scans.get(id);
        return before === undefined
          ? { records: [{ type: 'scan', scan: entry }], result: entry }
          : { records: [], result: before };
      });
    },
    async addWaivers(waivers) {
      const made = waivers.map((waiver) => ({ ...waiver, id: random.uuid(), madeAt: now() }));
      return record(() => ({
        records: made.map((waiver) => ({ type: 'waiver' as const, waiver, by: author })),
        result: made,
      }));
    },
    async setRules(enclave, rules) {
      requireName(enclave);
      await record(() => ({
        records: [{ type: 'rules', enclave, rules, by: author, at: now() }],
        result: undefined,
      }));
    },
    revokeWaivers: (ids, reason) => record(({ waivers }) => revoking(waivers, ids, reason)),
    forget: (ids) =>
      record(({ scans, waivers }) => {
        const { records, result: revoked } = revoking(waivers, ids);
        const scanned = [...new Set(ids)].filter((id) => scans.has(id));
        const forgotten = scanned.map((id): ApprovalRecord => ({
          type: 'scan-forgotten',
          id,
          by: author,
          at: now(),
        }));
        return {
          records: [...forgotten, ...records],
          result: { count: scanned.length + revoked.length, revoked },
        };
      }),
  };
}

function entriesByDigest({ scans }: ApprovalFacts): ReadonlyMap<Digest, readonly ScanEntry[]> {
  const found = new Map<Digest, ScanEntry[]>();
  for (const entry of scans.values()) {
    const named = entry.config === undefined ? entry.digests : [...entry.digests, entry.config];
    for (const digest of new Set(named)) {
      const known = found.get(digest);
      if (known === undefined) found.set(digest, [entry]);
      else known.push(entry);
    }
  }
  return found;
}

function knownScan(entry: ScanEntry, findings: KnownScan['scan']['findings']): KnownScan {
  const { format, tool, toolVersion, scannedAt, databaseDate, digests, config, platform, importedAt } = entry;
  return {
    importedAt,
    scan: {
      format,
      tool,
      digests,
      findings,
      ...(toolVersion !== undefined && { toolVersion }),
      ...(scannedAt !== undefined && { scannedAt }),
      ...(databaseDate !== undefined && { databaseDate }),
      ...(config !== undefined && { config }),
      ...(platform !== undefined && { platform }),
    },
  };
}

/** Throws LEDGER_TARGET_NAME_INVALID. */
export function requireName(enclave: string): void {
  if (isTargetName(enclave)) return;
  throw new SluiceError('LEDGER_TARGET_NAME_INVALID', { params: { name: enclave.slice(0, 100) } });
}

function requireRoom({ scans, waivers, rules }: ApprovalFacts): void {
  const sizes = { scans: scans.size, waivers: waivers.size, enclaves: rules.size };
  for (const what of ['scans', 'waivers', 'enclaves'] as const) {
    if (sizes[what] <= limits[what]) continue;
    throw new SluiceError('APPROVAL_LEDGER_FULL', { params: { count: limits[what], what: `<${what}>` } });
  }
}

async function takeLock(options: ApprovalsOptions & { readonly path: string }): Promise<Lock> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await acquireLock({ ...options, command: 'sluice approve' });
    } catch (error) {
      const busy = error instanceof SluiceError && error.code === 'LEDGER_LOCKED';
      if (!busy || tries >= lockTries) throw error;
      await options.clock.sleep(lockPause);
    }
  }
}
