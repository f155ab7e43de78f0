import { SluiceError } from '../../contract/index.ts';
import type { HttpResponse } from '../../ports/index.ts';
import { isTransientStatus } from './request-form.ts';
import { safeUrl } from './settings.ts';

/** What a registry says about a failed request: codes to react to, words for the folded detail. */
export interface AnswerError {
  readonly codes: readonly string[];
  readonly words: string;
}

const limit = 64 * 1024;

/**
 * Reads an error body of at most 64 KiB (registry-client.md H4). Proxies answer HTML, many answer nothing;
 * neither is a failure here.
 */
export async function readAnswerError(response: HttpResponse): Promise<AnswerError> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, limit - size));
      size += chunk.length;
      if (size >= limit) break;
    }
  } catch {
    // What arrived is enough: the status already says that it failed.
  }
  return parseAnswerError(Buffer.concat(chunks).toString('utf8'));
}

export function parseAnswerError(text: string): AnswerError {
  const codes: string[] = [];
  const words: string[] = [];
  for (const entry of errorsOf(text)) {
    const { code, message } = entry as { code?: unknown; message?: unknown };
    if (typeof code === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(code)) codes.push(code.toUpperCase());
    if (typeof message === 'string') words.push(message);
  }
  const shown = words.length > 0 ? words.join('; ') : codes.length > 0 ? '' : text.replace(/<[^>]*>/g, ' ');
  return { codes, words: withoutSecrets(shown.replace(/[\s\p{Cc}]+/gu, ' ').trim()).slice(0, 200) };
}

function errorsOf(text: string): readonly object[] {
  try {
    const { errors } = JSON.parse(text) as { errors?: unknown };
    if (!Array.isArray(errors)) return [];
    return errors.slice(0, 20).filter((entry) => typeof entry === 'object' && entry !== null);
  } catch {
    return [];
  }
}

/** A server may repeat a signed URL or a token in its words. */
function withoutSecrets(text: string): string {
  return text
    .replace(/(https?:\/\/[^\s?"'<>]*)\?[^\s"'<>]*/gi, '$1')
    .replace(/\/\/[^\s/@]+@/g, '//')
    .replace(/\b(basic|bearer)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 ***')
    .replace(/\beyJ[A-Za-z0-9._-]{16,}/g, '***');
}

export interface AnswerContext {
  readonly host: string;
  /** In words: "manifest 4.18 of ocp/release". */
  readonly what: string;
  /** Which files were searched and which entry was used; never the credential. */
  readonly credential: { readonly words: string; readonly used: boolean };
  readonly method: string;
  readonly url: URL;
}

/** The registry's codes as they follow a status in a message: nothing, or ` UNKNOWN NAME_INVALID`. */
export function codesAfterStatus({ codes }: AnswerError): string {
  return codes.map((code) => ` ${code}`).join('');
}

/** Nobody is refused who never said who he is: without credentials the next step is another. */
export function loginFailure(
  known: Pick<AnswerContext, 'host' | 'what' | 'credential'> & { readonly detail: string },
): SluiceError {
  const { host, what, credential, detail } = known;
  return new SluiceError(credential.used ? 'REGISTRY_LOGIN_FAILED' : 'REGISTRY_LOGIN_NEEDED', {
    params: { host, what, credential: credential.words },
    affected: [host],
    detail,
  });
}

/** The failure that a status means, `retryable` by registry-client.md B1. */
export function answerFailure(status: number, answer: AnswerError, context: AnswerContext): SluiceError {
  const { host, what, credential } = context;
  const codes = answer.codes.join(' ');
  const detail = [`${context.method} ${safeUrl(context.url)}: ${status}`, codes, answer.words]
    .filter((part) => part !== '')
    .join(' ');
  const common = { affected: [host], detail };
  if (status === 401) {
    return loginFailure({ host, what, credential, detail });
  }
  if (status === 403) {
    return new SluiceError('REGISTRY_ACCESS_DENIED', {
      params: { host, what, credential: credential.words },
      ...common,
    });
  }
  if (status === 404 || status === 410) {
    return new SluiceError('REGISTRY_NOT_FOUND', { params: { host, what }, ...common });
  }
  const params = { host, what, status, codes: codesAfterStatus(answer) };
  if (status === 429) return new SluiceError('REGISTRY_BUSY', { params, retryable: true, ...common });
  if (isTransientStatus(status)) {
    return new SluiceError('REGISTRY_UNAVAILABLE', { params, retryable: true, ...common });
  }
  return new SluiceError('REGISTRY_REFUSED', { params, ...common });
}
