type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a header, which Node gives in lower case. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * `Retry-After` in milliseconds from `now`: seconds or an HTTP date; undefined when absent or
 * not understood. Never negative.
 */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const text = headerOf(headers, 'retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
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
