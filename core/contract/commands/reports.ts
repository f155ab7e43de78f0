import { z } from 'zod';
import { pathTokenSchema } from '../paths.ts';
import { reportDocumentSchema } from '../report-document.ts';
import { bytes, hostText, identifier } from '../scalars.ts';

/** The set that a report is about: the one in a folder, or the one that a job wrote or read. */
const setSubjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), folder: pathTokenSchema }),
  z.strictObject({ kind: z.literal('job'), jobId: identifier }),
]);
export type SetSubject = z.infer<typeof setSubjectSchema>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** First and last day, both inclusive, UTC. */
export const reportPeriodSchema = z.strictObject({ from: day, to: day });
export type ReportPeriod = z.infer<typeof reportPeriodSchema>;

/** What a report is about: a set, or all that was made and given in a period. */
export const reportSubjectSchema = z.discriminatedUnion('kind', [
  ...setSubjectSchema.options,
  reportPeriodSchema.extend({ kind: z.literal('period') }),
]);
export type ReportSubject = z.infer<typeof reportSubjectSchema>;

const asked = {
  of: reportSubjectSchema,
  /** Folder of the set to compare with; absent: the copy that this machine keeps. Not for a period. */
  previous: pathTokenSchema.optional(),
  language: z.enum(['en', 'zh']),
};

export const reportFormats = ['html', 'json', 'sbom'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportCommands = {
  /**
   * The security officer's report about a set or a period, to look at; long tables are cut. It has the latest reading of
   * this set by a job; nothing is read back for it. May be aborted. Throws REPORT_SUBJECT_UNCLEAR, and the codes of a
   * period.
   */
  'reports.preview': { input: z.strictObject(asked), output: reportDocumentSchema },
  /** Makes the whole report as a file in a folder chosen for `output-folder`. Refuses to replace unless told to. */
  'reports.make': {
    input: z.strictObject({
      ...asked,
      format: z.enum(reportFormats),
      into: pathTokenSchema,
      replace: z.boolean(),
    }),
    output: z.strictObject({ display: hostText, fileName: hostText, bytes }),
  },
} as const;
