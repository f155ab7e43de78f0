import type { ConfigEdit } from '../../../../../core/contract/index.ts';

/** How an enclave stands to a row. `missing`: it asks for what the registry does not hold. */
export type CellState = 'all' | 'part' | 'none' | 'missing';

/** Why a cell says what it says, or cannot be changed here; the words have the same keys. */
export type CellReason =
  /** The configuration names a payload itself. */
  | 'payload'
  /** The channel is carried with all its releases. */
  | 'fullChannel'
  /** The channel's releases follow from the update graph. */
  | 'shortestPath'
  /** An end of the range is no whole version. */
  | 'bounds'
  /** Neither end of the range. */
  | 'middle'
  | 'notHeld'
  /** Held, but not for the architectures of the enclave. */
  | 'architecture'
  /** The whole catalogue is carried. */
  | 'wholeCatalog'
  /** All versions of the catalogue's channels are carried. */
  | 'fullCatalog'
  /** Two entries of the configuration name the catalogue. */
  | 'twice'
  /** A bundle without a version is in no range. */
  | 'noVersion';

export interface Cell {
  readonly state: CellState;
  /** Of a row with parts: how many of them are carried. */
  readonly parts?: { readonly chosen: number; readonly of: number };
}

/** Another change that can be made where the one that was asked for cannot. */
export interface Offer {
  readonly kind: 'below' | 'above';
  readonly edits: readonly ConfigEdit[];
  /** What goes as well. */
  readonly also: readonly string[];
}

/** What a click on a cell comes to. */
export type Toggle =
  | {
      readonly kind: 'change';
      readonly to: 'on' | 'off';
      readonly edits: readonly ConfigEdit[];
      /** Versions that come or go as well. */
      readonly also: readonly string[];
    }
  | { readonly kind: 'locked'; readonly why: CellReason; readonly offers: readonly Offer[] };

export function locked(why: CellReason, offers: readonly Offer[] = []): Toggle {
  return { kind: 'locked', why, offers };
}

export function changed(
  to: 'on' | 'off',
  edits: readonly ConfigEdit[],
  also: readonly string[] = [],
): Toggle {
  return { kind: 'change', to, edits, also };
}
