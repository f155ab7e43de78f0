/** What an archive that crossed the gap may ask of us. registry-client.md 4.2 rule 4 and 4.6. */
export interface TarLimits {
  /** Entries in one chunk, */
  readonly entries: number;
  /** and files among them that hold nothing. */
  readonly emptyFiles: number;
  /** Bytes of a name. */
  readonly nameBytes: number;
  /** Components of a name. */
  readonly depth: number;
  /** Bytes of one component. */
  readonly componentBytes: number;
  /** Bytes of one PAX or GNU extension. */
  readonly extensionBytes: number;
  /** Zero bytes allowed after the end mark: tar programs round files up to their record size. */
  readonly trailingZeros: number;
}

export const defaultTarLimits: TarLimits = {
  entries: 4_000_000,
  emptyFiles: 10_000,
  nameBytes: 4096,
  depth: 32,
  componentBytes: 255,
  extensionBytes: 64 * 1024,
  trailingZeros: 16 * 1024 * 1024,
};
