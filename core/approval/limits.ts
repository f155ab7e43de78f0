/**
 * What a scanner's report may come to (registry-client.md 4.2 rule 6: bytes, depth, count). Real reports stay far
 * below; a report that does not is refused, and never cut short: what was cut off could be what holds an image back.
 */
export const reportLimits = {
  /** Bytes of the whole report, which is read as a stream. */
  bytes: 512 * 1024 * 1024,
  /** Objects and lists within each other. */
  depth: 64,
  /** Characters of one text that is taken out. */
  text: 4096,
  /** Bytes of a key, and of a number. */
  key: 4096,
  /** Values, and characters, of one part that is taken out, such as a package with its vulnerabilities. */
  values: 200_000,
  partText: 16 * 1024 * 1024,
  /** Keys of an object of which more than one part is looked at. */
  keys: 500_000,
  /** Distinct findings in one image. */
  findings: 100_000,
  /** Digests that one report may speak of. */
  digests: 16,
} as const;

/** Characters of a vulnerability's id, a package's name and a version, after cleaning. */
export const textLimits = { id: 128, name: 512, version: 256, tool: 64, reason: 1024, owner: 256 } as const;
