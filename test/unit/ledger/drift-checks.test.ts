import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDriftChecks, type DriftCheck, type DriftChecks } from '../../../core/ledger/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { digestNumber } from '../../support/receipts.ts';

let directory: string;
let checks: DriftChecks;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-drift-'));
  checks = openDriftChecks({ fs: systemFileSystem, stateDirectory: directory });
});
afterEach(() => rm(directory, { recursive: true }));

const check = (number: number): DriftCheck => ({
  id: `11111111-2222-4333-8444-${String(number).padStart(12, '0')}`,
  time: '2026-11-30T00:00:00.000Z',
  person: 'Ada',
  host: 'bench',
  tool: 'sluice 0.1.0',
  registry: 'docker://registry.enclave:5000',
  repaired: false,
  lastGeneration: 3,
  images: 2,
  intact: 1,
  counts: { 'tag-moved': 1 },
  gone: 1,
});
const found = {
  differences: [
    {
      kind: 'tag-moved' as const,
      repository: 'lab/a',
      tag: '1.0',
      digest: digestNumber(1),
      found: digestNumber(2),
    },
  ],
  gone: [digestNumber(3)],
};

describe('comparisons that were made', () => {
  it('are listed in their order, and tell what they found', async () => {
    expect(await checks.list('enc1')).toEqual([]);
    await checks.record('enc1', check(2), found);
    await checks.record('enc1', check(1), { differences: [], gone: [] });
    await checks.record('enc2', check(3), found);
    expect(await checks.list('enc1')).toEqual([check(2), check(1)]);
    expect(await checks.details('enc1', check(2).id)).toMatchObject(found);
    expect(await checks.details('enc2', check(2).id)).toBeUndefined();
  });

  it('are found under names of their own only', async () => {
    await expect(checks.list('../targets')).rejects.toMatchObject({ code: 'LEDGER_TARGET_NAME_INVALID' });
    expect(await checks.details('enc1', '../../etc/passwd')).toBeUndefined();
  });

  it('are not believed when they were changed', async () => {
    await checks.record('enc1', check(1), found);
    const file = join(directory, 'drift', 'enc1', `${check(1).id}.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('tag-moved', 'all well'));
    await expect(checks.details('enc1', check(1).id)).rejects.toMatchObject({ code: 'LEDGER_STATE_DAMAGED' });
  });
});
