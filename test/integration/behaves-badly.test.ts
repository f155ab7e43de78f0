import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEventSchema } from '../../core/contract/index.ts';
import { createUpstream, type BeforeHook, type RegistryRequest } from '../../core/practice/index.ts';
import { systemClock, systemRandom } from '../../core/ports/index.ts';
import { createCliWorld, imageSet, type CliWorld, type Shown } from '../support/cli-world.ts';
import { finalFiles, operator, readsWell } from '../support/cli-operator.ts';
import {
  authority,
  elsewhereCertificate,
  expiredCertificate,
  goodCertificate,
  serverKey,
} from '../support/registry-tls.ts';

// What operators meet when something is wrong, typed as they type it. Each case must end with a coded
// message, the next step and the right exit code, and leave nothing half-written under a final name.

let world: CliWorld;
let good: string;
let goodStage: Record<string, string>;
const multi = 'quay.io/practice/multi:1.0';
const zstd = 'quay.io/practice/zstd:1.0';

beforeAll(async () => {
  world = await createCliWorld();
  good = await world.upstream();
  goodStage = await world.stage(good);
});
afterAll(() => world.close());

const { fresh, config, images, release, mirrorTo: mirror } = operator(() => world);
const mirrorTo = (
  folder: string,
  file: string,
  variables: Record<string, string> = goodStage,
  ...flags: string[]
): Promise<Shown> => mirror(folder, file, variables, ...flags);

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

const blobs = (request: RegistryRequest): boolean => request.route.kind === 'blob';
const once = (matches: (request: RegistryRequest) => boolean, fault: ReturnType<BeforeHook>): BeforeHook => {
  const seen = new Set<string>();
  return (request) => {
    if (!matches(request) || seen.has(request.path)) return undefined;
    seen.add(request.path);
    return fault;
  };
};

describe('when the configuration is wrong', () => {
  const platform = imageSet({ channel: 'stable-4.15', min: '4.15.2' });
  it.each<[string, string, string, number]>([
    ['an unknown field', `${platform}  additionalImage: []\n`, 'Did you mean "additionalImages"?', 1],
    ['a key given twice', `${platform}  platform:\n    channels: []\n`, 'CONFIG_DUPLICATE_KEY', 1],
    [
      'a wrong type',
      'kind: ImageSetConfiguration\nmirror:\n  platform:\n    channels: stable-4.15\n',
      'has to be a list',
      1,
    ],
    [
      'a minimum above the maximum',
      imageSet({ channel: 'stable-4.15', min: '4.15.3', max: '4.15.0' }),
      'CONFIG_RANGE_REVERSED',
      1,
    ],
    ['an image without tag', imageSet({ images: ['quay.io/practice/multi'] }), 'REFERENCE_WITHOUT_TAG', 1],
    ['nothing in it', imageSet({}), 'NOTHING_TO_MIRROR', 1],
    ['an empty file', '', 'CONFIG_EMPTY', 1],
    [
      'an empty range',
      imageSet({ channel: 'stable-4.15', min: '4.15.70', max: '4.15.90' }),
      'The channel goes from 4.14.20 to 4.15.3',
      2,
    ],
    [
      'an absent version',
      imageSet({ channel: 'stable-4.15', min: '4.15.50' }),
      'no release from 4.15.50 to 4.15.50',
      2,
    ],
    ['an unknown channel', imageSet({ channel: 'stable-4.99', min: '4.99.1' }), 'RELEASE_CHANNEL_EMPTY', 2],
  ])('%s is told before anything moves', async (_, text, expected, code) => {
    const folder = fresh();
    const shown = await mirrorTo(folder, await config(text));
    expect(shown.errors).toContain(expected);
    expect(shown.code).toBe(code);
    expect(await finalFiles(folder)).toEqual([]);
  });

  it('names file, line and column', async () => {
    const file = await config('kind: ImageSetConfiguration\nmirror:\n  plattform: {}\n');
    expect((await mirrorTo(fresh(), file)).errors).toContain(`${file}:3:3`);
  });

  it('reads a key in wrong case, and says so', async () => {
    const folder = fresh();
    const shown = await mirrorTo(folder, await config(platform.replace('minVersion', 'minversion')));
    expect(shown.output).toContain('CONFIG_KEY_CASE');
    expect(shown.code).toBe(0);
  });

  it('says what is wrong with a file that is absent or a folder', async () => {
    expect((await mirrorTo(fresh(), world.path('nowhere.yaml'))).errors).toContain(
      'it does not exist, ENOENT',
    );
    expect((await mirrorTo(fresh(), world.directory)).errors).toContain('it is a folder, EISDIR');
  });

  it('says in Chinese what it says in English', async () => {
    const shown = await mirrorTo(
      fresh(),
      await config(`${platform}  additionalImage: []\n`),
      goodStage,
      '--lang',
      'zh',
    );
    expect(shown.errors).toContain('是否应为“additionalImages”？');
    expect(shown.errors).toMatch(/错误 CONFIG_REFUSED：.*\n {2}阶段：命令行与配置\n/);
    expect(shown.all).not.toMatch(/Next|Stage|Affected|Detail|error/);
  });
});

describe('when operators that are not there, or helm charts, are asked for', () => {
  const operators = '  operators:\n    - catalog: registry.redhat.io/redhat/redhat-operator-index:v4.99\n';
  const helm = '  helm:\n    repositories:\n      - name: a\n        url: https://charts.example/a\n';
  it.each([
    ['operators of a catalogue that is not there', operators, 'NOT_AT_REACHABLE_ENDPOINTS', 4],
    ['helm charts of a repository that is not there', helm, 'NETWORK_NAME_UNKNOWN', 16],
  ])('%s are said to be missing, and the rest is mirrored', async (_, more, expected, code) => {
    const folder = fresh();
    const shown = await mirrorTo(folder, await config(imageSet({ images: [multi], more })));
    expect(shown.output).toContain(expected);
    expect(shown.output).toContain('✓ additional images: 1 copied');
    expect(shown.code).toBe(code);
    expect(await finalFiles(folder)).toContain('mirror_000001.tar');
    expect(JSON.parse(await readFile(`${folder}/sluice-set.json`, 'utf8'))).toMatchObject({
      complete: 'incomplete',
    });
  });

  it('alone they leave nothing behind', async () => {
    const folder = fresh();
    const shown = await mirrorTo(folder, await config(imageSet({ more: operators })));
    expect(shown.output).toContain('Nothing was moved');
    expect(shown.code).toBe(4);
    expect(await finalFiles(folder)).toEqual([]);
  });
});

describe('when an image is not there', () => {
  it('is said within seconds, with each place and its reason, and the others are mirrored', async () => {
    const shown = await mirrorTo(fresh(), await images('quay.io/practice/nothere:1.0', multi));
    expect(shown.output).toContain('NOT_AT_REACHABLE_ENDPOINTS: quay.io/practice/nothere (tag 1.0)');
    expect(shown.output).toContain(`${good}/practice/nothere: not there; quay.io/practice/nothere: `);
    expect(shown.output).toContain('✗ additional images: 1 copied, 0 already there, 1 failed');
    expect(shown.code).toBe(8);
    expect(shown.seconds).toBeLessThan(15);
  });
});

describe('when a registry demands credentials', () => {
  it('names the host, the files searched, and every image in one message', async () => {
    const host = await world.upstream({ auth: { kind: 'basic', username: 'op', password: 'secret' } });
    const folder = fresh();
    const shown = await mirrorTo(folder, await images(multi, zstd), await world.stage(host));
    expect(shown.output).toContain(`REGISTRY_LOGIN_NEEDED: ${host} demands a login`);
    expect(shown.output).toContain(`${world.path('.docker', 'config.json')} (no such file)`);
    expect(shown.output).toContain(`Affected: ${multi}, ${zstd}`);
    expect(shown.output.match(/^error /gm)).toHaveLength(1);
    expect(shown.code).toBe(8);
    expect(await finalFiles(folder)).toEqual([]);
  });

  it('names the entry that was used when the password is wrong, and never the password', async () => {
    const host = await world.upstream({ auth: { kind: 'bearer', username: 'op', password: 'secret' } });
    const wrong = Buffer.from('op:canary-password').toString('base64');
    const file = await world.write('wrong.json', JSON.stringify({ auths: { [host]: { auth: wrong } } }));
    const flags = ['--authfile', file];
    const shown = await mirrorTo(fresh(), await images(multi), await world.stage(host), ...flags);
    expect(shown.output).toContain(`REGISTRY_LOGIN_FAILED: ${host} refuses the login`);
    expect(shown.output).toContain(`entry "${host}" (${file})`);
    expect(shown.all).not.toContain('canary');
    expect(shown.all).not.toContain(wrong);
    expect(shown.code).toBe(8);
  });

  it('is told before an import moves anything', async () => {
    const set = fresh();
    await mirrorTo(set, await images(multi));
    const host = await world.registry({ auth: { kind: 'basic', username: 'op', password: 'secret' } });
    const args = ['-c', await images(multi), '--dest-tls-verify=false', '--from', `file://${set}`];
    const shown = await world.run(['mirror', ...args, `docker://${host}`]);
    readsWell(shown);
    expect(shown.errors).toContain('REGISTRY_LOGIN_NEEDED');
    expect(shown.errors).toContain('Nothing was moved');
    expect(shown.code).toBe(1);
    const plan = await world.run(['plan', '--lang', 'zh', ...args, `docker://${host}`]);
    expect(plan.errors.match(/^错误 /gm)).toHaveLength(1);
    expect(plan.code).toBe(1);
  });
});

describe('when TLS does not hold', () => {
  it.each([
    [
      'the CA is unknown',
      goodCertificate,
      false,
      /TLS_UNTRUSTED: .*issued by: O=Sluice tests, CN=Enclave root/,
    ],
    ['the certificate has expired', expiredCertificate, true, /TLS_VALIDITY: .*valid from 2020-.* to 2021-/],
    ['the certificate is another’s', elsewhereCertificate, true, /TLS_NAME_MISMATCH: .*elsewhere\.example/],
  ])('%s: issuer, files read and next step', async (_, cert, trusted, expected) => {
    const host = await world.secureUpstream({ cert, key: serverKey });
    const ca = await world.write('ca.pem', authority);
    const stage = await world.stage(host, { insecure: false });
    const flags = trusted ? ['--ca-file', ca] : [];
    const shown = await mirrorTo(fresh(), await images(multi), stage, ...flags);
    expect(shown.output).toMatch(expected);
    expect(shown.output).toContain('CA files read: ');
    if (trusted) expect(shown.output).toContain(ca);
    expect(shown.code).toBe(8);
  });
});

describe('when hosts are wrong or forbidden', () => {
  it.each([
    ['refuses', '127.0.0.1:1', 'NETWORK_REFUSED'],
    ['has no name', 'registry.nowhere.invalid', 'NETWORK_NAME_UNKNOWN'],
  ])('a target that %s is told within seconds', async (_, host, code) => {
    const set = fresh();
    await mirrorTo(set, await images(multi));
    const shown = await world.run([
      'mirror',
      '-c',
      await images(multi),
      '--from',
      `file://${set}`,
      `docker://${host}`,
    ]);
    readsWell(shown);
    expect(shown.errors).toContain(code);
    expect(shown.output).toContain('Trying again in');
    expect(shown.code).toBe(1);
    expect(shown.seconds).toBeLessThan(12);
  });

  it('an update service that cannot be reached is named with what it owes', async () => {
    const variables = { ...goodStage, UPDATE_URL_OVERRIDE: 'http://127.0.0.1:1/graph' };
    const shown = await mirrorTo(fresh(), await release(), variables);
    expect(shown.output).toContain('NETWORK_REFUSED: 127.0.0.1:1 refuses the connection');
    expect(shown.output).toMatch(/Affected: .*stable-4\.15/);
    expect(shown.code).toBe(2);
  });

  it('--offline-allow refuses other hosts and reports them', async () => {
    const shown = await mirrorTo(
      fresh(),
      await images(multi),
      goodStage,
      '--offline-allow',
      'registry.local',
    );
    expect(shown.output).toContain(`HOST_NOT_ALLOWED: ${good} may not be contacted`);
    expect(shown.code).toBe(8);
    expect(shown.seconds).toBeLessThan(2);
  });

  it('--offline-allow with the right host suffices', async () => {
    expect((await mirrorTo(fresh(), await images(multi), goodStage, '--offline-allow', good)).code).toBe(0);
  });

  it('a proxy that leads nowhere is named', async () => {
    const shown = await mirrorTo(fresh(), await images(multi), { HTTPS_PROXY: 'http://127.0.0.1:1' });
    expect(shown.output).toContain('PROXY_FAILED: The proxy 127.0.0.1:1 did not connect to quay.io');
    expect(shown.code).toBe(8);
    expect(shown.seconds).toBeLessThan(12);
  });
});

describe('when a registry falters', () => {
  it.each<[string, ReturnType<BeforeHook>]>([
    ['a reset', { kind: 'reset' }],
    ['a body cut short', { kind: 'cut', afterBytes: 20 }],
    ['wrong bytes', { kind: 'corrupt', offset: 10 }],
    ['a 500', { kind: 'respond', status: 500 }],
  ])('%s once does no harm', async (_, fault) => {
    const host = await world.upstream({ before: once(blobs, fault) });
    const folder = fresh();
    const shown = await mirrorTo(
      folder,
      await images(multi),
      await world.stage(host),
      '--offline-allow',
      host,
    );
    expect(shown.code).toBe(0);
    expect((await world.run(['verify', folder])).code).toBe(0);
  });

  it('a release survives wrong bytes of its payload once', async () => {
    const host = await world.upstream({ before: once(blobs, { kind: 'corrupt', offset: 10 }) });
    expect(
      (await mirrorTo(fresh(), await release(), await world.stage(host), '--offline-allow', host)).code,
    ).toBe(0);
  });

  it('429 with Retry-After is kept to, and said', async () => {
    const host = await world.upstream({
      before: once(blobs, { kind: 'respond', status: 429, headers: { 'retry-after': '1' } }),
    });
    const shown = await mirrorTo(fresh(), await images(multi), await world.stage(host));
    expect(shown.output).toContain(`${host} asks to slow down; going on in 1 s, `);
    expect(shown.code).toBe(0);
    expect(shown.seconds).toBeGreaterThan(0.9);
  });

  it('a Retry-After of hours ends at once and names the time', async () => {
    const host = await world.upstream({
      before: () => ({ kind: 'respond', status: 429, headers: { 'retry-after': '7200' } }),
    });
    const flags = ['--offline-allow', host];
    const shown = await mirrorTo(fresh(), await images(multi), await world.stage(host), ...flags);
    expect(shown.output).toMatch(/HOST_RATE_LIMITED: .* not to be contacted again before \d{4}-/);
    expect(shown.code).toBe(8);
    expect(shown.seconds).toBeLessThan(3);
  });

  it('wrong bytes for ever are turned away, and the host that gives them is named once', async () => {
    const host = await world.upstream({
      before: (request) => (blobs(request) ? { kind: 'corrupt', offset: 10 } : undefined),
    });
    const folder = fresh();
    const flags = ['--offline-allow', host];
    const shown = await mirrorTo(folder, await images(multi, zstd), await world.stage(host), ...flags);
    expect(shown.output).toContain(`BLOB_COPY_DAMAGED: ${host} delivered wrong bytes`);
    expect(shown.output.match(/^error /gm)).toHaveLength(1);
    expect(shown.code).toBe(8);
    expect(await finalFiles(folder)).toEqual([]);
  });

  it('keeps the earlier set when nothing of the new one could be read', async () => {
    const folder = fresh();
    await mirrorTo(folder, await images(zstd));
    const before = await readFile(`${folder}/sluice-set.json`);
    const host = await world.upstream({
      before: (request) => (blobs(request) ? { kind: 'corrupt', offset: 10 } : undefined),
    });
    const shown = await mirrorTo(
      folder,
      await images(multi),
      await world.stage(host),
      '--offline-allow',
      host,
    );
    expect(shown.code).toBe(8);
    expect(await readFile(`${folder}/sluice-set.json`)).toEqual(before);
    expect((await world.run(['verify', folder])).code).toBe(0);
  });
});

describe('when a release is not what it should be', () => {
  const serve = (change: (url: string) => string | undefined): Promise<string> => {
    const { listener } = createUpstream(world.content, { clock: systemClock, random: systemRandom });
    return world.serve((request, response) => {
      const url = change(request.url ?? '/');
      if (url === undefined) response.writeHead(404).end();
      else listener(Object.assign(request, { url }), response);
    });
  };

  it('without signature it is left out and named; the rest is mirrored', async () => {
    const host = await serve((url) => (url.includes('/signatures/') ? undefined : url));
    const file = await config(imageSet({ channel: 'stable-4.15', images: [multi] }));
    const shown = await mirrorTo(fresh(), file, await world.stage(host));
    expect(shown.output).toContain('RELEASE_SIGNATURE_ABSENT: There is no signature for release 4.15.2');
    expect(shown.output).toContain('✓ additional images: 1 copied');
    expect(shown.code).toBe(2);
  });

  it('signed by another key it is refused', async () => {
    const { OCP_SIGNATURE_VERIFICATION_PK: _, ...stage } = goodStage;
    const folder = fresh();
    const shown = await mirrorTo(folder, await release(), stage);
    expect(shown.output).toContain('RELEASE_SIGNATURE_KEY_UNKNOWN: Release 4.15.2 is signed by the key');
    expect(shown.code).toBe(2);
    expect(await finalFiles(folder)).toEqual([]);
  });

  it('a moved tag is not followed, and said', async () => {
    const host = await serve((url) => url.replace('/manifests/4.15.2-x86_64', '/manifests/4.15.1-x86_64'));
    const folder = fresh();
    const shown = await mirrorTo(folder, await release(), await world.stage(host));
    expect(shown.output).toContain('RELEASE_TAG_MOVED');
    expect(shown.code).toBe(0);
    const signed = world.content.releases.find(({ version }) => version === '4.15.2');
    const set: unknown = JSON.parse(await readFile(`${folder}/sluice-set.json`, 'utf8'));
    expect(set).toMatchObject({ releases: [{ digest: signed?.digest }] });
  });
});

describe('when the folder or port cannot be had', () => {
  it('a folder below a file is refused before anything is asked', async () => {
    const file = await world.write('plain-file', '');
    const shown = await mirrorTo(`${file}/below`, await images(multi));
    expect(shown.errors).toContain('DIRECTORY_NOT_WRITABLE');
    expect(shown.code).toBe(1);
    expect(await exists(`${file}/below`)).toBe(false);
  });

  it('a port in use is named', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const shown = await world.run(['practice', 'run', '--ports', `${port}`, '--directory', fresh()]);
    server.close();
    readsWell(shown);
    expect(shown.errors).toContain(`PRACTICE_PORT_IN_USE: Port ${port} on 127.0.0.1`);
    expect(shown.code).toBe(1);
  });
});

describe('when it is interrupted', () => {
  it('says how to go on, answers 130, leaves no set, and goes on', async () => {
    const stop = new AbortController();
    const host = await world.upstream({
      before: (request) => {
        if (blobs(request) && request.path.includes('practice/multi')) stop.abort(new Error('stopped'));
        return blobs(request) ? { kind: 'delay', milliseconds: 50 } : undefined;
      },
    });
    const folder = fresh();
    const file = await images(zstd, multi, 'quay.io/practice/signed:1.0');
    const variables = await world.stage(host);
    const args = ['mirror', '-c', file, `file://${folder}`];
    const shown = await world.run(args, { variables, signal: stop.signal });
    readsWell(shown);
    expect(shown.code).toBe(130);
    expect(shown.output).toContain('Interrupted. Run the same command again');
    expect(await finalFiles(folder)).toEqual([]);
    expect((await world.run(['runs'])).output).toContain('interrupted');
    const again = await world.run(args, { variables: goodStage });
    expect(again.output).toContain('Going on with run');
    expect(again.code).toBe(0);
    expect((await world.run(['verify', folder])).code).toBe(0);
  });
});

describe('when a program reads the output', () => {
  it('every line is an event, and the last one the report', async () => {
    const shown = await mirrorTo(fresh(), await images(multi), goodStage, '--json');
    const lines = shown.output
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines.pop()).toMatchObject({ type: 'report', report: { status: 'complete', exitCode: 0 } });
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) runEventSchema.parse(line);
    expect(shown.errors).toBe('');
  });

  it('a failure is an event there too', async () => {
    const file = await config(imageSet({ channel: 'stable-4.99', min: '4.99.1' }));
    const shown = await mirrorTo(fresh(), file, goodStage, '--json');
    const lines = shown.output
      .trimEnd()
      .split('\n')
      .map((line) => runEventSchema.parse(JSON.parse(line)));
    expect(lines.at(-1)).toMatchObject({
      type: 'finding',
      level: 'error',
      message: { code: 'PLAN_REFUSED' },
    });
    expect(shown.code).toBe(2);
  });
});
