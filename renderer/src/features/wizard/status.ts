import type { Message } from '../../../../core/contract/index.ts';
import type { english } from '../../i18n/catalogues.ts';

type WithoutCount<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

/** Plural forms are one key. */
export type StatusKey = WithoutCount<keyof (typeof english)['wizard']['status']>;

/**
 * What speaks against leaving a step. `pending`: not known yet; `todo`: something is still to be chosen; `error`:
 * what was chosen cannot be used. These three block. `warning` does not.
 */
export interface Status {
  readonly level: 'pending' | 'todo' | 'error' | 'warning';
  readonly text:
    | { readonly key: StatusKey; readonly params?: Readonly<Record<string, string | number>> }
    | { readonly message: Message };
  /** The id of the element to go to. */
  readonly field?: string;
}

export function blocks({ level }: Status): boolean {
  return level !== 'warning';
}

/** A status with words of the wizard. */
export function said(
  level: Status['level'],
  key: StatusKey,
  more: { readonly params?: Readonly<Record<string, string | number>>; readonly field?: string } = {},
): Status {
  const { params, field } = more;
  return {
    level,
    text: { key, ...(params !== undefined && { params }) },
    ...(field !== undefined && { field }),
  };
}

/** A status with the host's words. */
export function told(level: Status['level'], message: Message, field?: string): Status {
  return { level, text: { message }, ...(field !== undefined && { field }) };
}
