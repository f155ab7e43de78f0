import type { ApprovalRules, Scan, Waiver } from '../../core/approval/index.ts';
import { openSet, readSetManifest, type SetManifest } from '../../core/archive/index.ts';
import { openApprovals, type Approvals } from '../../core/ledger/index.ts';
import { systemClock, systemFileSystem as fs, systemRandom, type Clock } from '../../core/ports/index.ts';
import type { HostWorld } from './host-world.ts';
import { finding, knownScan } from './judged-images.ts';
import { environmentOf } from './ledger-world.ts';

export const enclave = 'enclave-b';

/** The approvals that `mirrorHere` in this world goes by. */
export function approvalsIn(world: Pick<HostWorld, 'state'>): Approvals {
  return openApprovals({
    fs,
    stateDirectory: world.state,
    environment: environmentOf(),
    clock: systemClock,
    random: systemRandom,
  });
}

/** Records a scan of `digest`, with findings of these severities. */
export async function scanned(
  world: Pick<HostWorld, 'state'>,
  digest: string,
  ...severities: readonly Scan['findings'][number]['severity'][]
): Promise<void> {
  const findings = severities.map((severity, at) => finding(`CVE-2026-${at + 1}`, severity));
  await approvalsIn(world).recordScan(knownScan(digest as never, { findings }).scan, 'report.json');
}

export async function waived(
  world: Pick<HostWorld, 'state'>,
  digest: string,
  until = '2099-01-01T00:00:00.000Z',
): Promise<void> {
  const waiver: Omit<Waiver, 'id' | 'madeAt'> = {
    scope: { kind: 'image', digest: digest as never },
    owner: 'A. Officer',
    reason: 'accepted until the next release',
    until,
  };
  await approvalsIn(world).addWaivers([waiver]);
}

export async function ruled(world: Pick<HostWorld, 'state'>, rules: ApprovalRules): Promise<void> {
  await approvalsIn(world).setRules(enclave, rules);
}

/** Everything that a set holds by digest, and what it says of itself. */
export async function carriedIn(
  directory: string,
): Promise<{ readonly blobs: ReadonlySet<string>; readonly manifest: SetManifest }> {
  const set = await openSet(fs, directory);
  await set.close();
  const manifest = await readSetManifest(fs, directory);
  if (manifest === undefined) throw new Error('a set of Sluice');
  return { blobs: new Set<string>(set.blobs.keys()), manifest };
}

/** The system's clock, at another day. */
export function clockAt(time: string): Clock {
  return { ...systemClock, now: () => new Date(time) };
}
