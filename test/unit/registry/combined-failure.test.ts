import { describe, expect, it } from 'vitest';
import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import { combinedFailure, type Outcome } from '../../../core/registry/source/endpoints.ts';

const name = 'quay.io/org/app';

function outcome(host: string, result: ErrorCode | 'absent', retryable = false): Outcome {
  const endpoint: Outcome['endpoint'] = {
    host,
    repository: 'org/app',
    insecure: false,
    blocked: false,
    kind: host === 'quay.io' ? 'primary' : 'mirror',
  } as Outcome['endpoint'];
  if (result === 'absent') return { endpoint, result };
  const params = { host, what: 'x', credential: 'none' };
  return {
    endpoint,
    result: new SluiceError(result, { params, affected: [host], retryable, detail: 'GET' }),
  };
}

const failure = (...outcomes: Outcome[]): SluiceError => combinedFailure(name, '<tag> 1.0', outcomes);

describe('when the mirror demands a login and the registry behind it cannot be reached', () => {
  it('is the login that is told, with the other place in the detail', () => {
    const error = failure(
      outcome('mirror.example', 'REGISTRY_LOGIN_NEEDED'),
      outcome('quay.io', 'NETWORK_NAME_UNKNOWN'),
    );
    expect(error).toMatchObject({ code: 'REGISTRY_LOGIN_NEEDED', params: { host: 'mirror.example' } });
    expect(error.detail).toContain('quay.io/org/app: <NETWORK_NAME_UNKNOWN>');
  });
});

describe('when the mirror does not have it and the registry behind it demands a login', () => {
  it('is the login that is told: it can be had there', () => {
    const error = failure(outcome('mirror.example', 'absent'), outcome('quay.io', 'REGISTRY_LOGIN_FAILED'));
    expect(error).toMatchObject({ code: 'REGISTRY_LOGIN_FAILED', params: { host: 'quay.io' } });
  });
});

describe('when whoever can be reached does not have it', () => {
  it.each<ErrorCode>(['NETWORK_NAME_UNKNOWN', 'HOST_NOT_ALLOWED', 'HOST_BLOCKED', 'PROXY_FAILED'])(
    'says so, and that the other was not asked (%s)',
    (code) => {
      const error = failure(outcome('mirror.example', 'absent'), outcome('quay.io', code));
      expect(error).toMatchObject({
        code: 'NOT_AT_REACHABLE_ENDPOINTS',
        params: {
          repository: name,
          outcomes: `mirror.example/org/app: <absent>; quay.io/org/app: <${code}>`,
        },
      });
    },
  );

  it('counts a missing blob as missing', () => {
    const error = failure(outcome('mirror.example', 'BLOB_NOT_FOUND'), outcome('quay.io', 'NETWORK_REFUSED'));
    expect(error.code).toBe('NOT_AT_REACHABLE_ENDPOINTS');
  });
});

describe('when the places fail in different ways', () => {
  it.each<[ErrorCode | 'absent', ErrorCode]>([
    ['absent', 'REGISTRY_UNAVAILABLE'],
    ['TLS_UNTRUSTED', 'REGISTRY_UNAVAILABLE'],
    ['NETWORK_REFUSED', 'NETWORK_NAME_UNKNOWN'],
  ])('lists them: %s, %s', (first, second) => {
    const error = failure(outcome('mirror.example', first), outcome('quay.io', second, true));
    expect(error).toMatchObject({ code: 'ALL_ENDPOINTS_FAILED', retryable: true });
  });
});
