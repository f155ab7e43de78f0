import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Clock, Environment, HttpDoor, HttpRequest, Random } from '../../core/ports/index.ts';
import type { ReleaseServices } from '../../core/release/index.ts';

export const sharedFolder =
  process.env['SLUICE_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', 'shared');

/** For the name of a suite that may be skipped. */
export function sharedNote(path: string): string {
  return existsSync(join(sharedFolder, path)) ? '' : ` (skipped: ${path} is not beside this checkout)`;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface World extends ReleaseServices {
  readonly requests: readonly HttpRequest[];
  /** Milliseconds of each wait. */
  readonly waits: readonly number[];
}

/** A world whose network is a function; it answers or throws. Waiting takes no time. */
export function worldOf(
  answer: (url: URL, count: number) => Reply | Promise<Reply>,
  variables: Readonly<Record<string, string>> = {},
): World {
  const requests: HttpRequest[] = [];
  const waits: number[] = [];
  const door: HttpDoor = {
    request: async (request) => {
      requests.push(request);
      const { status = 200, headers = {}, body = '' } = await answer(request.url, requests.length);
      return { status, headers, body: Readable.from([Buffer.from(body)]) };
    },
    close: async () => undefined,
  };
  return {
    door,
    clock: clockAt('2026-01-01T00:00:00Z', waits),
    random,
    environment: environmentOf(variables),
    requests,
    waits,
  };
}

export function clockAt(time: string, waits: number[] = []): Clock {
  return {
    now: () => new Date(time),
    monotonic: () => 0,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      waits.push(milliseconds);
    },
  };
}

const random: Random = {
  uuid: () => '00000000-0000-4000-8000-000000000000',
  bytes: (count) => Buffer.alloc(count),
  fraction: () => 0,
};

export function environmentOf(variables: Readonly<Record<string, string>> = {}): Environment {
  return {
    variables,
    home: '/home/operator',
    uid: 1000,
    hostname: 'bastion',
    platform: 'linux',
    workingDirectory: '/home/operator',
  };
}
