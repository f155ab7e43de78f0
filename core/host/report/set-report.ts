import { createHash } from 'node:crypto';
import { openSet, type OpenedSet, type SetManifest } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { buildSetReport, type Maker, type SetReport, type SetReportInput } from '../../report/index.ts';
import type { HostServices } from '../services.ts';
import { toolVersion } from '../version.ts';
import { readImages } from '../set-content/index.ts';
import { readOperators } from './operator-facts.ts';
import type { ReportedSet, ReportParts } from './parts.ts';
import { keptPrevious, namedPrevious } from './previous-set.ts';
import { scanSet, strangersIn } from './scan-set.ts';
import { verifyForReport } from './verification.ts';

export interface SetReportRequest {
  /** Folder of the set. */
  readonly directory: string;
  /** Folder of the set before it; absent: the copy that this machine keeps. */
  readonly previous?: string;
  /** Whether every byte is read again for the report. */
  readonly verify: boolean;
  readonly signal: AbortSignal;
  /** While the set is verified: bytes read so far, of all. */
  readonly onBytes?: (done: number, total: number) => void;
}

/**
 * Gathers everything that is known here about the set in a folder. Nothing is asked of any network, and nothing on
 * the medium is changed. Throws what opening a set throws, REPORT_SET_WITHOUT_MANIFEST, REPORT_PREVIOUS_ABSENT,
 * REPORT_PREVIOUS_SAME, and the signal's reason.
 */
export async function makeSetReport(
  services: HostServices,
  request: SetReportRequest,
  parts: ReportParts = {},
): Promise<SetReport> {
  const { directory, signal } = request;
  const { fs, clock } = services;
  let bytes: Buffer | undefined;
  // The very bytes that are parsed: read again, they might be others.
  const authenticate = (manifest: Buffer): void => void (bytes = manifest);
  const set = await openSet(fs, directory, { signal, authenticate });
  try {
    const { manifest } = set;
    if (manifest === undefined || bytes === undefined) {
      const details = { params: { directory }, affected: [directory], stage: 'inspect' } as const;
      throw new SluiceError('REPORT_SET_WITHOUT_MANIFEST', details);
    }
    const previous =
      request.previous === undefined
        ? await keptPrevious(services, manifest, set)
        : await namedPrevious(services, manifest, request.previous);
    const madeBy = makerHere(services);
    return buildSetReport({
      manifest,
      manifestSha256: createHash('sha256').update(bytes).digest('hex'),
      madeBy,
      ...(previous !== undefined && { previous }),
      ...(await readContent(services, set, manifest, signal)),
      ...(await readParts(parts, { manifest, directory })),
      ...(await readings(services, request, parts, { manifest, directory })),
      strangers: await strangersIn(fs, directory, manifest),
      secretScan: await scanSet(set, bytes, signal),
      now: clock.now(),
    });
  } finally {
    await set.close();
  }
}

async function readContent(
  services: HostServices,
  set: OpenedSet,
  manifest: SetManifest,
  signal: AbortSignal,
): Promise<Pick<SetReportInput, 'sizes' | 'images' | 'operators' | 'problems'>> {
  const { images, filteredCatalogs, problems } = await readImages(set, manifest, signal);
  const opening = set.problems
    .filter(({ level }) => level === 'error')
    .map(({ code, params }) => ({ code, params }));
  return {
    sizes: new Map([...set.blobs].map(([digest, { size }]) => [digest, size])),
    images,
    operators: await readOperators(services, set, manifest, filteredCatalogs, signal),
    problems: [...opening, ...problems],
  };
}

/** Earlier readings, and the one for this report where it was asked for. */
async function readings(
  services: HostServices,
  { verify, signal, onBytes, directory }: SetReportRequest,
  parts: ReportParts,
  set: ReportedSet,
): Promise<Pick<SetReportInput, 'verifications'>> {
  const earlier = (await parts.verifications?.(set)) ?? [];
  if (!verify) return { verifications: earlier };
  const by = makerHere(services);
  const now = await verifyForReport(services, directory, { signal, by, ...(onBytes && { onBytes }) });
  return { verifications: [...earlier, now] };
}

/** Everything else that other rooms know of the set. */
export async function readParts(parts: ReportParts, set: ReportedSet): Promise<Partial<SetReportInput>> {
  const [custody, approvals, readBack, signer, runExceptions] = await Promise.all([
    parts.custody?.(set),
    parts.approvals?.(set),
    parts.readBack?.(set),
    parts.signer?.(set),
    parts.runExceptions?.(set),
  ]);
  return {
    ...(custody !== undefined && { custody }),
    ...(approvals !== undefined && { approvals }),
    ...(readBack !== undefined && { readBack }),
    ...(signer !== undefined && { signer }),
    ...(runExceptions !== undefined && { runExceptions }),
  };
}

/** This program, this machine, and the account that it runs under. */
export function makerHere({ environment }: Pick<HostServices, 'environment'>): Maker {
  const { variables, hostname } = environment;
  const person = variables['USER'] || variables['LOGNAME'] || variables['USERNAME'];
  return {
    tool: `sluice ${toolVersion}`,
    host: hostname,
    ...(person !== undefined && person !== '' && { person }),
  };
}
