import type { CustodyKind, CustodyResult, Finding } from '../../contract/index.ts';
import {
  cleanText,
  installationLog,
  mostDetails,
  stateDirectory,
  textLimits,
  type CustodyEntry,
} from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { toolVersion } from '../version.ts';
import { recordInInstallation } from './installation-log.ts';
import { recordOnMedium, type MediumLog } from './medium-log.ts';
import { notRecorded } from './not-recorded.ts';
import { setPlace, type SetPlace } from './set-place.ts';
import { actorOf } from './who.ts';
import { withInstallationLock } from './with-lock.ts';

/** Something that happened to a set, as the one who knows it says. */
export interface CustodyEvent {
  readonly kind: CustodyKind;
  readonly result: CustodyResult;
  /** Absent for oc-mirror's archives: what happened to them stands in the installation's log only. */
  readonly setId?: string | undefined;
  readonly generation?: number | undefined;
  /** Facts: counts, bytes, codes. Never a secret. Twelve at most; longer texts are cut. */
  readonly details?: Readonly<Record<string, string | number | undefined>>;
}

/** Where and by whom. */
export interface CustodyCircumstances {
  /** The folder with the set; absent: nothing is written beside it. */
  readonly folder?: string | undefined;
  /** As given; absent: see `actorOf`. */
  readonly person?: string | undefined;
  readonly sealNumber?: string | undefined;
  /** After a crash: what is recorded already on the medium is not recorded again. */
  readonly onlyMissing?: boolean;
}

/** Of `details`, the rest is left for what the recorder adds. */
const ownDetails = mostDetails - 4;

/**
 * Records what happened: beside the set, when it has a manifest, and in the installation's log. Never throws: what was
 * done is done, and what could not be recorded is in the findings (CUSTODY_MEDIUM_READ_ONLY, CUSTODY_NOT_RECORDED, and
 * the codes of a broken log).
 */
export async function recordCustody(
  services: HostServices,
  events: readonly CustodyEvent[],
  circumstances: CustodyCircumstances = {},
): Promise<Finding[]> {
  const log = installationLog(stateDirectory(services.environment));
  try {
    const { folder } = circumstances;
    const place = folder === undefined ? undefined : await setPlace(services, folder);
    const entries = events.map((event) => entryOf(services, event, place, circumstances));
    return await withInstallationLock(services, () =>
      recordBoth(services, entries, place, circumstances.onlyMissing === true),
    );
  } catch (error) {
    return [notRecorded('installation', log, error)];
  }
}

async function recordBoth(
  services: HostServices,
  entries: readonly CustodyEntry[],
  place: SetPlace | undefined,
  onlyMissing: boolean,
): Promise<Finding[]> {
  const setId = entries[0]?.setId;
  const medium =
    place === undefined || setId === undefined
      ? undefined
      : await recordOnMedium(services, { place, setId, entries, onlyMissing });
  const noted = entries.map((entry) => ({
    ...entry,
    details: { ...entry.details, ...detailsOf(place, medium) },
  }));
  const own = await recordInInstallation(services, noted, onlyMissing);
  return [...(medium?.findings ?? []), ...own];
}

/** What the installation's record says of the log on the medium: a witness of its own that nobody cuts unnoticed. */
function detailsOf(
  place: SetPlace | undefined,
  medium: MediumLog | undefined,
): Readonly<Record<string, string | number>> {
  return {
    ...(place !== undefined && { folder: cleanText(place.folder, textLimits.detail) }),
    ...(medium !== undefined && { mediumLog: medium.state }),
    ...(medium?.chain !== undefined && {
      mediumRecords: medium.chain.records,
      mediumHash: medium.chain.hash,
    }),
  };
}

function entryOf(
  services: HostServices,
  { kind, result, setId, generation, details = {} }: CustodyEvent,
  place: SetPlace | undefined,
  { person, sealNumber }: CustodyCircumstances,
): CustodyEntry {
  const seal = cleanText(sealNumber ?? '', textLimits.seal);
  const facts = Object.entries(details)
    .flatMap(([name, value]): [string, string | number][] =>
      value === undefined
        ? []
        : [[name, typeof value === 'string' ? cleanText(value, textLimits.detail) : value]],
    )
    .slice(0, ownDetails);
  return {
    kind,
    ...actorOf(services, person),
    tool: `sluice ${toolVersion}`,
    ...(setId !== undefined && { setId }),
    ...(generation !== undefined && { generation }),
    ...(place?.medium !== undefined && { medium: place.medium }),
    ...(seal !== '' && { sealNumber: seal }),
    result,
    ...(facts.length > 0 && { details: Object.fromEntries(facts) }),
  };
}
