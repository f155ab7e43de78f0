/** A place that a step of a path leads to. */
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  /** Everything below, at any depth. */
  | { readonly kind: 'descent' }
  | { readonly kind: 'index'; readonly index: number }
  | {
      readonly kind: 'slice';
      readonly start: number | undefined;
      readonly end: number | undefined;
      readonly step: number;
    }
  | { readonly kind: 'union'; readonly steps: readonly PathStep[] }
  | { readonly kind: 'filter'; readonly left: PathOperand; readonly comparison: Comparison | undefined };

export type PathOperand =
  | { readonly kind: 'path'; readonly steps: readonly PathStep[] }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null };

export interface Comparison {
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly right: PathOperand;
}

/** Text that is printed as it is, or a path whose values are. */
export type PathPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly steps: readonly PathStep[] };

/** An `imagePath` that was read. */
export type ImagePath = readonly PathPart[];
