import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSecretScan, findSecrets, largestScanned } from '../../../core/report/index.ts';

/** Put together here, so that this file itself holds no secret that a scanner of the repository would name. */
const pem = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ');
const awsKey = `AKIA${'ABCDEFGH'.repeat(2)}`;
const rulesIn = (text: string): string[] => findSecrets('f', Buffer.from(text)).map(({ rule }) => rule);

describe('the search for credentials', () => {
  it.each([
    ['private-key', pem],
    ['private-key', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    ['docker-auth', '{"auths":{"quay.io":{"auth": "dXNlcjpwYXNzd29yZA=="}}}'],
    ['docker-auth', '"identitytoken":"eyJhbGciOi.J9"'],
    ['docker-config-base64', '.dockerconfigjson: eyJhdXRocyI6eyJxdWF5LmlvIjp7fX19'],
    ['aws-access-key-id', `id = ${awsKey};`],
    ['url-user-password', 'https://robot:secret@quay.io/path'],
    ['authorization-header', 'Authorization: Bearer abcdef.0123456789'],
    ['authorization-header', '"authorization": "Basic dXNlcjpwYXNzd29yZA=="'],
    ['kubeconfig-key', 'client-key-data: LS0tLS1CRUdJTiBSU0E='],
  ])('knows %s', (rule, text) => {
    expect(rulesIn(text)).toEqual([rule]);
  });

  it.each([
    ['a public key', '-----BEGIN PGP PUBLIC KEY BLOCK-----'],
    ['an image by tag and digest', `registry.example:5000/app:1.0@sha256:${'a'.repeat(64)}`],
    ['an address with a port', 'https://registry.example:5000/v2/'],
    ['a user without a password', 'ssh://git@example.com/x'],
    ['a longer name that begins like a key id', `${awsKey}X`],
    ['the bare word', '"auth": ""'],
  ])('passes over %s', (_what, text) => {
    expect(rulesIn(text)).toEqual([]);
  });

  it('tells file, line and number, and never what it found', () => {
    const findings = findSecrets('notes.txt', Buffer.from(`one\ntwo\n${pem}\n${pem}\n`));
    expect(findings).toEqual([{ rule: 'private-key', file: 'notes.txt', line: 3, matches: 2 }]);
  });

  it('looks between bytes that are no text, and into texts of two bytes for each character', () => {
    const binary = Buffer.concat([Buffer.from([0, 255, 0, 200]), Buffer.from(pem), Buffer.from([0])]);
    expect(findSecrets('f', binary)).toHaveLength(1);
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pem, 'utf16le')]);
    expect(findSecrets('f', little)).toHaveLength(1);
    const big = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(pem, 'utf16le').swap16()]);
    expect(findSecrets('f', big)).toHaveLength(1);
  });

  it('says what it did not look into, and why', () => {
    const scan = createSecretScan();
    scan.take({ file: 'a.yaml', bytes: Buffer.from('a: 1\n') });
    scan.take({ file: 'chart.tgz', bytes: gzipSync(pem) });
    scan.take({ file: 'huge', bytes: Buffer.alloc(largestScanned + 1) });
    scan.take({ file: 'gone', reason: 'unreadable' });
    expect(scan.result()).toMatchObject({
      scanned: [{ file: 'a.yaml', bytes: 5 }],
      notScanned: [
        { file: 'chart.tgz', reason: 'compressed' },
        { file: 'huge', reason: 'too-large' },
        { file: 'gone', reason: 'unreadable' },
      ],
      findings: [],
    });
  });

  it.each([
    ['slashes and colons', '://a:'],
    ['quotes', '"auth" '],
    ['words', 'AUTHORIZATION Authorization: '],
    ['key beginnings', '-----BEGIN A B C D '],
    ['letters', 'AKIA'],
  ])('takes time by length alone: four million characters of %s', (_what, unit) => {
    const bytes = Buffer.from(unit.repeat(Math.ceil(4_000_000 / unit.length)));
    const start = performance.now();
    findSecrets('f', bytes);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
