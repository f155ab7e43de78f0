/**
 * `work`, or the signal's reason as soon as it is aborted: nobody waits for something that they have given up. What
 * `work` still does is its own to tidy.
 */
export async function untilAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const give = (): void => reject(signal.reason);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true, signal: over.signal });
  });
  // Whichever comes second is nobody's concern any more.
  work.catch(() => undefined);
  aborted.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}
