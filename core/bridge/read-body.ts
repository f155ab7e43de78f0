import type { IncomingMessage } from 'node:http';
import { formatBytes, SluiceError } from '../contract/index.ts';

/** The JSON of a request, at most `limit` bytes of it. Throws BRIDGE_TOO_LARGE or BRIDGE_REQUEST_MALFORMED. */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  const malformed = (reason: string): SluiceError =>
    new SluiceError('BRIDGE_REQUEST_MALFORMED', { params: { reason } });
  const tooLarge = (): SluiceError =>
    new SluiceError('BRIDGE_TOO_LARGE', { params: { limit: formatBytes(limit) } });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof SluiceError ? error : malformed('aborted');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed('JSON');
  }
}
