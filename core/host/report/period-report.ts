import { SluiceError } from '../../contract/index.ts';
import { openReceivedSets, openTargets, stateDirectory, type TargetExport } from '../../ledger/index.ts';
import { buildSetReport, type PeriodReport, type PeriodSet, type ReceivedEntry } from '../../report/index.ts';
import type { HostServices } from '../services.ts';
import type { ReportParts } from './parts.ts';
import { keptManifest, keptPrevious } from './previous-set.ts';
import { makerHere, readParts } from './set-report.ts';

/** More than a year of large sets; what is above it would not fit in memory together. */
export const mostImages = 100_000;
const dayForm = /^\d{4}-\d{2}-\d{2}$/;
const day = 24 * 60 * 60 * 1000;

/**
 * What this installation made for named receivers, and what it gave to registries, from the first day to the last,
 * both inclusive, UTC. Throws REPORT_PERIOD_INVALID, REPORT_PERIOD_TOO_LARGE, and the LEDGER_ codes.
 */
export async function makePeriodReport(
  services: HostServices,
  { from, to, signal }: { readonly from: string; readonly to: string; readonly signal: AbortSignal },
  parts: ReportParts = {},
): Promise<PeriodReport> {
  const { fs, environment, clock } = services;
  const within = periodTest(from, to);
  const place = { fs, stateDirectory: stateDirectory(environment) };
  const made = (await openTargets(place).list()).flatMap(({ name, exports }) =>
    exports.filter(({ time }) => within(time)).map((one) => ({ target: name, one })),
  );
  const images = made.reduce((sum, { one }) => sum + one.images, 0);
  if (images > mostImages) {
    throw new SluiceError('REPORT_PERIOD_TOO_LARGE', { params: { images, limit: mostImages } });
  }
  const sets: PeriodSet[] = [];
  for (const { target, one } of made) {
    signal.throwIfAborted();
    sets.push(await periodSet(services, target, one, parts));
  }
  const received = (await openReceivedSets(place).list()).filter(({ time }) => within(time));
  return {
    kind: 'period',
    madeAt: clock.now().toISOString(),
    madeBy: makerHere(services),
    from,
    to,
    sets,
    received: received.map(({ registry, target, setId, generation, time }): ReceivedEntry => ({
      registry,
      target,
      setId,
      generation,
      time,
    })),
  };
}

async function periodSet(
  services: HostServices,
  target: string,
  { setId, generation, time, bytes, images, chunks }: TargetExport,
  parts: ReportParts,
): Promise<PeriodSet> {
  const known = { target, setId, generation, time, bytes, images, chunks };
  const manifest = await keptManifest(services, target, generation);
  if (manifest?.setId !== setId) return { ...known, report: { recorded: false, why: 'not-kept' } };
  const previous = await keptPrevious(services, manifest);
  const value = buildSetReport({
    manifest,
    now: services.clock.now(),
    madeBy: makerHere(services),
    ...(previous !== undefined && { previous }),
    ...(await readParts(parts, { manifest })),
  });
  return { ...known, report: { recorded: true, value } };
}

/** Whether an instant lies in the period. Throws REPORT_PERIOD_INVALID. */
function periodTest(from: string, to: string): (time: string) => boolean {
  const [start, last] = [from, to].map((text) => {
    const time = dayForm.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    // `Date` takes 30 February for 2 March.
    return Number.isNaN(time) || !new Date(time).toISOString().startsWith(text) ? Number.NaN : time;
  }) as [number, number];
  if (Number.isNaN(start) || Number.isNaN(last) || last < start) {
    const params = { from: from.slice(0, 40), to: to.slice(0, 40) };
    throw new SluiceError('REPORT_PERIOD_INVALID', { params, stage: 'configure' });
  }
  return (time) => {
    const at = Date.parse(time);
    return at >= start && at < last + day;
  };
}
