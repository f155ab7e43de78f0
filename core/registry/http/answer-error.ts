import { SluiceError } from '../../contract/index.ts';
import type { HttpResponse } from '../../ports/index.ts';
import { isTransientStatus } from './request-form.ts';
import { safeUrl } from './settings.ts';

/** What a registry says about a failed request: codes to react to, words for the folded detail. */
export interface AnswerError {
  readonly codes: readonly string[];
  readonly words: string;
  /** What it says it has no more of. */
  readonly lacks?: 'space' | 'quota';
}

const limit = 64 * 1024;
/** As many characters are searched for secrets, of which 200 are shown: the search is not linear. */
const longestSearched = 4096;

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
  const entries = errorsOf(text).map(readEntry);
  const codes = entries.flatMap(({ code }) => (code === undefined ? [] : [code]));
  const words = entries.flatMap((entry) => (entry.words === '' ? [] : [entry.words]));
  const shown = words.length > 0 ? words.join('; ') : codes.length > 0 ? '' : text.replace(/<[^<>]*>/g, ' ');
  const lacks = lacking(text.slice(0, limit));
  return {
    codes,
    words: withoutSecrets(
      shown
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim()
        .slice(0, longestSearched),
    ).slice(0, 200),
    ...(lacks !== undefined && { lacks }),
  };
}

function readEntry(entry: object): { readonly code: string | undefined; readonly words: string } {
  const { code, message, detail } = entry as { code?: unknown; message?: unknown; detail?: unknown };
  const reason = reasonOf(detail);
  const words = [message, reason].filter((part) => typeof part === 'string' && part !== '').join(': ');
  if (typeof code !== 'string' || !/^[A-Za-z0-9_.-]{1,64}$/.test(code)) return { code: undefined, words };
  const isMissing = code === 'MANIFEST_INVALID' && /^unknown (?:blob|child manifest) /i.test(reason ?? '');
  // Quay has a code for this and uses another.
  return { code: isMissing ? 'MANIFEST_BLOB_UNKNOWN' : code.toUpperCase(), words };
}

/** distribution puts the true reason into the detail, Quay into the detail's message. */
function reasonOf(detail: unknown): string | undefined {
  if (typeof detail === 'string') return detail;
  if (typeof detail !== 'object' || detail === null || !('message' in detail)) return undefined;
  return typeof detail.message === 'string' ? detail.message : undefined;
}

/** ENOSPC and EDQUOT come as numbers from distribution, which passes Go's errors on as they are. */
const fullDisk =
  /no space left on device|disk quota exceeded|insufficient storage|not enough (?:disk |storage )?space|disk (?:is )?full|disk usage is too high|storage (?:backend )?(?:is full|has reached its minimum free)|\bENOSPC\b|"Err":\s*(?:28|122)\b/i;
/** Harbor 2 does not say the word: only how much a limit would be exceeded. */
const usedUpQuota =
  /quota\b[^.]{0,80}\b(?:exceed|reached|used up|full)|(?:exceed|over|reached)\w{0,8}[^.]{0,80}\bquota|will exceed the configured upper limit|storage limit (?:exceeded|reached)/i;

/** A quota of requests is another matter: it fills up again by itself. */
const requestQuota = /\bper (?:second|minute|hour|day)\b|\brate limit/i;

function lacking(text: string): AnswerError['lacks'] | undefined {
  if (fullDisk.test(text)) return 'space';
  return usedUpQuota.test(text) && !requestQuota.test(text) ? 'quota' : undefined;
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

/** Whether a request that would store something was refused for want of room; undefined when not. */
export function fullFailure(
  status: number,
  answer: AnswerError,
  context: Pick<AnswerContext, 'host' | 'what' | 'method' | 'url'>,
): SluiceError | undefined {
  const { host, what, method } = context;
  if (!['POST', 'PATCH', 'PUT'].includes(method) || status === 401 || status === 429) return undefined;
  const lacks = status === 507 ? 'space' : answer.lacks;
  if (lacks === undefined) return undefined;
  return new SluiceError(lacks === 'space' ? 'TARGET_FULL' : 'TARGET_QUOTA_USED_UP', {
    params: { host, what },
    affected: [host],
    detail: detailOf(status, answer, context),
  });
}

/** The failure that a status means, `retryable` by registry-client.md B1. */
export function answerFailure(status: number, answer: AnswerError, context: AnswerContext): SluiceError {
  const { host, what, credential } = context;
  const full = fullFailure(status, answer, context);
  if (full !== undefined) return full;
  const detail = detailOf(status, answer, context);
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

function detailOf(
  status: number,
  { codes, words }: AnswerError,
  { method, url }: Pick<AnswerContext, 'method' | 'url'>,
): string {
  return [`${method} ${safeUrl(url)}: ${status}`, codes.join(' '), words]
    .filter((part) => part !== '')
    .join(' ');
}
