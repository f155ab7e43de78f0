import { describe, expect, it } from 'vitest';
import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import { addressKind, mayRefer, type AddressKind } from '../../../core/registry/http/address.ts';
import { answerFailure, parseAnswerError } from '../../../core/registry/http/answer-error.ts';
import { defaultRetryPolicy, withRetry, type RetryEvent } from '../../../core/registry/http/retry.ts';
import { confirms, parseUploadRange } from '../../../core/registry/upload/range.ts';
import { steadyRandom, swiftClock } from '../../support/registry-world.ts';

const passing = (code: ErrorCode = 'NETWORK_RESET'): SluiceError =>
  new SluiceError(code, { retryable: true });

describe('when work fails for a moment', () => {
  it('is tried again with growing, jittered delays', async () => {
    const clock = swiftClock();
    const events: RetryEvent[] = [];
    const tools = { clock, random: steadyRandom, onRetry: (event: RetryEvent) => events.push(event) };
    const result = await withRetry(tools, async (number) => {
      if (number < 4) throw passing();
      return number;
    });
    expect(result).toBe(4);
    expect(clock.waits).toEqual([500, 1000, 2000, 4000]);
    expect(events.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
  });

  it('waits between half and the whole of the delay', async () => {
    const clock = swiftClock();
    await withRetry({ clock, random: { ...steadyRandom, fraction: () => 0 } }, async (number) => {
      if (number === 0) throw passing();
    });
    expect(clock.waits).toEqual([250]);
  });

  it('gives up after eight attempts without progress, with the last error', async () => {
    let attempts = 0;
    const last = passing('REGISTRY_UNAVAILABLE');
    const work = withRetry({ clock: swiftClock(), random: steadyRandom }, async () => {
      attempts += 1;
      throw attempts === 8 ? last : passing();
    });
    await expect(work).rejects.toBe(last);
    expect(attempts).toBe(8);
  });

  it('goes on for as long as there is a mebibyte of progress each time (B3)', async () => {
    let bytes = 0;
    const work = withRetry(
      { clock: swiftClock(), random: steadyRandom },
      async (number) => {
        if (number === 100) return 'done';
        bytes += 1024 * 1024;
        throw passing();
      },
      { progress: () => bytes },
    );
    expect(await work).toBe('done');
  });

  it('does not count a restart from zero as progress', async () => {
    let bytes = 5 * 1024 * 1024;
    let attempts = 0;
    const work = withRetry(
      { clock: swiftClock(), random: steadyRandom },
      async () => {
        attempts += 1;
        bytes = attempts % 2 === 0 ? 5 * 1024 * 1024 : 0;
        throw passing();
      },
      { progress: () => bytes },
    );
    await expect(work).rejects.toThrow();
    expect(attempts).toBe(8);
  });

  it('gives up after half an hour without progress', async () => {
    const clock = swiftClock();
    let attempts = 0;
    const work = withRetry({ clock, random: steadyRandom }, async () => {
      attempts += 1;
      clock.advance(20 * 60_000);
      throw passing();
    });
    await expect(work).rejects.toThrow();
    expect(attempts).toBe(2);
  });

  it('believes for a minute that a name may yet resolve', async () => {
    const clock = swiftClock();
    const policy = { ...defaultRetryPolicy, attempts: 1000 };
    const work = withRetry({ clock, random: steadyRandom, policy }, async () => {
      throw passing('NETWORK_NAME_UNKNOWN');
    });
    await expect(work).rejects.toThrow();
    expect(clock.monotonic()).toBeGreaterThanOrEqual(60_000);
    expect(clock.monotonic()).toBeLessThan(130_000);
  });

  it('forgives a name that resolves again, however often that happens', async () => {
    const clock = swiftClock();
    const tools = { clock, random: steadyRandom };
    for (let round = 0; round < 20; round += 1) {
      await withRetry(tools, async (number) => {
        if (number < 3) throw passing('NETWORK_NAME_UNKNOWN');
      });
      clock.advance(10_000);
    }
  });

  it('is patient again with a name that nobody has missed for long', async () => {
    const clock = swiftClock();
    const tools = { clock, random: steadyRandom, policy: { ...defaultRetryPolicy, attempts: 1000 } };
    const missing = (times: number) =>
      withRetry(tools, async (number) => {
        if (number < times) throw passing('NETWORK_NAME_UNKNOWN');
      });
    await expect(missing(1000)).rejects.toThrow();
    await expect(missing(1)).rejects.toThrow();
    clock.advance(defaultRetryPolicy.longestDelay + 1);
    await missing(3);
  });

  it('gives up for everybody after seconds when a host has answered nothing but failures', async () => {
    const clock = swiftClock();
    const policy = { ...defaultRetryPolicy, attempts: 1000 };
    const tools = { clock, random: steadyRandom, policy, neverWorked: () => true };
    let attempts = 0;
    const ask = (): Promise<void> =>
      withRetry(tools, async () => {
        attempts += 1;
        throw passing('REGISTRY_UNAVAILABLE');
      });
    await expect(ask()).rejects.toThrow();
    expect(clock.monotonic()).toBeGreaterThanOrEqual(20_000);
    expect(clock.monotonic()).toBeLessThan(40_000);
    attempts = 0;
    await expect(ask()).rejects.toThrow();
    expect(attempts).toBe(1);
  });

  it('keeps trying a host that worked before', async () => {
    const clock = swiftClock();
    const tools = { clock, random: steadyRandom, neverWorked: () => false };
    let attempts = 0;
    const work = withRetry(tools, async () => {
      attempts += 1;
      throw passing('REGISTRY_UNAVAILABLE');
    });
    await expect(work).rejects.toThrow();
    expect(attempts).toBe(defaultRetryPolicy.attempts);
  });

  it('is not tried again when it failed for good, or failed in an unknown way', async () => {
    for (const error of [new SluiceError('REGISTRY_ACCESS_DENIED'), new TypeError('a bug')]) {
      let attempts = 0;
      const work = withRetry({ clock: swiftClock(), random: steadyRandom }, async () => {
        attempts += 1;
        throw error;
      });
      await expect(work).rejects.toBe(error);
      expect(attempts).toBe(1);
    }
  });

  it('ends a pending wait when cancelled', async () => {
    const controller = new AbortController();
    const reason = new Error('stop');
    const tools = { clock: swiftClock(), random: steadyRandom, onRetry: () => controller.abort(reason) };
    const work = withRetry(
      tools,
      async () => {
        throw passing();
      },
      { signal: controller.signal },
    );
    await expect(work).rejects.toBe(reason);
  });
});

describe('when an upload’s range is read', () => {
  it.each([
    ['0-0', 0],
    ['0-99', 100],
    ['bytes=0-100', 100],
    ['bytes=0--1', 0],
    ['5-10', undefined],
    ['0-x', undefined],
    ['', undefined],
  ])('takes %j for %s bytes', (header, bytes) => {
    expect(parseUploadRange(header)).toBe(bytes);
  });

  it('accepts a PATCH that is confirmed or not spoken of, and nothing else', () => {
    expect(confirms('0-99', 100)).toBe(true);
    expect(confirms('bytes=0-99', 100)).toBe(true);
    expect(confirms(undefined, 100)).toBe(true);
    expect(confirms('0-199', 100)).toBe(false);
    expect(confirms('garbage', 100)).toBe(false);
  });
});

describe('when an address is judged', () => {
  it.each<[string, AddressKind]>([
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['64:ff9b::a9fe:a9fe', 'link-local'],
    ['169.254.169.254', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.0.1', 'private'],
    ['fd00::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['2001:db8::1', 'public'],
    ['8.8.8.8', 'public'],
  ])('%s is %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });

  it('lets a registry name its own kind, and anybody a public one', () => {
    const from = (kind: AddressKind): ReadonlySet<AddressKind> => new Set([kind]);
    expect(mayRefer(from('public'), 'public')).toBe(true);
    expect(mayRefer(from('private'), 'private')).toBe(true);
    expect(mayRefer(from('loopback'), 'loopback')).toBe(true);
    expect(mayRefer(from('loopback'), 'private')).toBe(true);
    expect(mayRefer(from('public'), 'private')).toBe(false);
    expect(mayRefer(from('private'), 'loopback')).toBe(false);
    expect(mayRefer(from('private'), 'link-local')).toBe(false);
  });
});

describe('when a registry explains a refusal', () => {
  it('keeps codes and words, without markup, controls and secrets', () => {
    expect(parseAnswerError('{"errors":[{"code":"denied","message":"no"},{"code":1},null]}')).toEqual({
      codes: ['DENIED'],
      words: 'no',
    });
    expect(parseAnswerError('<html><b>Bad\u0000 Gateway</b></html>').words).toBe('Bad Gateway');
    expect(parseAnswerError('{"errors":{}}').codes).toEqual([]);
    expect(parseAnswerError('').words).toBe('');
    const leaking = parseAnswerError('see https://op:pw@cdn/x?X-Amz-Signature=canary Bearer abcdefghijkl');
    expect(leaking.words).not.toMatch(/canary|pw|abcdefghijkl/);
  });

  it.each([
    [401, 'REGISTRY_LOGIN_NEEDED', false],
    [403, 'REGISTRY_ACCESS_DENIED', false],
    [404, 'REGISTRY_NOT_FOUND', false],
    [400, 'REGISTRY_REFUSED', false],
    [405, 'REGISTRY_REFUSED', false],
    [408, 'REGISTRY_UNAVAILABLE', true],
    [429, 'REGISTRY_BUSY', true],
    [500, 'REGISTRY_UNAVAILABLE', true],
    [503, 'REGISTRY_UNAVAILABLE', true],
    [522, 'REGISTRY_UNAVAILABLE', true],
    [501, 'REGISTRY_REFUSED', false],
  ])('makes %d a %s (B1)', (status, code, retryable) => {
    const context = {
      host: 'quay.io',
      what: 'something',
      credential: { words: '<none>', used: false },
      method: 'GET',
      url: new URL('https://quay.io/v2/'),
    };
    expect(answerFailure(status, { codes: [], words: '' }, context)).toMatchObject({ code, retryable });
  });
});
