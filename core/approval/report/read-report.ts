import { SluiceError } from '../../contract/index.ts';
import { parseDigest } from '../../reference/index.ts';
import { JsonFault } from '../json/fault.ts';
import { selecting } from '../json/select.ts';
import { JsonTokenizer } from '../json/tokenizer.ts';
import { reportLimits } from '../limits.ts';
import type { Scan } from '../model.ts';
import { acsReader } from './acs.ts';
import { clairReader } from './clair.ts';
import type { FormatReader } from './draft.ts';
import { grypeReader } from './grype.ts';
import { sarifReader } from './sarif.ts';
import { trivyReader } from './trivy.ts';

/** What whoever imports a report says of it, because the report does not. */
export interface ReportFacts {
  /** For messages: the file's name. */
  readonly name: string;
  /** What was scanned. */
  readonly digest?: string;
  /** RFC 3339, UTC. */
  readonly scannedAt?: string;
  readonly databaseDate?: string;
}

/**
 * Reads a scanner's report, which may be of any size and may have been made by anybody: it is a stream, and what is
 * held of it is what the model keeps. Throws APPROVAL_REPORT_UNREADABLE, APPROVAL_REPORT_REFUSED,
 * APPROVAL_REPORT_TOO_LARGE, APPROVAL_REPORT_UNKNOWN, DIGEST_INVALID, APPROVAL_REPORT_NO_DIGEST, APPROVAL_REPORT_OTHER_IMAGE, and what
 * the stream throws.
 */
export async function readReport(chunks: AsyncIterable<Buffer>, facts: ReportFacts): Promise<Scan> {
  const readers = [trivyReader(), grypeReader(), clairReader(), acsReader(), sarifReader()];
  const tokenizer = new JsonTokenizer(selecting(readers.flatMap(({ selections }) => [...selections])));
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > reportLimits.bytes) throw new JsonFault('many', bytes);
      tokenizer.write(chunk);
    }
    tokenizer.end();
    return scanOf(readers, facts);
  } catch (error) {
    if (error instanceof JsonFault) throw asRefusal(error, facts.name, bytes);
    throw error;
  }
}

function scanOf(readers: readonly FormatReader[], facts: ReportFacts): Scan {
  const [reader, second] = readers.filter((each) => each.recognised());
  const { name: report } = facts;
  if (reader === undefined) throw refusal('APPROVAL_REPORT_UNKNOWN', report, {});
  // A file that is two reports at once shows another one to each reader.
  if (second !== undefined) throw refusal('APPROVAL_REPORT_REFUSED', report, { place: 0 });
  const draft = reader.scan();
  const digests = [...draft.digests];
  const digest = facts.digest === undefined ? undefined : parseDigest(facts.digest);
  const tool = draft.tool;
  if (digest !== undefined && digests.length > 0 && !digests.includes(digest) && draft.config !== digest) {
    throw refusal('APPROVAL_REPORT_OTHER_IMAGE', report, { digest, found: digests[0] ?? '' });
  }
  const named = digest === undefined ? digests : [...new Set([digest, ...digests])];
  // Trivy, of a folder or a tar file, names the configuration alone: that is what it read, and no other image has it.
  if (named.length === 0 && draft.config === undefined) {
    throw refusal('APPROVAL_REPORT_NO_DIGEST', report, { tool });
  }
  const scannedAt = draft.scannedAt ?? facts.scannedAt;
  const databaseDate = draft.databaseDate ?? facts.databaseDate;
  return {
    ...draft,
    format: reader.format,
    digests: named,
    ...(scannedAt !== undefined && { scannedAt }),
    ...(databaseDate !== undefined && { databaseDate }),
  };
}

type RefusalCode =
  | 'APPROVAL_REPORT_UNREADABLE'
  | 'APPROVAL_REPORT_REFUSED'
  | 'APPROVAL_REPORT_TOO_LARGE'
  | 'APPROVAL_REPORT_UNKNOWN'
  | 'APPROVAL_REPORT_NO_DIGEST'
  | 'APPROVAL_REPORT_OTHER_IMAGE';

function asRefusal(fault: JsonFault, report: string, read: number): SluiceError {
  const place = fault.offset < 0 ? read : fault.offset;
  if (fault.kind === 'syntax') return refusal('APPROVAL_REPORT_UNREADABLE', report, { place });
  if (fault.kind === 'many') return refusal('APPROVAL_REPORT_TOO_LARGE', report, { place });
  return refusal('APPROVAL_REPORT_REFUSED', report, { place });
}

function refusal(
  code: RefusalCode,
  report: string,
  params: Readonly<Record<string, string | number>>,
): SluiceError {
  return new SluiceError(code, { params: { report, ...params }, stage: 'inspect', affected: [report] });
}
