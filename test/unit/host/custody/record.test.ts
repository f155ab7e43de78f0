import { appendFile, chmod, cp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../../core/ports/index.ts';
import { custodyHost, linesOf, setId } from '../../../support/custody-host.ts';
import { temporaryFolder } from '../../../support/archive-world.ts';
import { environmentOf } from '../../../support/ledger-world.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';

describe('recording what happened to a set', () => {
  it('writes beside the set and in the installation, each its own chain', async () => {
    const host = await custodyHost();
    expect(await host.record({ kind: 'created', details: { images: 3, none: undefined } })).toEqual([]);
    expect(await host.record({ kind: 'imported', result: 'incomplete' }, { sealNumber: ' 4711 ' })).toEqual(
      [],
    );
    const [beside, own] = [await host.set(), await host.installation()];
    expect(beside).toMatchObject({
      state: 'whole',
      records: 2,
      newest: [
        { record: 1, kind: 'created', person: 'ada', host: 'bastion', setId, details: { images: 3 } },
        { record: 2, kind: 'imported', result: 'incomplete', sealNumber: '4711', vouched: true },
      ],
    });
    expect(own).toMatchObject({ state: 'whole', records: 2, place: 'installation' });
    expect(own.newest[1]?.details).toEqual({
      folder: host.folder,
      mediumLog: 'whole',
      mediumRecords: 2,
      mediumHash: beside.hash,
    });
    const first = JSON.parse((await linesOf(host.ownLog))[0] ?? '') as { chain: { kind: string } };
    expect(first.chain.kind).toBe('installation');
  });

  it('leaves nothing else behind in the folder', async () => {
    const host = await custodyHost();
    const before = await readdir(host.folder);
    await host.record();
    expect((await readdir(host.folder)).sort()).toEqual([...before, 'custody.jsonl'].sort());
  });

  it('takes the person as named, from SLUICE_PERSON, or the user; the host from SLUICE_HOST_NAME', async () => {
    const variables = { SLUICE_PERSON: 'Li\u202E Hua\n', SLUICE_HOST_NAME: 'gate 7', USER: 'root' };
    const state = await temporaryFolder();
    const host = await custodyHost({
      environment: environmentOf({ variables: { ...variables, SLUICE_STATE_DIR: state } }),
    });
    await host.record();
    await host.record({}, { person: `Ada\u001b[31m ${'x'.repeat(500)}` });
    await host.record({}, { person: '   ' });
    const { newest } = await host.set();
    expect(newest.map(({ person }) => person.slice(0, 11))).toEqual([
      'Li\uFFFD Hua',
      'Ada\uFFFD[31m xx',
      'Li\uFFFD Hua',
    ]);
    expect(newest[1]?.person).toHaveLength(120);
    expect(newest[0]?.host).toBe('gate 7');
  });

  it('names the medium as far as the system tells it', async () => {
    const host = await custodyHost({
      mediumOf: (folder) => Promise.resolve({ id: 'UUID-1', label: 'STICK', mountPoint: folder }),
    });
    await host.record();
    expect((await host.set()).newest[0]?.medium).toBe('STICK · UUID-1');
    const unsure = await custodyHost({ mediumOf: () => Promise.reject(new Error('lsblk hangs')) });
    expect(await unsure.record()).toEqual([]);
  });

  it('tells of a clock that went back', async () => {
    const host = await custodyHost();
    await host.record();
    host.clock.advance(-91_000);
    await host.record();
    expect((await host.set()).newest[1]).toMatchObject({ clockBack: 90 });
    expect(await host.set()).toMatchObject({ state: 'whole' });
  });

  it('writes only into the installation for archives of oc-mirror, and without a folder', async () => {
    const host = await custodyHost();
    await host.record({ setId: undefined, kind: 'verified' });
    await host.record({ kind: 'approved' }, { folder: undefined });
    expect(await host.set()).toMatchObject({ state: 'absent', records: 0 });
    expect((await host.installation()).newest.map(({ kind }) => kind)).toEqual(['verified', 'approved']);
  });

  it('makes nothing in the empty folder that a medium was mounted on', async () => {
    const host = await custodyHost();
    const gone = join(await temporaryFolder(), 'mount', 'content');
    const [finding] = await host.record({}, { folder: gone });
    expect(finding).toMatchObject({ code: 'CUSTODY_NOT_RECORDED', params: { reason: '<ENOENT>' } });
    await expect(readdir(gone)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await host.installation()).newest[0]?.details['mediumLog']).toBe('CUSTODY_NOT_RECORDED');
  });

  it.each(['EROFS', 'EACCES', 'EPERM'])('is a note when the medium cannot be written: %s', async (code) => {
    const { fs } = faultyFileSystem({ at: 1, only: /custody\.jsonl/, kind: 'fail', code, lasting: true });
    const writable = await custodyHost();
    // The installation's log has the same name: only the medium's is struck.
    const guarded = new Proxy(fs, {
      get: (target, key) =>
        key !== 'open'
          ? (Reflect.get(target, key) as unknown)
          : (path: string, ...rest: []) =>
              (path.startsWith(writable.folder) ? fs : writable.services.fs).open(path, ...rest),
    });
    const findings = await custodyHost({ fs: guarded }).then((host) =>
      host.record({}, { folder: writable.folder }),
    );
    expect(findings).toMatchObject([{ level: 'note', code: 'CUSTODY_MEDIUM_READ_ONLY' }]);
  });

  it('is a note on a folder without write permission', async () => {
    if (process.getuid?.() === 0) return;
    const host = await custodyHost();
    await chmod(host.folder, 0o555);
    const findings = await host.record();
    await chmod(host.folder, 0o755);
    expect(findings).toMatchObject([{ level: 'note', code: 'CUSTODY_MEDIUM_READ_ONLY' }]);
    expect(await host.installation()).toMatchObject({ records: 1 });
  });

  it('is told and nothing more when the installation cannot record', async () => {
    const host = await custodyHost();
    await writeFile(join(host.state, 'custody'), 'a file where the folder should be');
    expect(await host.record()).toMatchObject([{ level: 'warning', code: 'CUSTODY_NOT_RECORDED' }]);
  });

  it('follows no link that lies where the log should be', async () => {
    const host = await custodyHost();
    const precious = join(await temporaryFolder(), 'precious');
    await writeFile(precious, 'keep me\n');
    await symlink(precious, host.log);
    expect(await host.record()).toMatchObject([{ level: 'warning', code: 'CUSTODY_NOT_RECORDED' }]);
    expect(await readFile(precious, 'utf8')).toBe('keep me\n');
  });

  it('loses no record of many that are written at once', async () => {
    // Whoever waits for the lock asks again at once.
    const sleep: Clock['sleep'] = (milliseconds, signal) =>
      systemClock.sleep(milliseconds === 200 ? 1 : milliseconds, signal);
    const host = await custodyHost({ clock: { ...systemClock, sleep } });
    const all = Promise.all(Array.from({ length: 8 }, (_, number) => host.record({ details: { number } })));
    expect((await all).flat()).toEqual([]);
    for (const view of [await host.set(), await host.installation()]) {
      expect(view).toMatchObject({ state: 'whole', records: 8 });
      expect(new Set(view.newest.map(({ details }) => details['number'])).size).toBe(8);
    }
  });

  it('records once what a crash may have recorded already', async () => {
    const host = await custodyHost();
    await host.record({ kind: 'created' }, { onlyMissing: true });
    await rm(host.ownLog);
    await rm(join(host.state, 'custody', 'head.json'));
    await host.record({ kind: 'created' }, { onlyMissing: true });
    expect(await host.set()).toMatchObject({ records: 1 });
    expect(await host.installation()).toMatchObject({ records: 1 });
  });

  it('mends a record that was cut off, tells it, and goes on', async () => {
    const host = await custodyHost();
    await host.record();
    await appendFile(host.log, '{"version":1,"sequ');
    expect(await host.set()).toMatchObject({
      state: 'whole',
      notices: [{ message: { code: 'CUSTODY_TORN' } }],
    });
    expect(await host.record()).toMatchObject([{ level: 'note', code: 'CUSTODY_TORN' }]);
    expect(await host.set()).toMatchObject({ state: 'whole', records: 2, notices: [] });
    expect((await host.set()).newest[1]).toMatchObject({ mendedBytes: 18 });
  });
});

describe('what a break does to later records', () => {
  it('is told, keeps no record out, and is not forgotten for them', async () => {
    const host = await custodyHost();
    for (let count = 0; count < 3; count += 1) await host.record();
    const lines = await linesOf(host.log);
    await writeFile(host.log, `${lines[0]}\n`);
    const cut = { code: 'CUSTODY_CUT', params: { record: 2, missing: 2 } };
    expect(await host.set()).toMatchObject({ state: 'broken', broken: { record: 2, message: cut } });
    expect(await host.record()).toMatchObject([{ level: 'warning', ...cut }]);
    expect((await host.installation()).newest.at(-1)?.details['mediumLog']).toBe('CUSTODY_CUT');
    for (let count = 0; count < 3; count += 1) await host.record();
    // There are more records again than were ever seen, but not those.
    expect(await host.set()).toMatchObject({
      records: 5,
      state: 'broken',
      broken: { record: 3, message: { code: 'CUSTODY_ALTERED' } },
    });
  });

  it('tells a log that was taken away whole', async () => {
    const host = await custodyHost();
    await host.record();
    await rm(host.log);
    expect(await host.set()).toMatchObject({ state: 'broken', broken: { message: { code: 'CUSTODY_CUT' } } });
    expect(await host.record()).toMatchObject([{ code: 'CUSTODY_CUT' }]);
    expect(await host.set()).toMatchObject({ state: 'broken', records: 1 });
  });

  it('writes nothing into the log of another set', async () => {
    const [host, other] = [await custodyHost(), await custodyHost()];
    await other.record({ setId: '99999999-0000-4000-8000-000000000001' });
    await cp(other.log, host.log);
    const before = await readFile(host.log);
    expect(await host.record()).toMatchObject([{ level: 'warning', code: 'CUSTODY_FOREIGN' }]);
    expect((await readFile(host.log)).equals(before)).toBe(true);
  });

  it('begins anew where a set is made again after its folder was removed', async () => {
    const host = await custodyHost();
    for (let count = 0; count < 3; count += 1) await host.record();
    await rm(host.log);
    expect(await host.record({ kind: 'created' })).toEqual([]);
    expect(await host.set()).toMatchObject({ state: 'whole', records: 1 });
  });

  it('does not take another copy for a cut one, but says so', async () => {
    const host = await custodyHost();
    await host.record();
    const copy = join(await temporaryFolder(), 'copy');
    await cp(host.folder, copy, { recursive: true });
    await host.record();
    expect(await host.set(copy)).toMatchObject({
      state: 'whole',
      notices: [
        { level: 'note', message: { code: 'CUSTODY_ELSEWHERE_LONGER', params: { found: 1, records: 2 } } },
      ],
    });
  });

  it('knows a medium again wherever it is mounted', async () => {
    let mountPoint = '';
    const host = await custodyHost({
      mediumOf: () => Promise.resolve({ id: 'UUID-1', label: '', mountPoint }),
    });
    mountPoint = host.folder;
    for (let count = 0; count < 2; count += 1) await host.record();
    const elsewhere = await temporaryFolder();
    await cp(host.folder, elsewhere, { recursive: true });
    await writeFile(join(elsewhere, 'custody.jsonl'), `${(await linesOf(host.log))[0]}\n`);
    mountPoint = elsewhere;
    expect(await host.set(elsewhere)).toMatchObject({ broken: { message: { code: 'CUSTODY_CUT' } } });
  });

  it('tells a cut of the installation’s own log, by its head', async () => {
    const host = await custodyHost();
    for (let count = 0; count < 3; count += 1) await host.record();
    const lines = await linesOf(host.ownLog);
    await writeFile(host.ownLog, `${lines[0]}\n${lines[1]}\n`);
    expect(await host.installation()).toMatchObject({
      state: 'broken',
      broken: { record: 3, message: { code: 'CUSTODY_CUT' } },
    });
    expect(await host.record()).toMatchObject([{ code: 'CUSTODY_CUT' }]);
    await rm(host.ownLog);
    expect(await host.installation()).toMatchObject({ state: 'broken', broken: { record: 1 } });
  });

  it('notices when a log that was only looked at is cut later', async () => {
    const [maker, reader] = [await custodyHost(), await custodyHost()];
    for (let count = 0; count < 3; count += 1) await maker.record();
    expect(await reader.set(maker.folder)).toMatchObject({ state: 'whole', records: 3 });
    const lines = await linesOf(maker.log);
    await writeFile(maker.log, `${lines[0]}\n${lines[1]}\n`);
    expect(await reader.set(maker.folder)).toMatchObject({ broken: { message: { code: 'CUSTODY_CUT' } } });
  });
});
