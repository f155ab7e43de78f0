import { z } from 'zod';
import { pathTokenSchema } from '../paths.ts';
import { reportDocumentSchema } from '../report-document.ts';
import { bytes, hostText, identifier } from '../scalars.ts';

/** The set that a report is about: the one in a folder, or the one that a job wrote or read. */
export const reportSubjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), folder: pathTokenSchema }),
  z.strictObject({ kind: z.literal('job'), jobId: identifier }),
]);
export type ReportSubject = z.infer<typeof reportSubjectSchema>;

const asked = {
  of: reportSubjectSchema,
  /** Folder of the set to compare with; absent: the copy that this machine keeps. */
  previous: pathTokenSchema.optional(),
  language: z.enum(['en', 'zh']),
};

export const reportFormats = ['html', 'json', 'sbom'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportCommands = {
  /**
   * The security officer's report about a set, to look at; long tables are cut. It has the latest reading of this set
   * by a job; nothing is read back for it. May be aborted.
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
