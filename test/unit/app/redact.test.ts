import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../core/host/support/redact.ts';

const redact = createRedactor({ secrets: ['vault/s3cret!'], home: '/home/jane' });
const base64 = Buffer.from('jane:hunter22').toString('base64');

describe('the redactor', () => {
  it.each([
    ['Authorization: Basic amFuZTpodW50ZXIy', 'Authorization: ***'],
    ['"authorization":"Bearer eyJhbGciOi.J9.abc-_"', '"authorization":"***"'],
    ['proxy-authorization=Basic abc123==', 'proxy-authorization=***'],
    ['sent Bearer eyJhbGciOiJSUzI1NiIsIn and then', 'sent Bearer *** and then'],
    [`{"auths":{"quay.io":{"auth":"${base64}"}}}`, '{"auths":{"quay.io":{"auth":"***"}}}'],
    [`{\\"auth\\":\\"${base64}\\"}`, '{\\"auth\\":\\"***\\"}'],
    ['{"identitytoken": "abc.def", "expires_in": 300}', '{"identitytoken": "***", "expires_in": 300}'],
    ['{"access_token":"abc"}', '{"access_token":"***"}'],
    ['.dockerconfigjson: eyJhdXRocyI6e319', '.dockerconfigjson: ***'],
    ['password=hunter22 user=jane', 'password=*** user=jane'],
    ['https://jane:hunter22@registry.test/v2/', 'https://***@registry.test/v2/'],
    ['HTTP_PROXY http://jane@proxy:3128', 'HTTP_PROXY http://***@proxy:3128'],
    ['"jane:hunter22@proxy.test:3128"', '"***@proxy.test:3128"'],
    ['/blob?X-Amz-Signature=abcdef&X-Amz-Date=1', '/blob?X-Amz-Signature=***&X-Amz-Date=1'],
    [
      '-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\nnext',
      '(private key removed)\nnext',
    ],
    ['-----BEGIN PRIVATE KEY-----\nMHcC cut off', '(private key removed)'],
    ['it is vault/s3cret! here', 'it is *** here'],
    ['?q=vault%2Fs3cret!&r', '?q=***&r'],
    ['/home/john/images and /run/media/john/DISK/set', '/home/***/images and /run/media/***/DISK/set'],
    ['C:\\Users\\john\\sluice', 'C:\\Users\\***\\sluice'],
  ])('takes the secret out of %j', (text, expected) => {
    expect(redact(text)).toEqual({ text: expected, redactions: expect.any(Number) });
    expect(redact(text).redactions).toBeGreaterThan(0);
  });

  it.each([
    'Bearer realm="https://auth.test/token",service="registry"',
    'registry.test:5000/a/b@sha256:0123456789abcdef',
    'ubi9:latest@sha256:0123456789abcdef',
    'https://registry.test:8443/v2/a/b/manifests/4.15.2',
    'REGISTRY_LOGIN_NEEDED: registry.test demands a login for token for a/b',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    '2026-11-25T13:00:00.000Z note    host {"state":"retrying"}',
  ])('leaves %j as it is', (text) => {
    expect(redact(text)).toEqual({ text, redactions: 0 });
  });

  it('shortens the own home folder', () => {
    expect(redact('/home/jane/.local/state/sluice').text).toBe('~/.local/state/sluice');
  });

  it('counts every one, and finds nothing more in what it made', () => {
    const once = redact(`a:b@c.test ${'Bearer abcdefgh '.repeat(3)}`);
    expect(once.redactions).toBe(4);
    expect(redact(once.text)).toEqual({ text: once.text, redactions: 0 });
  });
});
