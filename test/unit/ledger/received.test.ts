import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReceivedSets } from '../../../core/ledger/index.ts';
import { systemFileSystem as fs } from '../../../core/ports/index.ts';
import { codeOf } from '../../support/archive-sets.ts';
import { temporaryFolder } from '../../support/ledger-world.ts';

const set = { target: 'enclave-a', setId: 'set-1', generation: 1, time: '2026-11-22T17:18:38.000Z' };

describe('the sets that registries were given', () => {
  it('are listed with their registry', async () => {
    const stateDirectory = temporaryFolder();
    const received = openReceivedSets({ fs, stateDirectory });
    expect(await received.list()).toEqual([]);
    await received.record('docker://z.example', set);
    await received.record('docker://a.example', { ...set, target: 'enclave-b' });
    await received.record('docker://z.example', { ...set, setId: 'set-2', generation: 2 });
    writeFileSync(join(stateDirectory, 'received', 'notes.txt'), 'mine');
    expect(await received.list()).toEqual([
      { ...set, registry: 'docker://a.example', target: 'enclave-b' },
      { ...set, registry: 'docker://z.example', setId: 'set-2', generation: 2 },
    ]);
  });

  it('are not listed in part when a file is damaged', async () => {
    const stateDirectory = temporaryFolder();
    const received = openReceivedSets({ fs, stateDirectory });
    await received.record('docker://a.example', set);
    writeFileSync(join(stateDirectory, 'received', `${'0'.repeat(32)}.json`), '{');
    expect(await codeOf(received.list())).toBe('LEDGER_STATE_DAMAGED');
  });
});
