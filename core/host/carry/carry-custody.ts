import type { Pieces } from '../../archive/index.ts';
import type { Finding, Message } from '../../contract/index.ts';
import { recordCustody } from '../custody/index.ts';
import { findingMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';

/** What could not be recorded or carried of the custody log, or is to be known of it. */
export interface CarryNotice {
  readonly level: Finding['level'];
  readonly message: Message;
}

/** Records beside the set in `folder` that it was carried. Never throws. */
export function recordCarried(
  services: HostServices,
  { manifest }: Pieces,
  folder: string,
  details: Readonly<Record<string, string | number>>,
): Promise<Finding[]> {
  const { setId, generation, checksum } = manifest;
  return recordCustody(
    services,
    [{ kind: 'copied', result: 'good', setId, generation, details: { ...details, manifestSum: checksum } }],
    { folder },
  );
}

export function noticesOf(findings: readonly Finding[]): CarryNotice[] {
  return findings.map((finding) => ({ level: finding.level, message: findingMessage(finding) }));
}
