import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../../core/approval/index.ts';
import { openApprovals, type Approvals } from '../../../core/ledger/index.ts';
import { systemClock, systemFileSystem as fs, systemRandom as random } from '../../../core/ports/index.ts';
import { digestNumber, finding, knownScan, waiverFor } from '../../support/judged-images.ts';
import { environmentOf, temporaryFolder } from '../../support/ledger-world.ts';

const own = digestNumber(1);
const scan = knownScan(own, { findings: [finding('CVE-2026-1', 'high')] }).scan;

function world(): { folder: string; approvals: Approvals; again: () => Approvals } {
  const folder = temporaryFolder();
  const open = (): Approvals =>
    openApprovals({
      fs,
      stateDirectory: folder,
      environment: environmentOf({ variables: { USER: 'operator' } }),
      clock: systemClock,
      random,
    });
  return { folder, approvals: open(), again: open };
}

function draftWaiver(digest = own) {
  const { id: _id, madeAt: _madeAt, ...draft } = waiverFor({ kind: 'image', digest });
  return draft;
}

describe('what was approved', () => {
  it('is there after a restart: scans with findings, rules, waivers, and who did it', async () => {
    const { approvals, again, folder } = world();
    const entry = await approvals.recordScan(scan, 'trivy.json');
    await approvals.setRules('enclave-b', { ...defaultRules, severity: 'high' });
    const [waiver] = await approvals.addWaivers([draftWaiver()]);
    const facts = await again().read();
    expect([...facts.scans.values()]).toEqual([entry]);
    expect(entry).toMatchObject({ report: 'trivy.json', importedBy: 'operator@bastion', findings: 1 });
    expect(facts.rules.get('enclave-b')?.severity).toBe('high');
    expect([...facts.waivers.values()]).toEqual([waiver]);
    expect(await again().lookup(facts)([own])).toEqual([{ scan, importedAt: entry.importedAt }]);
    expect(await again().lookup(facts)([digestNumber(2)])).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'approvals')).mode & 0o777).toBe(0o700);
  });

  it('is one scan when a report is taken in twice, and the newer one when it was scanned again', async () => {
    const { approvals, folder } = world();
    const first = await approvals.recordScan(scan, 'a.json');
    expect(await approvals.recordScan(scan, 'copy.json')).toEqual(first);
    const newer = { ...scan, scannedAt: '2026-11-24T00:00:00.000Z', findings: [] };
    const second = await approvals.recordScan(newer, 'b.json');
    expect([...(await approvals.read()).scans.keys()]).toEqual([second.id]);
    expect(readdirSync(join(folder, 'approvals', 'scans'))).toEqual([`${second.id}.json`]);
  });

  it('an older report that comes later does not take the place of a newer one', async () => {
    const { approvals } = world();
    const newer = await approvals.recordScan({ ...scan, scannedAt: '2026-11-24T00:00:00.000Z' }, 'b.json');
    await approvals.recordScan(scan, 'a.json');
    expect((await approvals.read()).scans.has(newer.id)).toBe(true);
  });

  it('a scan whose findings are gone or cut counts as none', async () => {
    const { approvals, folder } = world();
    const { id } = await approvals.recordScan(scan, 'a.json');
    const facts = await approvals.read();
    const file = join(folder, 'approvals', 'scans', `${id}.json`);
    writeFileSync(file, '[]');
    expect(await approvals.lookup(facts)([own])).toEqual([]);
    rmSync(file);
    expect(await approvals.lookup(facts)([own])).toEqual([]);
  });

  it('can be taken back: scans and waivers by id', async () => {
    const { approvals } = world();
    const entry = await approvals.recordScan(scan, 'a.json');
    const [waiver] = await approvals.addWaivers([draftWaiver()]);
    expect(await approvals.forget([entry.id, waiver?.id ?? '', 'nothing'])).toMatchObject({ count: 2 });
    const facts = await approvals.read();
    expect([facts.scans.size, facts.waivers.size]).toEqual([0, 0]);
  });

  it('remembers which waivers were taken back, by whom and why, also when the journal was summed up', async () => {
    const { approvals, again } = world();
    const [waiver, other] = await approvals.addWaivers([draftWaiver(), draftWaiver(digestNumber(2))]);
    const revoked = await approvals.revokeWaivers([waiver?.id ?? '', 'nothing'], 'fixed upstream');
    expect(revoked).toMatchObject([{ waiver, by: 'operator@bastion', reason: 'fixed upstream' }]);
    expect(await approvals.revokeWaivers([waiver?.id ?? ''], 'twice')).toEqual([]);
    await approvals.addWaivers(Array.from({ length: 2000 }, (_, n) => draftWaiver(digestNumber(n))));
    const facts = await again().read();
    expect([...facts.revoked.values()]).toEqual(revoked);
    expect(facts.waivers.has(other?.id ?? '')).toBe(true);
  });

  it('is summed up when the journal grows long, and nothing is lost', async () => {
    const { approvals, again, folder } = world();
    for (let round = 0; round < 3; round += 1) {
      await approvals.addWaivers(Array.from({ length: 1500 }, (_, n) => draftWaiver(digestNumber(n))));
    }
    expect((await again().read()).waivers.size).toBe(4500);
    const files = readdirSync(join(folder, 'approvals')).filter((name) => name.startsWith('journal'));
    expect(files).toEqual(['journal-000001.jsonl', 'journal-000002.jsonl']);
    expect(existsSync(join(folder, 'approvals', 'approvals.json'))).toBe(true);
  });

  it('is written by several at once without losing anything', async () => {
    const { approvals, again } = world();
    await Promise.all(
      Array.from({ length: 6 }, (_, n) => again().addWaivers([draftWaiver(digestNumber(n))])),
    );
    expect((await approvals.read()).waivers.size).toBe(6);
  });

  it('a torn line at the end is passed over; a changed one in the middle is told', async () => {
    const { approvals, folder } = world();
    await approvals.addWaivers([draftWaiver(), draftWaiver(digestNumber(2))]);
    const file = join(folder, 'approvals', 'journal-000001.jsonl');
    appendFileSync(file, '[99,"0000');
    expect((await approvals.read()).waivers.size).toBe(2);
    const text = readFileSync(file, 'utf8');
    // Longer by a year: the line does not sum up any more.
    writeFileSync(file, text.replace('2026-12-31', '2027-12-31'));
    await expect(approvals.read()).rejects.toMatchObject({ code: 'LEDGER_JOURNAL_DAMAGED' });
  });

  it('takes no enclave’s name that is none', async () => {
    const { approvals } = world();
    await expect(approvals.setRules('../b', defaultRules)).rejects.toMatchObject({
      code: 'LEDGER_TARGET_NAME_INVALID',
    });
  });
});
