import { SluiceError, type CheckedInput, type CommandOutput } from '../../../contract/index.ts';
import { labelCsv, labelHtml } from './label.ts';
import type { Material, SetMaterial } from './material.ts';
import { reportCsv, reportHtml, reportJson } from './report.ts';
import { sheetCsv, sheetHtml, sheetJson } from './sheet.ts';

type Asked = Pick<CheckedInput<'jobs.document'>, 'document' | 'format'>;

const mediaTypes: Readonly<Record<Asked['format'], string>> = {
  html: 'text/html;charset=utf-8',
  json: 'application/json',
  csv: 'text/csv;charset=utf-8',
};

/** A document about a job, to be saved or printed. Throws JOB_DOCUMENT_UNAVAILABLE for sheet and label without a set. */
export function jobDocument(material: Material, asked: Asked): CommandOutput<'jobs.document'> {
  return {
    fileName: `${baseName(material, asked.document)}.${asked.format}`,
    mediaType: mediaTypes[asked.format],
    text: textOf(material, asked),
  };
}

function textOf(material: Material, { document, format }: Asked): string {
  switch (document) {
    case 'report':
      return { html: reportHtml, csv: reportCsv, json: reportJson }[format](material);
    case 'sheet':
      return { html: sheetHtml, csv: sheetCsv, json: sheetJson }[format](withSet(material));
    case 'label':
      return { html: labelHtml, csv: labelCsv, json: sheetJson }[format](withSet(material));
  }
}

function withSet(material: Material): SetMaterial {
  const { set, id } = material.record;
  if (set === undefined) throw new SluiceError('JOB_DOCUMENT_UNAVAILABLE', { affected: [id] });
  return { ...material, set };
}

/** A name that every file system takes. */
function baseName({ record }: Material, document: Asked['document']): string {
  const { set, enclave, id } = record;
  if (document === 'report') return `sluice-report-${id}`;
  const whom = (enclave?.name ?? '').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
  const which = set?.generation === undefined ? id : `generation-${set.generation}`;
  return ['sluice', document, ...(whom === '' ? [] : [whom]), which].join('-');
}
