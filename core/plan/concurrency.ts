/**
 * Runs `work` over `items` with at most `limit` at once and gives the results in the
 * order of the items. The first rejection stops new work and is rethrown when the
 * running ones have ended.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = Array.from<Result>({ length: items.length });
  let next = 0;
  let failed = false;
  const runner = async (): Promise<void> => {
    while (!failed && next < items.length) {
      const index = next++;
      try {
        results[index] = await work(items[index] as Item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const runners = Array.from({ length: Math.min(limit, items.length) }, runner);
  const outcomes = await Promise.allSettled(runners);
  const rejection = outcomes.find((outcome) => outcome.status === 'rejected');
  if (rejection !== undefined) throw rejection.reason;
  return results;
}
