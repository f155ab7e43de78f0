import { describe, expect, it } from 'vitest';
import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import { createFirstContact } from '../../../core/registry/http/first-contact.ts';

function world() {
  let time = 0;
  const clock = {
    now: () => new Date(time),
    monotonic: () => time,
    sleep: () => Promise.resolve(),
  };
  const contact = createFirstContact(clock, { patience: 5000, rest: 60_000 });
  const failure = (code: ErrorCode = 'NETWORK_NAME_UNKNOWN'): SluiceError =>
    new SluiceError(code, { params: { host: 'quay.io' }, affected: ['quay.io'], retryable: true });
  return { contact, failure, at: (now: number) => (time = now) };
}

describe('when a host never answered', () => {
  it('is tried again for a while, because a name server may have hiccups', () => {
    const { contact, failure, at } = world();
    at(4999);
    expect(contact.judge('quay.io', failure(), 0).retryable).toBe(true);
    expect(() => contact.check('quay.io')).not.toThrow();
  });

  it.each<ErrorCode>([
    'NETWORK_NAME_UNKNOWN',
    'NETWORK_REFUSED',
    'NETWORK_UNREACHABLE',
    'NETWORK_CONNECT_TIMEOUT',
    'PROXY_FAILED',
  ])('counts as unreachable after that (%s), with the cause untouched', (code) => {
    const { contact, failure, at } = world();
    contact.judge('quay.io', failure(code), 0);
    at(5000);
    const final = contact.judge('quay.io', failure(code), 4000);
    expect(final).toMatchObject({
      code,
      retryable: false,
      params: { host: 'quay.io' },
      affected: ['quay.io'],
    });
  });

  it('counts as unreachable at once when a single attempt took longer than that', () => {
    const { contact, failure, at } = world();
    at(15_000);
    expect(contact.judge('quay.io', failure('NETWORK_CONNECT_TIMEOUT'), 0).retryable).toBe(false);
  });

  it('tells everybody else so without asking again, until it has rested', () => {
    const { contact, failure, at } = world();
    at(6000);
    contact.judge('quay.io', failure(), 0);
    expect(() => contact.check('quay.io')).toThrow(expect.objectContaining({ code: 'NETWORK_NAME_UNKNOWN' }));
    expect(() => contact.check('mirror.example')).not.toThrow();
    at(66_000);
    expect(() => contact.check('quay.io')).not.toThrow();
    expect(contact.judge('quay.io', failure(), 66_000).retryable).toBe(true);
  });

  it('is forgiven as soon as it answers', () => {
    const { contact, failure, at } = world();
    at(6000);
    contact.judge('quay.io', failure(), 0);
    contact.answered('quay.io');
    expect(() => contact.check('quay.io')).not.toThrow();
  });
});

describe('when a host answered before', () => {
  it('is tried for as long as the retries allow: it may be restarting', () => {
    const { contact, failure, at } = world();
    contact.answered('quay.io');
    at(600_000);
    expect(contact.judge('quay.io', failure('NETWORK_REFUSED'), 0).retryable).toBe(true);
    expect(contact.concerns('quay.io', failure('NETWORK_REFUSED'))).toBe(false);
  });
});

describe('when the failure is another', () => {
  it('is left as it is', () => {
    const { contact, failure, at } = world();
    at(600_000);
    const reset = failure('NETWORK_RESET');
    expect(contact.judge('quay.io', reset, 0)).toBe(reset);
    expect(contact.concerns('quay.io', new Error('other'))).toBe(false);
  });
});
