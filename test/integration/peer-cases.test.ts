import { createServer } from 'node:net';
import { cp, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSet, type OpenedSet } from '../../core/archive/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { digestOf } from '../../core/reference/index.ts';
import { mirrorHere, type HostRun } from '../support/host-world.ts';
import { attempt } from '../support/resume-kills.ts';
import {
  startResumeTarget,
  startResumeUpstream,
  workFolder,
  type ResumeTarget,
  type ResumeUpstream,
} from '../support/resume-world.ts';
import { sluice } from '../support/sluice.ts';

// What the best known tool was seen to do wrong and no other test shows: see docs/reliability.md.

let work: Awaited<ReturnType<typeof workFolder>>;
let upstream: ResumeUpstream;
let target: ResumeTarget;
/** An archive as oc-mirror leaves it: chunks and nothing that describes them. */
let foreign: string;
let made = 0;

beforeAll(async () => {
  work = await workFolder('peer');
  upstream = await startResumeUpstream(join(work.path, 'connected'), 'tiny');
  target = await startResumeTarget(join(work.path, 'target'));
  foreign = join(work.path, 'foreign');
  await run('maker', { config: upstream.configuration, destination: `file://${foreign}` }, chunks);
  for (const name of await readdir(foreign))
    if (!/^mirror_\d{6}\.tar$/.test(name))
      await rename(join(foreign, name), join(work.path, `aside-${name}`));
});
afterAll(async () => {
  await target.stop();
  await upstream.stop();
  await work.remove();
});

/** Several chunks of what is otherwise one. */
const chunks = { fileLimit: 2 * 2 ** 20 };

function run(machine: string, asked: HostRun, more: object = {}): ReturnType<typeof mirrorHere> {
  const home = join(work.path, machine);
  const variables = { ...upstream.variables, CONTAINERS_REGISTRIES_CONF: '' };
  const conf = asked.from === undefined ? upstream.variables['CONTAINERS_REGISTRIES_CONF'] : target.conf;
  return mirrorHere(
    { variables, state: join(home, 'state'), home },
    { ...asked, more: { registriesConf: conf, ...more } },
  );
}

/** A copy of the archive with one byte changed at each place that `places` names. */
async function damaged(
  places: (set: OpenedSet) => readonly { chunk: number; offset: number }[],
): Promise<string> {
  const folder = join(work.path, `damaged-${++made}`);
  await cp(foreign, folder, { recursive: true });
  const set = await openSet(systemFileSystem, folder);
  try {
    for (const { chunk, offset } of places(set)) {
      const file = join(folder, set.chunks.find(({ number }) => number === chunk)?.name ?? '');
      const bytes = await readFile(file);
      bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
      await writeFile(file, bytes);
    }
  } finally {
    await set.close();
  }
  return folder;
}

const load = (folder: string, machine = `machine-${++made}`): ReturnType<typeof mirrorHere> =>
  run(machine, {
    config: upstream.configuration,
    from: folder,
    destination: `docker://${target.host}`,
  });

/** The digest of every tag at the target is one that upstream has: nothing is there under another's name. */
async function expectNothingForeign(): Promise<void> {
  const set = await openSet(systemFileSystem, foreign);
  const known = new Set<string>(set.blobs.keys());
  await set.close();
  for (const line of target.content()) expect(known, line).toContain(line.split(' ')[1]);
}

describe('an archive without side files, as oc-mirror makes it', () => {
  it('with a changed manifest pushes nothing under that name, and names the image', async () => {
    target.replace();
    const folder = await damaged((set) => {
      const [content] = set.repositories.values();
      const [digest] = content?.tags.values() ?? [];
      const place = digest === undefined ? undefined : set.blobs.get(digest);
      if (place === undefined) throw new Error('no tagged manifest');
      return [{ chunk: place.chunk, offset: place.offset + 40 }];
    });
    const ended = await load(folder).then(
      ({ report }) => report.failures.length + report.exitCode,
      (error: unknown) => (error as { code: string }).code,
    );
    expect(ended).not.toBe(0);
    await expectNothingForeign();
  });

  it('with a missing chunk is refused by the chunk’s name before anything is pushed; adding it repairs', async () => {
    target.replace();
    const folder = join(work.path, 'missing-chunk');
    await cp(foreign, folder, { recursive: true });
    const lost = join(folder, 'mirror_000001.tar');
    await rename(lost, join(work.path, 'mirror_000001.tar'));
    await expect(load(folder, 'patient')).rejects.toMatchObject({ code: 'SET_REFUSED' });
    expect(target.content()).toEqual([]);
    await rename(join(work.path, 'mirror_000001.tar'), lost);
    const { report } = await load(folder, 'patient');
    expect(report).toMatchObject({ status: 'complete', failures: [] });
  });

  it('without its end mark is refused', async () => {
    target.replace();
    const folder = join(work.path, 'no-end');
    await cp(foreign, folder, { recursive: true });
    const file = join(folder, 'mirror_000001.tar');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 1024));
    await expect(load(folder)).rejects.toMatchObject({ code: 'SET_REFUSED' });
    expect(target.content()).toEqual([]);
  });
});

describe('what stands in the folder', () => {
  it('is the same, byte for byte, after a dry run and after a start that is killed while it plans', async () => {
    const folder = join(work.path, 'standing');
    const destination = `file://${folder}`;
    await run('stander', { config: upstream.smallConfiguration, destination });
    const sum = async (): Promise<string> => digestOf(await readFile(join(folder, 'mirror_000001.tar')));
    const before = await sum();
    await run('stander', { config: upstream.configuration, destination }, { dryRun: 'mapping' });
    expect(await sum()).toBe(before);
    const home = join(work.path, 'stander');
    const options = {
      cwd: work.path,
      variables: { ...upstream.variables, SLUICE_STATE_DIR: join(home, 'state') },
    };
    const args = ['mirror', '-c', upstream.configuration, destination];
    for (const after of ['collect', 'resolve'] as const) {
      const killed = await attempt(args, options, { after, milliseconds: 0 });
      expect(killed.signal === 'SIGKILL' || killed.code === 0).toBe(true);
      expect(await sum()).toBe(before);
    }
    // Nothing has to be removed by hand for the next start.
    const last = await attempt(args, options);
    expect(last.report).toMatchObject({ status: 'complete', exitCode: 0 });
  });
});

describe('surroundings that other tools trip over', () => {
  it('REGISTRY_AUTH_FILE and other REGISTRY_ variables are read as what they are', async () => {
    const auth = join(work.path, 'auth.json');
    await writeFile(auth, '{"auths": {}}');
    const { code, errors } = await sluice(
      ['mirror', '-c', upstream.smallConfiguration, `file://${join(work.path, 'with-auth')}`],
      {
        cwd: work.path,
        variables: {
          ...upstream.variables,
          SLUICE_STATE_DIR: join(work.path, 'auth-state'),
          REGISTRY_AUTH_FILE: auth,
          REGISTRY_STORAGE: 'teapot',
        },
      },
    );
    expect(code, errors).toBe(0);
  });

  it('port 55000 in use, and two runs at once, are nobody’s concern', async () => {
    const taken = createServer();
    await new Promise((resolve) => {
      // Somebody else may have it: then it is in use as well.
      taken.once('error', resolve);
      taken.listen(55_000, '127.0.0.1', () => resolve(undefined));
    });
    try {
      const both = await Promise.all(
        ['left', 'right'].map((name) =>
          run(name, { config: upstream.smallConfiguration, destination: `file://${join(work.path, name)}` }),
        ),
      );
      expect(both.map(({ report }) => report.status)).toEqual(['complete', 'complete']);
    } finally {
      taken.close();
    }
  });
});
