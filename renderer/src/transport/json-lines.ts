/** No line of the event stream is this long; whoever sends one is not Sluice. */
const longestLine = 64 * 1024 * 1024;

/** The lines of a body, as they come. Throws when it breaks, or when `waiting` does. */
export async function* jsonLines(
  body: ReadableStream<Uint8Array>,
  waiting: (signal: AbortSignal) => Promise<never>,
): AsyncGenerator<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const limit = new AbortController();
      const { done, value } = await Promise.race([reader.read(), waiting(limit.signal)]).finally(() =>
        limit.abort(),
      );
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > longestLine) throw new RangeError('a line without an end');
      for (const line of lines) yield JSON.parse(line) as unknown;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
