import { z } from 'zod';
import {
  approvalRulesSchema,
  importedScanSchema,
  scanListForms,
  verdictListSchema,
  waiverScopeSchema,
  waiverViewSchema,
} from '../approval.ts';
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
