import { z } from 'zod';
import { messageSchema } from './events.ts';
import { count, hostText, identifier, instant } from './scalars.ts';

/** From the least to the worst. `unknown` is none of them: a scanner that does not say how bad a finding is. */
export const severities = ['negligible', 'low', 'medium', 'high', 'critical'] as const;
/** All that a finding may be rated. */
export const severityNames = [...severities, 'unknown'] as const;
export const severitySchema = z.enum(severityNames);
export type Severity = z.infer<typeof severitySchema>;

/** What a rule may take as the worst: `none`: any finding holds an image back. */
export const severityLimits = ['none', ...severities] as const;

const entries = 2000;
const days = z.int().min(0).max(3650);
const digestText = z.string().regex(/^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/);
/** A repository such as `quay.io/openshift/*`: `*` stands for any characters. */
const repositoryPattern = z.string().regex(/^[A-Za-z0-9._:/*-]{1,256}$/);
const vulnerabilityId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{2,127}$/);

const listsSchema = z.strictObject({
  digests: z.array(digestText).max(entries).default([]),
  repositories: z.array(repositoryPattern).max(entries).default([]),
  vulnerabilities: z.array(vulnerabilityId).max(entries).default([]),
});

/** What an enclave may be given. */
export const approvalRulesSchema = z.strictObject({
  /** The worst finding that does not hold an image back; `none`: any finding does. */
  severity: z.enum(severityLimits).default('medium'),
  /** Findings without a fix do not hold an image back. */
  onlyFixable: z.boolean().default(false),
  /** A finding that the scanner does not rate. */
  unrated: z.enum(['held', 'allowed']).default('held'),
  /** Largest age of the scanner's data, and of the scan, in days, when it is decided. Absent: any. */
  databaseDays: days.optional(),
  scanDays: days.optional(),
  notScanned: z.enum(['held', 'allowed']).default('held'),
  /** Images that need no scan, and vulnerabilities that do not count. */
  allow: listsSchema.prefault({}),
  /** Images that are never given, and vulnerabilities with which none is; they go before everything else. */
  deny: listsSchema.prefault({}),
});
export type ApprovalRules = z.infer<typeof approvalRulesSchema>;

/** What somebody answers for: an image, or a vulnerability, everywhere or in one image or repository. */
export const waiverScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image'), digest: digestText }),
  z.strictObject({
    kind: z.literal('vulnerability'),
    id: vulnerabilityId,
    digest: digestText.optional(),
    repository: repositoryPattern.optional(),
  }),
]);
export type WaiverScope = z.infer<typeof waiverScopeSchema>;

export const verdictKinds = ['approved', 'waived', 'held', 'not-scanned', 'denied', 'made-here'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

export const waiverViewSchema = z.strictObject({
  id: hostText,
  scope: waiverScopeSchema,
  /** Absent: for every enclave. */
  enclave: hostText.optional(),
  owner: hostText,
  reason: hostText,
  until: instant,
  madeAt: instant,
});
export type WaiverView = z.infer<typeof waiverViewSchema>;

export const waiverStates = ['in-force', 'expired', 'revoked'] as const;
export type WaiverState = (typeof waiverStates)[number];

/** A waiver, and whether it counts. */
export const waiverStandingSchema = waiverViewSchema.extend({
  state: z.enum(waiverStates),
  /** Who took it back, when, and why; waivers of earlier versions have no reason. */
  revoked: z.strictObject({ at: instant, by: hostText, reason: hostText.optional() }).optional(),
});
export type WaiverStanding = z.infer<typeof waiverStandingSchema>;

/** The verdict about one image for an enclave. */
export const verdictRowSchema = z.strictObject({
  type: hostText,
  origin: hostText,
  /** Of the image or index that the name stands for. */
  digest: hostText,
  verdict: z.enum(verdictKinds),
  /** Absent: not scanned. */
  worst: severitySchema.optional(),
  counts: z.record(severitySchema, count),
  scans: z.array(
    z.strictObject({ tool: hostText, scannedAt: instant.optional(), databaseDate: instant.optional() }),
  ),
  reasons: z.array(messageSchema),
  waivers: z.array(waiverViewSchema),
});
export type VerdictRow = z.infer<typeof verdictRowSchema>;

export const verdictListSchema = z.strictObject({
  /** Name that the enclave's holdings go by. */
  enclave: hostText,
  /** When the images were planned; absent: they are those of a set. */
  plannedAt: instant.optional(),
  rows: z.array(verdictRowSchema),
});
export type VerdictList = z.infer<typeof verdictListSchema>;

/** A scan that was taken in. */
export const importedScanSchema = z.strictObject({
  id: identifier,
  format: hostText,
  tool: hostText,
  report: hostText,
  digests: z.array(hostText),
  /** SHA-256 of the report's bytes. */
  sha256: hostText,
  scannedAt: instant.optional(),
  databaseDate: instant.optional(),
  worst: severitySchema.optional(),
  findings: count,
  /** What could not be recorded in the custody log. */
  notices: z.array(messageSchema),
});
export type ImportedScan = z.infer<typeof importedScanSchema>;

/** How a list of what is to be scanned is written: a line for each image, or a script that calls the scanner. */
export const scanListForms = ['text', 'trivy', 'grype'] as const;
export type ScanListForm = (typeof scanListForms)[number];
