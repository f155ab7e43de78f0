import { z } from 'zod';

/**
 * A list that is read up to its first wrong item. `z.array` tells of every one: a file that somebody filled with
 * millions of them would fill the memory with complaints.
 */
export function listUntilFault<Item>(item: z.ZodType<Item>): z.ZodType<Item[], unknown[]> {
  return z.array(z.unknown()).transform((values, context) => {
    const items: Item[] = [];
    for (const [index, value] of values.entries()) {
      const read = item.safeParse(value);
      if (!read.success) {
        const [issue] = read.error.issues;
        context.addIssue({
          code: 'custom',
          path: [index, ...(issue?.path ?? [])],
          message: issue?.message ?? 'wrong',
        });
        return z.NEVER;
      }
      items.push(read.data);
    }
    return items;
  });
}
