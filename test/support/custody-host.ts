import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  readInstallationCustody,
  readSetCustody,
  recordCustody,
  type CustodyCircumstances,
  type CustodyEvent,
  type HostServices,
} from '../../core/host/index.ts';
import type { CustodyView, Finding } from '../../core/contract/index.ts';
import { systemFileSystem, systemRandom } from '../../core/ports/index.ts';
import { temporaryFolder, testBlob, writeSet } from './archive-world.ts';
import { environmentOf, manualClock, type ManualClock } from './ledger-world.ts';

export const setId = '00000000-0000-4000-8000-000000000001';
const start = Date.UTC(2026, 10, 29, 12);

export interface CustodyHost {
  readonly services: HostServices;
  readonly clock: ManualClock;
  readonly state: string;
  /** A folder with a set. */
  readonly folder: string;
  /** `custody.jsonl` beside the set, and the installation's. */
  readonly log: string;
  readonly ownLog: string;
  record(event?: Partial<CustodyEvent>, more?: CustodyCircumstances): Promise<Finding[]>;
  set(folder?: string): Promise<CustodyView>;
  installation(): Promise<CustodyView>;
}

/** An installation with a state directory of its own, and a set in a folder. */
export async function custodyHost(overrides: Partial<HostServices> = {}): Promise<CustodyHost> {
  const [state, folder] = [await temporaryFolder(), await temporaryFolder()];
  await writeSet(folder, [testBlob(3000, 1)]);
  const clock = manualClock(start);
  const services: HostServices = {
    fs: systemFileSystem,
    clock,
    random: systemRandom,
    environment: environmentOf({ variables: { SLUICE_STATE_DIR: state, USER: 'ada' } }),
    ...overrides,
  };
  return {
    services,
    clock,
    state,
    folder,
    log: join(folder, 'custody.jsonl'),
    ownLog: join(state, 'custody', 'custody.jsonl'),
    record: (event = {}, more = {}) => {
      // Two records of the same second that say the same would be the same.
      clock.advance(1000);
      const whole = { kind: 'verified', result: 'good', setId, generation: 1, ...event } as const;
      return recordCustody(services, [whole], { folder, ...more });
    },
    set: (where = folder) => readSetCustody(services, where, 100),
    installation: () => readInstallationCustody(services, 100),
  };
}

/** The lines of a log. */
export async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').slice(0, -1);
}
