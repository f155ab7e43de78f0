import { z } from 'zod';
import {
  reportFormats,
  rulesSchema,
  waiverSchema,
  type ApprovalRules,
  type Waiver,
} from '../approval/index.ts';
import { isDigest } from '../reference/index.ts';

const digest = z.string().refine(isDigest, 'not a digest');
const text = z.string().max(1024);
const instant = z.string().max(40);

/** A scan without its findings, which are in a file of their own. */
export const scanEntrySchema = z.object({
  /** Of its content: the same report taken in twice is one scan. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  format: z.enum(reportFormats),
  tool: text,
  toolVersion: text.optional(),
  scannedAt: instant.optional(),
  databaseDate: instant.optional(),
  digests: z.array(digest),
  config: digest.optional(),
  platform: text.optional(),
  importedAt: instant,
  /** Who took it in, on which machine. */
  importedBy: text,
  /** Name of the file, without its folder. */
  report: text,
  findings: z.int().nonnegative(),
});
export type ScanEntry = Readonly<z.infer<typeof scanEntrySchema>>;

const by = { by: text, at: instant };

export const approvalRecordSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('scan'), scan: scanEntrySchema }),
  z.object({ type: z.literal('scan-forgotten'), id: text, ...by }),
  z.object({ type: z.literal('waiver'), waiver: waiverSchema, by: text }),
  z.object({ type: z.literal('waiver-revoked'), id: text, reason: text.optional(), ...by }),
  z.object({ type: z.literal('rules'), enclave: text, rules: rulesSchema, ...by }),
]);
export type ApprovalRecord = z.infer<typeof approvalRecordSchema>;

/** A waiver that was taken back: by whom, when, and why where that was asked for. */
export const revokedWaiverSchema = z.object({
  waiver: waiverSchema,
  by: text,
  at: instant,
  reason: text.optional(),
});
export type RevokedWaiver = Readonly<z.infer<typeof revokedWaiverSchema>>;

/** Revoked waivers that are remembered: the last. The custody log has them all. */
const mostRevoked = 5000;

/** Everything that is recorded, as it is now. */
export interface ApprovalFacts {
  readonly scans: ReadonlyMap<string, ScanEntry>;
  readonly waivers: ReadonlyMap<string, Waiver>;
  /** In the order in which they were taken back. */
  readonly revoked: ReadonlyMap<string, RevokedWaiver>;
  readonly rules: ReadonlyMap<string, ApprovalRules>;
}

export const factsSchema = z.object({
  format: z.literal(1),
  /** Number of the last journal whose records are in it. */
  through: z.int().nonnegative(),
  scans: z.array(scanEntrySchema),
  waivers: z.array(waiverSchema),
  revoked: z.array(revokedWaiverSchema).default([]),
  rules: z.array(z.object({ enclave: text, rules: rulesSchema })),
});

/** What the records make of `before`, in their order. */
export function withRecords(before: ApprovalFacts, records: readonly ApprovalRecord[]): ApprovalFacts {
  const scans = new Map(before.scans);
  const waivers = new Map(before.waivers);
  const revoked = new Map(before.revoked);
  const rules = new Map(before.rules);
  for (const record of records) {
    if (record.type === 'scan') {
      for (const old of supersededBy(record.scan, scans.values())) scans.delete(old.id);
      scans.set(record.scan.id, record.scan);
    } else if (record.type === 'scan-forgotten') scans.delete(record.id);
    else if (record.type === 'waiver') waivers.set(record.waiver.id, record.waiver);
    else if (record.type === 'waiver-revoked') {
      const { id, at, by: person, reason } = record;
      const waiver = waivers.get(id);
      if (waiver === undefined) continue;
      waivers.delete(id);
      revoked.set(id, { waiver, at, by: person, ...(reason !== undefined && { reason }) });
    } else rules.set(record.enclave, record.rules);
  }
  return { scans, waivers, revoked: new Map([...revoked].slice(-mostRevoked)), rules };
}

/** Earlier scans of exactly the same by the same tool: the newer one says what they say, and more. */
function supersededBy(scan: ScanEntry, known: Iterable<ScanEntry>): readonly ScanEntry[] {
  const subject = subjectOf(scan);
  const time = scan.scannedAt ?? scan.importedAt;
  return [...known].filter(
    (other) => subjectOf(other) === subject && (other.scannedAt ?? other.importedAt) <= time,
  );
}

function subjectOf({ tool, digests, config, platform }: ScanEntry): string {
  return JSON.stringify([tool, [...digests].sort(), config ?? '', platform ?? '']);
}
