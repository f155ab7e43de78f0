import type { Digest } from '../../reference/index.ts';
import { practiceOnlyPrivateKey } from './practice-only-key.ts';
import { releaseDate, releaseRepository, type PracticeRelease } from './releases.ts';

export interface ReleaseSignatures {
  /** Binary OpenPGP messages, by payload digest. */
  readonly signatures: ReadonlyMap<Digest, Buffer>;
  /** Armoured public key that checks them. */
  readonly publicKey: string;
}

/**
 * Signs each release as the real ones are (oc-mirror-v2.md 5.7): an inline signed message
 * around the atomic container signature JSON. Dated by the release, so equal in every run.
 */
export async function signReleases(releases: readonly PracticeRelease[]): Promise<ReleaseSignatures> {
  // With an eighth of the program's memory, it is there for Practice only.
  const { createMessage, readPrivateKey, sign } = await import('openpgp');
  const key = await readPrivateKey({ armoredKey: practiceOnlyPrivateKey });
  const signatures = new Map<Digest, Buffer>();
  for (const release of releases) {
    const date = releaseDate(release.version);
    const message = await createMessage({ binary: Buffer.from(signedContent(release, date)), date });
    const signed = await sign({
      message,
      signingKeys: key,
      date,
      format: 'binary',
      // Otherwise a random notation makes every signature different.
      config: { nonDeterministicSignaturesViaNotation: false },
    });
    signatures.set(release.digest, Buffer.from(signed));
  }
  return { signatures, publicKey: key.toPublic().armor() };
}

function signedContent(release: PracticeRelease, date: Date): string {
  return JSON.stringify({
    critical: {
      image: { 'docker-manifest-digest': release.digest },
      type: 'atomic container signature',
      identity: { 'docker-reference': `${releaseRepository}:${release.tag}` },
    },
    optional: { creator: 'practice environment', timestamp: Math.floor(date.getTime() / 1000) },
  });
}
