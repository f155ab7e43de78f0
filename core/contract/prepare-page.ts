import { z } from 'zod';

/**
 * To be called in a page before the first schema is used: checks are then not compiled from text, which the
 * page's content security policy forbids (and reports) in any case.
 */
export function preparePage(): void {
  z.config({ jitless: true });
}
