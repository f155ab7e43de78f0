import type { ConfigEdit } from '../../contract/index.ts';

/** A chart of this machine: the host has found out what it is called and where it is. */
export interface LocalChartEdit {
  readonly kind: 'localChart';
  readonly name: string;
  readonly path: string;
}

/** An edit of a form as it is made in a text: what it names by a token has become a path. */
export type TextEdit = Exclude<ConfigEdit, { readonly kind: 'addLocalChart' }> | LocalChartEdit;
