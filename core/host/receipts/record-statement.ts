import { SluiceError } from '../../contract/index.ts';
import { lastStatement, parseStatement } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import type { ReadOutcome } from './read-receipt.ts';
import { whileRecording } from './record-acknowledgement.ts';
import { acknowledgementsOf, readTarget } from './target-sets.ts';

/**
 * Takes what a registry stated for what its target holds from then on. Throws RECEIPT_FILE_INVALID,
 * RECEIPT_OTHER_TARGET, SET_TARGET_UNKNOWN.
 */
export async function recordStatement(
  services: HostServices,
  bytes: Buffer,
  file: string,
  wanted: string | undefined,
): Promise<ReadOutcome> {
  const statement = parseStatement(bytes, file);
  const { target, statedAt, registry, digests, lastSet } = statement;
  if (wanted !== undefined && wanted !== target) {
    throw new SluiceError('RECEIPT_OTHER_TARGET', {
      params: { set: statement.id, target: wanted, other: target },
      affected: [target],
    });
  }
  if ((await readTarget(services, target)).target.exports.length === 0) {
    throw new SluiceError('SET_TARGET_UNKNOWN', { params: { target }, affected: [target] });
  }
  return whileRecording(services, target, async (add): Promise<ReadOutcome> => {
    const known = await readTarget(services, target);
    const { exports } = known.target;
    // A set of this number that was not made here: another line of sets, or another machine.
    if (lastSet !== undefined && !exports.some(({ setId }) => setId === lastSet.setId)) {
      throw new SluiceError('RECEIPT_SET_UNKNOWN', {
        params: { set: lastSet.setId },
        affected: [lastSet.setId],
      });
    }
    const outcome = { kind: 'statement' as const, target, registry, statedAt, digests: digests.length };
    const before = lastStatement(known.records);
    const [time, newer] = [Date.parse(statedAt), before === undefined ? 0 : Date.parse(before.statedAt)];
    const fileSha256 = await acknowledgementsOf(services).keepFile(target, bytes);
    if (before?.fileSha256 === fileSha256) return { ...outcome, outcome: 'known', findings: [] };
    if (before !== undefined && time <= newer) {
      const params = { target, time: statedAt, newer: before.statedAt };
      const finding = {
        level: 'warning' as const,
        code: 'HOLDINGS_OLDER' as const,
        params,
        affected: [target],
      };
      return { ...outcome, outcome: 'ignored', findings: [finding] };
    }
    await add({
      type: 'statement',
      time: services.clock.now().toISOString(),
      statedAt,
      registry,
      ...(lastSet !== undefined && { lastGeneration: lastSet.generation }),
      digests: digests.length,
      fileSha256,
    });
    return { ...outcome, outcome: 'recorded', findings: [] };
  });
}
