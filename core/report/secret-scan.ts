/*
 * Looks for credentials in what a set says in plain text: its manifest, its configuration, the files of its working
 * directory. Layers of images are not looked into.
 */

export const secretRules = [
  'private-key',
  'docker-auth',
  'docker-config-base64',
  'aws-access-key-id',
  'url-user-password',
  'authorization-header',
  'kubeconfig-key',
] as const;
export type SecretRule = (typeof secretRules)[number];

export type NotScannedReason = 'too-large' | 'compressed' | 'unreadable';

/** What was found, without what was found: a report must not carry the secret on. */
export interface SecretFinding {
  readonly rule: SecretRule;
  readonly file: string;
  /** Of the first match, from 1. */
  readonly line: number;
  readonly matches: number;
}

export interface SecretScan {
  readonly rules: readonly SecretRule[];
  readonly scanned: readonly { readonly file: string; readonly bytes: number }[];
  readonly notScanned: readonly { readonly file: string; readonly reason: NotScannedReason }[];
  readonly findings: readonly SecretFinding[];
}

/** Larger files are named as not scanned. Bytes. */
export const largestScanned = 64 * 1024 * 1024;
/** Matches counted for each rule and file: what is more than that is many. */
const mostMatches = 1000;

/**
 * Every pattern begins with a fixed text, or with a short class, and repeats a bounded number of times: the time it
 * takes grows with the text's length and with nothing else.
 */
const patterns: Readonly<Record<SecretRule, RegExp>> = {
  'private-key': /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g,
  'docker-auth': /"(?:auth|identitytoken|registrytoken)"\s{0,16}:\s{0,16}"[A-Za-z0-9+/=._-]{8,}/g,
  // `{"auths":` as Kubernetes Secrets hold it, with the spaces that tools usually put in.
  'docker-config-base64': /eyJhdXRocyI6|eyAiYXV0aHMi|ewogICJhdXRocyI6|ewogICAgImF1dGhzIj|ewoJImF1dGhzIj/g,
  'aws-access-key-id': /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  'url-user-password': /:\/\/[^\s/?#@:"'<>\\]{1,256}:[^\s/?#@"'<>\\]{1,256}@[A-Za-z0-9[]/g,
  'authorization-header':
    /[Aa]uthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:[Bb]earer|[Bb]asic)\s{1,4}[A-Za-z0-9+/=._~-]{8,}/g,
  'kubeconfig-key': /client-key-data["']?\s{0,4}:\s{0,4}["']?[A-Za-z0-9+/=]{16,}/g,
};

/** A file to be looked into; absent bytes: why there are none. */
export type ScanInput =
  | { readonly file: string; readonly bytes: Buffer }
  | { readonly file: string; readonly reason: NotScannedReason };

/** Collects the result file by file, so that only one of them is in memory at a time. */
export function createSecretScan(): { take(input: ScanInput): void; result(): SecretScan } {
  const scanned: { file: string; bytes: number }[] = [];
  const notScanned: { file: string; reason: NotScannedReason }[] = [];
  const findings: SecretFinding[] = [];
  return {
    take(input) {
      const { file } = input;
      if (!('bytes' in input)) {
        notScanned.push({ file, reason: input.reason });
      } else if (input.bytes.length > largestScanned) {
        notScanned.push({ file, reason: 'too-large' });
      } else if (isCompressed(input.bytes)) {
        notScanned.push({ file, reason: 'compressed' });
      } else {
        scanned.push({ file, bytes: input.bytes.length });
        findings.push(...findSecrets(file, input.bytes));
      }
    },
    result: () => ({ rules: secretRules, scanned, notScanned, findings }),
  };
}

/** The rules that one file breaks. */
export function findSecrets(file: string, bytes: Buffer): SecretFinding[] {
  // All that is looked for is ASCII: one character a byte finds it in texts and between other bytes alike.
  const text = asLatin1(bytes);
  const findings: SecretFinding[] = [];
  for (const rule of secretRules) {
    let first: number | undefined;
    let matches = 0;
    for (const match of text.matchAll(patterns[rule])) {
      first ??= match.index;
      matches += 1;
      if (matches === mostMatches) break;
    }
    if (first !== undefined) findings.push({ rule, file, line: lineAt(text, first), matches });
  }
  return findings;
}

/** Texts of Windows editors may have two bytes for each character. */
function asLatin1(bytes: Buffer): string {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const big = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!little && !big) return bytes.toString('latin1');
  return (little ? bytes : swapped(bytes)).toString('utf16le');
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

const magics = ['1f8b', '504b0304', '28b52ffd', 'fd377a585a00', '425a68'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

/** gzip, zip, zstd, xz, bzip2. */
function isCompressed(bytes: Buffer): boolean {
  return magics.some((magic) => bytes.subarray(0, magic.length).equals(magic));
}
