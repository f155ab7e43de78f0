import { z } from 'zod';
import {
  approvalRulesSchema,
  importedScanSchema,
  scanListForms,
  verdictListSchema,
  waiverScopeSchema,
  waiverStandingSchema,
  waiverViewSchema,
} from '../approval.ts';
import { messageSchema } from '../events.ts';
import { pathTokenSchema } from '../paths.ts';
import { count, hostText, identifier, text } from '../scalars.ts';

/** Of the enterprise environment, where content is approved before it goes on. */
export const approvalCommands = {
  /** The verdict about each image that an enclave is to get, as it would be now. May be aborted. */
  'approvals.list': {
    input: z.strictObject({
      enclaveId: identifier,
      /** A set whose images are asked about; absent: those that were last planned for the enclave. */
      from: pathTokenSchema.optional(),
    }),
    output: verdictListSchema,
  },
  'approvals.takeIn': {
    input: z.strictObject({
      report: pathTokenSchema,
      /** What the report itself does not say. */
      digest: text.optional(),
      scannedAt: z.iso.datetime().optional(),
      databaseDate: z.iso.datetime().optional(),
    }),
    output: importedScanSchema,
  },
  'approvals.waive': {
    input: z.strictObject({
      /** Absent: for every enclave. */
      enclaveId: identifier.optional(),
      scopes: z.array(waiverScopeSchema).min(1).max(5000),
      owner: text,
      reason: text,
      /** A day (yyyy-MM-dd), which counts whole. */
      until: text,
    }),
    output: z.strictObject({ waivers: z.array(waiverViewSchema) }),
  },
  /** All waivers of all enclaves, newest first: also those that ended or were taken back. */
  'approvals.waivers': {
    input: z.strictObject({}),
    output: z.strictObject({ waivers: z.array(waiverStandingSchema) }),
  },
  /** Takes waivers back; the reason stands in the custody log. Throws APPROVAL_REASON_INVALID. */
  'approvals.revoke': {
    input: z.strictObject({ ids: z.array(text).min(1).max(5000), reason: text }),
    output: z.strictObject({
      waivers: z.array(waiverStandingSchema),
      /** What could not be recorded in the custody log. */
      notices: z.array(messageSchema),
    }),
  },
  'approvals.forget': {
    input: z.strictObject({ ids: z.array(text).min(1).max(5000) }),
    output: z.strictObject({ count }),
  },
  'approvals.rules': {
    input: z.strictObject({ enclaveId: identifier }),
    output: z.strictObject({ rules: approvalRulesSchema }),
  },
  'approvals.setRules': {
    input: z.strictObject({ enclaveId: identifier, rules: approvalRulesSchema }),
    output: z.strictObject({ rules: approvalRulesSchema }),
  },
  /** A list of what is to be scanned, as text for a scanner. */
  'approvals.toScan': {
    input: z.strictObject({
      enclaveId: identifier,
      from: pathTokenSchema.optional(),
      as: z.enum(scanListForms),
      /** Where the scanner reads: `host[:port][/namespace]`. */
      registry: text.optional(),
    }),
    output: z.strictObject({ count, text: hostText }),
  },
} as const;
