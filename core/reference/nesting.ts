import { SluiceError } from '../contract/index.ts';

/**
 * Joins the tail of a path that has more than `limit` elements (oc-mirror-v2.md 7.6): with 2,
 * `a/b/c/d` becomes `a/b-c-d`. `repository` is the whole path after the registry host, the
 * target's namespace included. 0 means no limit. Throws NESTING_LIMIT_INVALID for 1, which
 * oc-mirror turns into an invalid name, and for what is not a whole number.
 */
export function limitNesting(repository: string, limit: number): string {
  if (!Number.isSafeInteger(limit) || limit < 0 || limit === 1) {
    throw new SluiceError('NESTING_LIMIT_INVALID', { params: { limit } });
  }
  const elements = repository.split('/');
  if (limit === 0 || elements.length <= limit) return repository;
  return [...elements.slice(0, limit - 1), elements.slice(limit - 1).join('-')].join('/');
}
