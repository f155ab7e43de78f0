import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { explicitBooleans, parseGoBoolean } from '../../../core/cli/boolean-flags.ts';
import { mirrorArguments } from '../../../core/cli/mirror-arguments.ts';
import { booleanFlags } from '../../../core/cli/mirror-flags.ts';

const code = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    return error instanceof SluiceError ? error.code : String(error);
  }
  return undefined;
};

describe('when oc-mirror’s forms are given', () => {
  it('reads mirror-to-disk with a relative folder', () => {
    const { request } = mirrorArguments('file://enterprise-content', { config: 'isc.yaml' }, '/home/op');
    expect(request.config).toBe('/home/op/isc.yaml');
    expect(request.destination).toEqual({ kind: 'archive', directory: '/home/op/enterprise-content' });
    expect(request.from).toBeUndefined();
    expect(request.signatures).toBe(true);
  });

  it('reads disk-to-mirror as the documentation writes it, with a trailing slash', () => {
    const { request } = mirrorArguments(
      'docker://enterprise-registry.in/',
      { config: '/isc.yaml', from: 'file:///media/disk/enterprise-content' },
      '/',
    );
    expect(request.from).toBe('/media/disk/enterprise-content');
    expect(request.destination).toEqual({ kind: 'registry', host: 'enterprise-registry.in', namespace: '' });
  });

  it('reads mirror-to-mirror with port, namespace and workspace', () => {
    const { request } = mirrorArguments(
      'docker://localhost:5000/a/b',
      { config: 'i', workspace: 'file://ws' },
      '/x',
    );
    expect(request.destination).toEqual({ kind: 'registry', host: 'localhost:5000', namespace: 'a/b' });
    expect(request.workspace).toBe('/x/ws');
  });
});

describe('when the largest file is limited', () => {
  it.each([
    ['64K', 64 * 1024],
    ['1M', 1024 ** 2],
    ['4032MiB', 4032 * 1024 ** 2],
    ['16g', 16 * 1024 ** 3],
  ])('reads %s as powers of 1024', (text, bytes) => {
    const { request } = mirrorArguments('file://x', { config: 'c', 'file-limit': text }, '/');
    expect(request.fileLimit).toBe(bytes);
  });

  it('says that it means nothing for a registry', () => {
    const { unused } = mirrorArguments('docker://h', { config: 'c', 'file-limit': '1M' }, '/');
    expect(unused.map(({ flag }) => flag)).toEqual(['--file-limit']);
  });
});

describe('when a value is wrong', () => {
  const cases: readonly [string, string | undefined, Record<string, string>, string][] = [
    ['no configuration', 'file://x', {}, 'CLI_CONFIG_MISSING'],
    ['no destination', undefined, { config: 'c' }, 'CLI_DESTINATION_MISSING'],
    ['a destination without transport', '/x', { config: 'c' }, 'CLI_DESTINATION_INVALID'],
    ['an upper-case namespace', 'docker://h/Ns', { config: 'c' }, 'CLI_DESTINATION_INVALID'],
    ['a registry without a host', 'docker:///x', { config: 'c' }, 'CLI_DESTINATION_INVALID'],
    ['a from folder without file://', 'docker://h', { config: 'c', from: '/x' }, 'CLI_FILE_PREFIX'],
    ['an empty file folder', 'file://', { config: 'c' }, 'CLI_FILE_PREFIX'],
    ['a since that is no date', 'file://x', { config: 'c', since: 'yesterday' }, 'CLI_SINCE_INVALID'],
    ['a since that no calendar has', 'file://x', { config: 'c', since: '2024-02-30' }, 'CLI_SINCE_INVALID'],
    ['a since of a thirteenth month', 'file://x', { config: 'c', since: '2024-13-01' }, 'CLI_SINCE_INVALID'],
    ['an unknown layout', 'file://x', { config: 'c', layout: 'v3' }, 'CLI_VALUE_INVALID'],
    ['a boolean that is none', 'file://x', { config: 'c', 'src-tls-verify': 'maybe' }, 'CLI_VALUE_INVALID'],
    ['a negative number', 'file://x', { config: 'c', 'retry-times': '-1' }, 'CLI_VALUE_INVALID'],
    ['a size without a unit', 'file://x', { config: 'c', 'file-limit': '4096' }, 'CLI_VALUE_INVALID'],
    ['a size of a few kilobytes', 'file://x', { config: 'c', 'file-limit': '63K' }, 'CLI_VALUE_INVALID'],
    [
      'a policy that would be ignored',
      'file://x',
      { config: 'c', 'secure-policy': 'true' },
      'CLI_FLAG_REFUSED',
    ],
    [
      'a password that everybody could read',
      'docker://h',
      { config: 'c', 'dest-creds': 'u:p' },
      'CLI_FLAG_REFUSED',
    ],
    ['an unknown log level', 'file://x', { config: 'c', 'log-level': 'chatty' }, 'CLI_VALUE_INVALID'],
    [
      'both dry runs',
      'file://x',
      { config: 'c', 'dry-run': 'true', 'dry-run-manifest-lists': 'true' },
      'CLI_DRY_RUN_TWICE',
    ],
  ];
  it.each(cases)('refuses %s', (_, destination, flags, expected) => {
    expect(code(() => mirrorArguments(destination, flags, '/'))).toBe(expected);
  });
});

describe('when a flag has no meaning here', () => {
  it('says so, and why', () => {
    const { unused } = mirrorArguments('file://x', { config: 'c', 'cache-dir': '/c', v2: 'true' }, '/');
    expect(unused).toEqual([{ flag: '--cache-dir', why: expect.stringContaining('no cache') }]);
  });
});

describe('when a flag means nothing for the destination', () => {
  const flagsOf = (destination: string, flags: Record<string, string>): string[] =>
    mirrorArguments(destination, { config: 'c', ...flags }, '/').unused.map(({ flag }) => flag);

  it('says so, for registries and for archives', () => {
    expect(flagsOf('docker://h', { since: '2026-01-01', from: 'file://x' })).toEqual(['--since']);
    expect(flagsOf('docker://h', { 'self-contained': 'true', target: 'a' })).toEqual([
      '--target',
      '--self-contained',
    ]);
    expect(flagsOf('file://x', { workspace: 'file://w', target: 'a' })).toEqual(['--workspace']);
    expect(flagsOf('file://x', { 'older-set': 'true' })).toEqual(['--older-set']);
    expect(flagsOf('docker://h', { from: 'file://x', 'older-set': 'true' })).toEqual([]);
  });
});

describe('Go’s boolean flags', () => {
  it('never take the next argument for their value', () => {
    const argv = ['--v2', '--dest-tls-verify=false', '--dry-run', 'docker://h', '--config', 'true'];
    expect(explicitBooleans(argv, booleanFlags)).toEqual([
      '--v2=true',
      '--dest-tls-verify=false',
      '--dry-run=true',
      'docker://h',
      '--config',
      'true',
    ]);
  });

  it('understand Go’s spellings only', () => {
    expect(['1', 'T', 'true', 'TRUE'].map(parseGoBoolean)).toEqual([true, true, true, true]);
    expect(['0', 'f', 'False'].map(parseGoBoolean)).toEqual([false, false, false]);
    expect(['yes', 'on', ''].map(parseGoBoolean)).toEqual([undefined, undefined, undefined]);
  });
});
