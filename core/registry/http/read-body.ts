import { SluiceError } from '../../contract/index.ts';
import type { HttpResponse } from '../../ports/index.ts';
import { headerOf } from './retry-after.ts';

export interface BodyLimit {
  readonly bytes: number;
  /** The setting that raises it. */
  readonly option: string;
}

/**
 * The whole body, at most `limit` bytes; one byte more is an error, never a silent cut
 * (registry-client.md H9, CVE-2020-1702). Throws REGISTRY_ANSWER_TOO_LARGE, REGISTRY_ANSWER_ENCODED.
 */
export async function readBody(
  response: HttpResponse,
  limit: BodyLimit,
  about: { readonly host: string; readonly what: string },
): Promise<Buffer> {
  refuseEncoding(response, about);
  const tooLarge = (): SluiceError =>
    new SluiceError('REGISTRY_ANSWER_TOO_LARGE', {
      params: { ...about, limit: limit.bytes, option: limit.option },
      affected: [about.host],
    });
  if (Number(headerOf(response.headers, 'content-length') ?? 0) > limit.bytes) {
    response.body.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the body.
    if (size > limit.bytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** registry-client.md H1: whatever is encoded has another digest than the one asked for. */
export function refuseEncoding(
  response: HttpResponse,
  about: { readonly host: string; readonly what: string },
): void {
  const encoding = headerOf(response.headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return;
  response.body.destroy();
  throw new SluiceError('REGISTRY_ANSWER_ENCODED', {
    params: { ...about, encoding: encoding.slice(0, 40) },
    affected: [about.host],
  });
}

/** Reads away a body that nobody needs, so that its connection can be used again; a long one is cut off. */
export async function discardBody(response: HttpResponse, limit = 64 * 1024): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) return;
    }
  } catch {
    // The answer was already understood from its status.
  }
}
