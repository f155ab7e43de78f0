import { describe, expect, it } from 'vitest';
import { redactedCommand } from '../../../core/ledger/index.ts';

describe('when a command line is recorded', () => {
  it.each([
    [
      ['--dest-creds', 'admin:canary'],
      ['--dest-creds', '***'],
    ],
    [['--dest-creds=admin:canary'], ['--dest-creds=***']],
    [
      ['--password', 'canary'],
      ['--password', '***'],
    ],
    [['--registry-token=canary=='], ['--registry-token=***']],
    [['HTTPS_PASSWORD=canary'], ['HTTPS_PASSWORD=***']],
    [['https://user:canary@proxy:3128/x'], ['https://***@proxy:3128/x']],
    [['--proxy=http://user:canary@proxy'], ['--proxy=http://***@proxy']],
    [['https://cdn/x?X-Amz-Signature=canary&a=1'], ['https://cdn/x?X-Amz-Signature=***&a=1']],
    [
      ['--signing-key-passphrase', 'canary'],
      ['--signing-key-passphrase', '***'],
    ],
  ])('hides the secret of %j', (given, expected) => {
    expect(redactedCommand(given)).toEqual(expected);
  });

  it.each([
    [['sluice', 'export', '-c', 'isc.yaml', 'file:///mnt/usb']],
    [['--authfile', '/run/user/1000/auth.json', '--dest-tls-verify=false']],
    [['docker://registry.example.com:8443/ns']],
    [['--password', '--verbose']],
    [['quay.io/ns/img@sha256:00', 'user@host']],
  ])('leaves %j as it is', (given) => {
    expect(redactedCommand(given)).toEqual(given);
  });
});
