import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ShellPorts } from '../../../core/host/index.ts';
import { appWorld, type AppWorld } from '../../support/app-world.ts';
import { serveRegistry } from '../../support/tls-registry.ts';
import { mkdir, writeFile } from 'node:fs/promises';

const site = 'enterprise';
/** Planted in every place that takes a secret; none of them may come out anywhere. */
const entered = 'c4n4ry-entered-8472';
const inFile = 'c4n4ry-infile-1138';
const inProxy = 'c4n4ry-proxy-4242';
const traces = [entered, inFile, inProxy].flatMap((secret) => [
  secret,
  Buffer.from(secret).toString('base64').slice(0, -4),
  Buffer.from(`robot:${secret}`).toString('base64').slice(0, -4),
]);

const ports: ShellPorts = {
  shell: 'electron',
  secrets: {
    encrypt: (text) => Promise.resolve(Buffer.from(Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a))),
    decrypt: (bytes) => Promise.resolve(Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString('utf8')),
  },
};

let world: AppWorld;
afterEach(() => world.remove());

const filesBelow = async (folder: string): Promise<readonly (readonly [string, string])[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')] as const));
};

describe('a planted secret', () => {
  it('comes out of no command, event, file, log or support bundle', async () => {
    world = await appWorld();
    const said: unknown[] = [];
    const auth = { kind: 'bearer', username: 'robot', password: entered } as const;
    const served = await serveRegistry({ tls: false, auth });
    const other = await serveRegistry({ tls: false, auth: { ...auth, password: inFile } });
    const docker = join(world.root, 'home', '.docker');
    await mkdir(docker, { recursive: true });
    const encoded = Buffer.from(`robot:${inFile}`).toString('base64');
    await writeFile(
      join(docker, 'config.json'),
      JSON.stringify({ auths: { [other.host]: { auth: encoded } } }),
    );
    const app = await world.start({ ports });
    const say = async (work: Promise<unknown>): Promise<void> => {
      said.push(await work.catch((error: unknown) => ({ ...(error as object), message: String(error) })));
    };
    const entryOf = (host: string, id: string) =>
      ({
        id,
        name: id,
        site,
        place: { host, namespace: '' },
        profile: 'generic',
        tls: { mode: 'insecure', reason: 'test' },
      }) as const;
    const proxies = { http: `http://robot:${inProxy}@127.0.0.1:9`, https: '', no: '' };
    await say(app.call('settings.update', { site, proxies }));
    await say(app.call('credentials.save', { site, scope: served.host, username: 'robot', secret: entered }));
    for (const [host, id] of [
      [served.host, 'one'],
      [other.host, 'two'],
    ] as const) {
      await say(app.call('registries.save', entryOf(host, id)));
      await say(app.call('registries.test', { entry: entryOf(host, id), push: true }));
    }
    await say(app.call('proxies.test', { site, hosts: [served.host, 'far.invalid'] }));
    await say(app.call('credentials.list', { site }));
    await say(app.call('settings.get', {}));
    // Refused calls echo what they were given least of all.
    await say(
      app.call('credentials.save', {
        site,
        scope: `https://robot:${entered}@x y`,
        username: 'robot',
        secret: entered,
      }),
    );
    await say(app.call('settings.update', { proxies: { ...proxies, https: `socks5://robot:${inProxy}@p` } }));
    await say(app.call('settings.update', { updateService: `https://robot:${inProxy}@osus.test/graph` }));
    await say(app.call('registries.save', entryOf(`robot:${entered}@registry.test`, 'three')));
    await say(app.call('registries.chain', { site, host: `https://robot:${entered}@registry.test` }));
    await say(app.call('registriesConf.preview', { site, place: { host: served.host, namespace: '' } }));
    await say(app.call('support.preview', {}));
    await app.host.close();
    await served.close();
    await other.close();
    // The tests of logins must have been real ones.
    expect(JSON.stringify(said).match(/CHECK_PUSH/g)).toHaveLength(2);
    const kept = (await filesBelow(world.folder)).map(([file, text]) => `${file}\n${text}`);
    expect(kept.some((text) => text.includes('credentials.json'))).toBe(true);
    const all = [JSON.stringify(said), JSON.stringify(app.events), ...kept].join('\n');
    for (const trace of traces) expect(all.includes(trace), trace).toBe(false);
  });
});
