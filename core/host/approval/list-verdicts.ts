import { cleanText, type Verdict, type Waiver } from '../../approval/index.ts';
import type { VerdictList, VerdictRow, WaiverView } from '../../contract/index.ts';
import type { HostServices } from '../services.ts';
import { openDecider } from './decide.ts';
import { knownImages } from './known-images.ts';

export interface VerdictQuery {
  readonly enclave: string;
  /** Folder of a set whose images are asked about, instead of those that were last planned. */
  readonly from?: string | undefined;
  readonly signal: AbortSignal;
}

/** The verdict about each image that an enclave is to get, as it would be now. Throws like `knownImages`. */
export async function listVerdicts(
  services: HostServices,
  { enclave, from, signal }: VerdictQuery,
): Promise<VerdictList> {
  const decider = await openDecider(services, enclave);
  const { images, plannedAt } = await knownImages(services, enclave, from, signal);
  const rows: VerdictRow[] = [];
  for (const image of images) {
    signal.throwIfAborted();
    const verdict = await decider.verdictOn(image);
    rows.push(rowOf(image, verdict));
  }
  return { enclave, ...(plannedAt !== undefined && { plannedAt }), rows };
}

function rowOf(
  {
    type,
    origin,
    subjects,
  }: { readonly type: string; readonly origin: string; readonly subjects: { readonly root: string } },
  { kind, reasons, waivers, worst, counts, scans }: Verdict,
): VerdictRow {
  return {
    type,
    // A set may have been made by anybody.
    origin: cleanText(origin, 1024) ?? subjects.root,
    digest: subjects.root,
    verdict: kind,
    ...(worst !== undefined && { worst }),
    counts,
    scans: scans.map((scan) => ({ ...scan })),
    reasons: reasons.map(({ code, params }) => ({ code, params: { ...params }, affected: [] })),
    waivers: waivers.map(waiverView),
  };
}

export function waiverView({ enclave, ...waiver }: Waiver): WaiverView {
  return { ...waiver, ...(enclave !== undefined && { enclave }) };
}
