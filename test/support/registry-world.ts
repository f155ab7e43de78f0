import type { Clock, EndpointSecurity, HttpDoor, Random } from '../../core/ports/index.ts';
import { digestOf } from '../../core/reference/index.ts';
import type { Descriptor } from '../../core/image/index.ts';
import { Secret } from '../../core/registry/credentials/index.ts';
import type { Credential, CredentialLookup } from '../../core/registry/credentials/index.ts';
import {
  createHttpDoor,
  createRegistryClient,
  type HttpDoorOptions,
  type RegistryClient,
  type RegistryClientOptions,
} from '../../core/registry/index.ts';

/** A clock whose waits take no time but are counted. */
export interface SwiftClock extends Clock {
  readonly waits: number[];
  advance(milliseconds: number): void;
}

export function swiftClock(start = Date.UTC(2026, 10, 22)): SwiftClock {
  let elapsed = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(start + elapsed),
    monotonic: () => elapsed,
    advance: (milliseconds) => {
      elapsed += milliseconds;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        waits.push(milliseconds);
        setImmediate(() => {
          if (signal?.aborted === true) {
            reject(signal.reason);
            return;
          }
          elapsed += milliseconds;
          resolve();
        });
      }),
  };
}

/** Always the longest delay. */
export const steadyRandom: Random = {
  uuid: () => '00000000-0000-4000-8000-000000000000',
  bytes: (count) => Buffer.alloc(count),
  fraction: () => 1,
};

export function basicCredential(username: string, password: string): Credential {
  return {
    kind: 'basic',
    username,
    password: new Secret(password),
    origin: { file: '/home/op/auth.json', key: 'registry' },
  };
}

export function identityToken(token: string): Credential {
  return {
    kind: 'identity-token',
    token: new Secret(token),
    origin: { file: '/home/op/auth.json', key: 'registry' },
  };
}

/** The same credential for every host, or none. */
export function holding(credential?: Credential): CredentialLookup {
  return {
    lookup: () => Promise.resolve(credential),
    searched: (host, repository) =>
      Promise.resolve({
        host,
        repository,
        steps: [
          {
            place: '/home/op/auth.json',
            outcome: credential === undefined ? 'no-entry' : 'used',
          },
        ],
        findings: [],
        ...(credential !== undefined && { used: credential.origin }),
      }),
  };
}

export interface World {
  readonly clock: SwiftClock;
  readonly door: HttpDoor;
  client(host: string, options?: Partial<RegistryClientOptions>): RegistryClient;
  close(): Promise<void>;
}

/** A door and clients that speak plain http to loopback and never wait in real time. */
export function registryWorld(options: Partial<HttpDoorOptions> = {}): World {
  const clock = swiftClock();
  const door = createHttpDoor({
    clock,
    trustFor: () => Promise.resolve({ ca: [], files: [] }),
    proxyFor: () => undefined,
    userAgent: 'sluice/test',
    ...options,
  });
  const security: EndpointSecurity = { insecure: true };
  return {
    clock,
    door,
    client: (host, more = {}) =>
      createRegistryClient({
        door,
        clock,
        retry: { clock, random: steadyRandom },
        host,
        security,
        credentials: holding(),
        ...more,
      }),
    close: () => door.close(),
  };
}

export function blobOf(bytes: Buffer | string): { bytes: Buffer; descriptor: Descriptor } {
  const content = Buffer.from(bytes);
  return {
    bytes: content,
    descriptor: {
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      digest: digestOf(content),
      size: content.length,
    },
  };
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** The SluiceError code that a promise fails with, or what else happened. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
