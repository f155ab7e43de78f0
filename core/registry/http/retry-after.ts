type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a header, which Node gives in lower case. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The three forms of a date in HTTP (RFC 9110 5.6.7). `Date.parse` alone also makes dates of "-5", "1.5" and "in 2999". */
const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;
const farAway = 999_999_999;

/**
 * `Retry-After` in milliseconds from `now`: seconds or an HTTP date; undefined when absent or
 * not understood. Never negative.
 */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const text = headerOf(headers, 'retry-after')?.trim();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text), farAway) * 1000;
  if (!httpDate.test(text)) return undefined;
  // The third form names no zone, and means GMT all the same.
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/**
 * How long to pause because the quota is nearly used up (`ratelimit-remaining` at 2 or less, as
 * Docker Hub counts it), in milliseconds; undefined when there is enough.
 */
export function quotaPause(headers: Headers): number | undefined {
  const remaining = headerOf(headers, 'ratelimit-remaining');
  const match = /^(\d+)/.exec(remaining?.trim() ?? '');
  if (match === null || Number(match[1]) > 2) return undefined;
  const reset = /^(\d{1,9})/.exec(headerOf(headers, 'ratelimit-reset')?.trim() ?? '');
  // Capped: with no quota left one request a minute finds out when it returns.
  return reset === null ? 60_000 : Math.min(Number(reset[1]) * 1000, 15 * 60_000);
}
