import { z } from 'zod';
import { count, hostText } from './scalars.ts';

/*
 * A report in words, as sections of a few kinds of blocks. The host writes it once in a language; an HTML file and the
 * page show the same blocks.
 */

/** Never by colour alone: whoever shows it adds a sign. */
export const reportToneSchema = z.enum(['good', 'attention', 'bad']);
export type ReportTone = z.infer<typeof reportToneSchema>;

/** A value; `sum` is a digest or checksum below it, in small type. */
export const reportCellSchema = z.union([
  hostText,
  z.strictObject({ text: hostText, sum: hostText.optional(), tone: reportToneSchema.optional() }),
]);
export type ReportCell = z.infer<typeof reportCellSchema>;

const factSchema = z.strictObject({ name: hostText, value: reportCellSchema });

export const reportBlockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: hostText, note: hostText.optional() }),
  z.strictObject({ kind: z.literal('paragraph'), text: hostText, tone: reportToneSchema.optional() }),
  z.strictObject({ kind: z.literal('facts'), facts: z.array(factSchema) }),
  z.strictObject({
    kind: z.literal('table'),
    label: hostText,
    columns: z.array(z.strictObject({ label: hostText, isNumber: z.boolean(), share: z.number() })),
    rows: z.array(z.array(reportCellSchema)),
    /** Further rows, which a preview leaves out. */
    omitted: count,
  }),
  /** One statement a line, such as the result of a check. */
  z.strictObject({
    kind: z.literal('lines'),
    lines: z.array(z.strictObject({ tone: reportToneSchema, text: hostText, sum: hostText.optional() })),
  }),
  /** Room for handwriting: a row for each role. */
  z.strictObject({ kind: z.literal('signatures'), columns: z.array(hostText), roles: z.array(hostText) }),
]);
export type ReportBlock = z.infer<typeof reportBlockSchema>;

export const reportSectionSchema = z.strictObject({
  /** Letters, digits and `-`: to be linked to. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: hostText,
  blocks: z.array(reportBlockSchema),
});
export type ReportSection = z.infer<typeof reportSectionSchema>;

export const reportDocumentSchema = z.strictObject({
  language: z.enum(['en', 'zh']),
  title: hostText,
  subtitle: hostText,
  /** What it all comes to, with the reasons; absent for a period. */
  verdict: z.strictObject({ tone: reportToneSchema, text: hostText, reasons: z.array(hostText) }).optional(),
  summary: z.array(factSchema),
  /** Title of the list of sections. */
  contents: hostText,
  sections: z.array(reportSectionSchema),
  /** Made by whom, when. */
  footer: hostText,
});
export type ReportDocument = z.infer<typeof reportDocumentSchema>;
