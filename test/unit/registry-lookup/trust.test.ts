import { rootCertificates } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../core/ports/index.ts';
import { type CaFile, loadTrust, type Trust } from '../../../core/registry/trust/index.ts';
import { clientCert, clientKey, otherCa, otherKey, siteCa } from '../../support/registry-certificates.ts';
import { pretendedEnvironment, rootedHost } from '../../support/registry-rooted-fs.ts';

const rhelBundle = '/etc/pki/tls/certs/ca-bundle.crt';
const debianBundle = '/etc/ssl/certs/ca-certificates.crt';
const userCerts = '/home/op/.config/containers/certs.d';

interface Pretence {
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly caFiles?: readonly CaFile[];
  readonly platform?: readonly string[];
}

function trustOf({ files = {}, variables = {}, uid = 1000, caFiles = [], platform = [] }: Pretence): Trust {
  return loadTrust({
    fs: rootedHost(files).fs,
    environment: pretendedEnvironment(variables, { uid }),
    caFiles,
    platformCertificates: () => platform,
  });
}

const bare = (pem: string): string => pem.trim();

describe('when the host has a certificate store', () => {
  it.each([rhelBundle, debianBundle])('uses %s, text around the certificates and all', async (file) => {
    const trust = await trustOf({ files: { [file]: `# the site's CA\n${siteCa}` } }).trustFor('quay.io');
    expect(trust.ca).toEqual([bare(siteCa)]);
    expect(trust.files).toEqual([file]);
  });

  it('skips an unreadable entry of it with a note, since the rest still works', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const trust = trustOf({ files: { [rhelBundle]: broken + siteCa } });
    expect((await trust.trustFor('quay.io')).ca).toEqual([bare(siteCa)]);
    expect(trust.findings()).toMatchObject([{ code: 'TRUST_ENTRY_SKIPPED', params: { count: 1 } }]);
  });

  it('reads a folder of single files when there is no bundle, and names the folder once', async () => {
    const files = {
      '/etc/ssl/certs/a.pem': siteCa,
      '/etc/ssl/certs/b.0': siteCa,
      '/etc/ssl/certs/c.pem': otherCa,
    };
    const trust = await trustOf({ files }).trustFor('quay.io');
    expect(trust.ca).toEqual([bare(siteCa), bare(otherCa)]);
    expect(trust.files).toEqual(['/etc/ssl/certs']);
  });
});

describe('when the host keeps its certificates elsewhere or has none', () => {
  it('asks the operating system', async () => {
    const trust = trustOf({ platform: [siteCa] });
    expect((await trust.trustFor('quay.io')).ca).toEqual([siteCa]);
    expect(trust.findings()).toEqual([]);
  });

  it('falls back to the built-in list, and says so', async () => {
    const trust = trustOf({});
    expect((await trust.trustFor('quay.io')).ca).toHaveLength(new Set(rootCertificates).size);
    expect(trust.findings()).toMatchObject([{ code: 'TRUST_NO_SYSTEM_STORE' }]);
  });
});

describe('when variables name certificates', () => {
  it('lets SSL_CERT_FILE stand in for the bundle', async () => {
    const files = { [rhelBundle]: otherCa, '/opt/ca.pem': siteCa };
    const trust = trustOf({ files, variables: { SSL_CERT_FILE: '/opt/ca.pem' } });
    expect((await trust.trustFor('quay.io')).ca).toEqual([bare(siteCa)]);
  });

  it('passes over an SSL_CERT_FILE that is missing, with a warning', async () => {
    const trust = trustOf({
      files: { [rhelBundle]: otherCa },
      variables: { SSL_CERT_FILE: '/opt/gone.pem' },
    });
    expect((await trust.trustFor('quay.io')).ca).toEqual([bare(otherCa)]);
    expect(trust.findings()).toMatchObject([
      { code: 'TRUST_VARIABLE_IGNORED', params: { variable: 'SSL_CERT_FILE', file: '/opt/gone.pem' } },
    ]);
  });

  it('reads every folder of SSL_CERT_DIR beside the bundle', async () => {
    const files = { [rhelBundle]: otherCa, '/opt/two/site.pem': siteCa };
    const trust = await trustOf({ files, variables: { SSL_CERT_DIR: '/opt/one:/opt/two' } }).trustFor(
      'quay.io',
    );
    expect(trust.ca).toEqual([bare(otherCa), bare(siteCa)]);
    expect(trust.files).toEqual([rhelBundle, '/opt/two']);
  });

  it('adds NODE_EXTRA_CA_CERTS', async () => {
    const files = { [rhelBundle]: otherCa, '/opt/extra.pem': siteCa };
    const trust = await trustOf({ files, variables: { NODE_EXTRA_CA_CERTS: '/opt/extra.pem' } }).trustFor(
      'quay.io',
    );
    expect(trust.ca).toEqual([bare(otherCa), bare(siteCa)]);
  });
});

describe('when a host has a certs.d directory', () => {
  const store = { [rhelBundle]: otherCa };

  it('adds its CAs to those of the system', async () => {
    const files = { ...store, [`${userCerts}/reg.test:5000/ca.crt`]: siteCa };
    const trust = await trustOf({ files }).trustFor('reg.test:5000');
    expect(trust.ca).toEqual([bare(otherCa), bare(siteCa)]);
    expect(trust.files).toEqual([rhelBundle, `${userCerts}/reg.test:5000/ca.crt`]);
  });

  it('takes the host to the letter: no port is not port 443', async () => {
    const trust = trustOf({ files: { ...store, [`${userCerts}/reg.test/ca.crt`]: siteCa } });
    expect((await trust.trustFor('reg.test:443')).ca).toEqual([bare(otherCa)]);
    expect((await trust.trustFor('reg.test')).ca).toHaveLength(2);
  });

  it.each([
    [
      1000,
      [
        '/etc/containers/certs.rootless.d/1000',
        '/etc/containers/certs.rootless.d',
        '/etc/containers/certs.d',
      ],
    ],
    [
      0,
      [
        userCerts,
        '/etc/containers/certs.rootful.d',
        '/etc/containers/certs.d',
        '/usr/share/containers/certs.d',
      ],
    ],
    [1000, ['/etc/containers/certs.d', '/usr/share/containers/certs.rootless.d', '/etc/docker/certs.d']],
  ])('reads only the first of the places (uid %i): %s', async (uid, places) => {
    const [first, ...others] = places;
    const files = Object.fromEntries([
      [`${first}/reg.test/ca.crt`, siteCa],
      ...others.map((place) => [`${place}/reg.test/broken.crt`, 'not looked at']),
    ]);
    const trust = await trustOf({ files: { ...store, ...files }, uid }).trustFor('reg.test');
    expect(trust.files).toEqual([rhelBundle, `${first}/reg.test/ca.crt`]);
  });

  it('takes a client certificate and its key', async () => {
    const files = {
      ...store,
      [`${userCerts}/reg.test/op.cert`]: clientCert,
      [`${userCerts}/reg.test/op.key`]: clientKey,
    };
    const trust = await trustOf({ files }).trustFor('reg.test');
    expect(trust.client).toEqual({ cert: bare(clientCert), key: clientKey });
    expect(trust.ca).toEqual([bare(otherCa)]);
  });

  it('takes the first of several pairs by name, and says so', async () => {
    const at = (name: string): string => `${userCerts}/reg.test/${name}`;
    const files = {
      [at('b.cert')]: otherCa,
      [at('b.key')]: otherKey,
      [at('a.cert')]: clientCert,
      [at('a.key')]: clientKey,
    };
    const trust = trustOf({ files: { ...store, ...files } });
    expect((await trust.trustFor('reg.test')).client?.key).toBe(clientKey);
    expect(trust.findings()).toMatchObject([
      { code: 'TRUST_SEVERAL_CLIENT_CERTIFICATES', params: { used: 'a.cert' } },
    ]);
  });

  it.each([
    ['op.cert', clientCert, 'op.key'],
    ['op.key', clientKey, 'op.cert'],
  ])('refuses half a pair: %s', async (name, content, missing) => {
    const file = `${userCerts}/reg.test/${name}`;
    await expect(
      trustOf({ files: { ...store, [file]: content } }).trustFor('reg.test'),
    ).rejects.toMatchObject({
      code: 'TRUST_PAIR_INCOMPLETE',
      params: { file, missing },
    });
  });

  it('refuses a key that belongs to another certificate', async () => {
    const at = (name: string): string => `${userCerts}/reg.test/${name}`;
    const trust = trustOf({ files: { ...store, [at('op.cert')]: clientCert, [at('op.key')]: otherKey } });
    await expect(trust.trustFor('reg.test')).rejects.toMatchObject({ code: 'TRUST_PAIR_MISMATCH' });
  });

  it('refuses a key that is none, without a word of its content', async () => {
    const at = (name: string): string => `${userCerts}/reg.test/${name}`;
    const trust = trustOf({ files: { ...store, [at('op.cert')]: clientCert, [at('op.key')]: 'hunter2' } });
    const failure: unknown = await trust.trustFor('reg.test').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'TRUST_PEM_MALFORMED',
      params: { file: at('op.key') },
    });
    expect(inspect(failure)).not.toContain('hunter2');
  });

  it.each([
    '',
    'DER bytes',
    siteCa.replace('MII', '!!!'),
    `${siteCa}-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----`,
  ])('names the CA file that is malformed (%#)', async (content) => {
    const file = `${userCerts}/reg.test/ca.crt`;
    await expect(trustOf({ files: { [file]: content } }).trustFor('reg.test')).rejects.toMatchObject({
      code: 'TRUST_PEM_MALFORMED',
      params: { file },
    });
  });

  it.each(['..', '.', '', 'a/../../etc', 'a\\b', 'a\0b'])(
    'is not led elsewhere by the host %j',
    async (host) => {
      const host2 = rootedHost({ ...store, '/home/op/.config/containers/ca.crt': 'bad' });
      const trust = loadTrust({ fs: host2.fs, environment: pretendedEnvironment() });
      expect((await trust.trustFor(host)).files).toEqual([rhelBundle]);
    },
  );

  it('is passed over when it may not be entered', async () => {
    const { fs } = rootedHost(store);
    const forbidden = Object.assign(new Error('denied'), { code: 'EACCES' });
    const closed = { ...fs, readdir: () => Promise.reject(forbidden) } as unknown as FileSystem;
    const trust = loadTrust({ fs: closed, environment: pretendedEnvironment() });
    expect((await trust.trustFor('reg.test')).ca).toEqual([bare(otherCa)]);
  });
});

describe('when CA files are given', () => {
  const files = { [rhelBundle]: otherCa, '/opt/site.pem': siteCa };

  it('adds one for a single host or for all', async () => {
    const one = trustOf({ files, caFiles: [{ file: '/opt/site.pem', host: 'reg.test' }] });
    expect((await one.trustFor('reg.test')).ca).toHaveLength(2);
    expect((await one.trustFor('quay.io')).ca).toHaveLength(1);
    const all = trustOf({ files, caFiles: [{ file: '/opt/site.pem' }] });
    expect((await all.trustFor('quay.io')).ca).toHaveLength(2);
  });

  it('fails when it is missing: somebody asked for it', async () => {
    const trust = trustOf({ files, caFiles: [{ file: '/opt/gone.pem' }] });
    await expect(trust.trustFor('quay.io')).rejects.toMatchObject({
      code: 'TRUST_FILE_UNREADABLE',
      params: { file: '/opt/gone.pem', reason: 'ENOENT' },
    });
  });
});

describe('when asked often', () => {
  it('reads every file once', async () => {
    const host = rootedHost({ [rhelBundle]: otherCa, [`${userCerts}/reg.test/ca.crt`]: siteCa });
    const trust = loadTrust({ fs: host.fs, environment: pretendedEnvironment() });
    await Promise.all([trust.trustFor('reg.test'), trust.trustFor('reg.test'), trust.trustFor('quay.io')]);
    expect(host.opened.sort()).toEqual([rhelBundle, `${userCerts}/reg.test/ca.crt`].sort());
  });

  it('looks again after a failure, so that a corrected file counts', async () => {
    const host = rootedHost({ [rhelBundle]: otherCa, [`${userCerts}/reg.test/ca.crt`]: 'broken' });
    const trust = loadTrust({ fs: host.fs, environment: pretendedEnvironment() });
    await expect(trust.trustFor('reg.test')).rejects.toThrow('TRUST_PEM_MALFORMED');
    host.write(`${userCerts}/reg.test/ca.crt`, siteCa);
    expect((await trust.trustFor('reg.test')).ca).toHaveLength(2);
  });
});
