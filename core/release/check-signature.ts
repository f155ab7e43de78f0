import { SluiceError } from '../contract/index.ts';
import type { RepositoryName } from '../image/index.ts';
import { verifyReleaseSignature, type VerifiedSignature } from './signature.ts';
import type { ReleaseInputs } from './inputs.ts';
import type { ReleaseKeys } from './keys.ts';
import type { SelectedRelease } from './targets.ts';

/** Repositories that OpenShift and OKD releases are published in. A mirror keeps the signed name. */
const publishedRepositories: readonly RepositoryName[] = [
  'quay.io/openshift-release-dev/ocp-release',
  'quay.io/openshift/okd',
  'quay.io/okd/scos-release',
  'registry.ci.openshift.org/origin/release',
];

export interface SignatureCheck {
  readonly inputs: ReleaseInputs;
  readonly keys: ReleaseKeys;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
}

/** A signature that was found and checked, with its bytes, which travel with a set. */
export interface FoundSignature extends VerifiedSignature {
  readonly bytes: Buffer;
}

/** How a release is called in messages. */
export function releaseLabel(release: SelectedRelease): string {
  return release.tag ?? release.version ?? release.payload.digest;
}

/**
 * Finds a signature of the release that holds. A digest may have several; one good one is enough.
 * Throws the first refusal (see `verifyReleaseSignature`), or RELEASE_SIGNATURE_ABSENT.
 */
export async function checkSignature(
  check: SignatureCheck,
  release: SelectedRelease,
): Promise<FoundSignature> {
  const { digest, repository } = release.payload;
  let refusal: unknown;
  try {
    for await (const bytes of check.inputs.signatures(digest, check.signal)) {
      try {
        const verified = await verifyReleaseSignature(bytes, {
          keys: check.keys,
          digest,
          repositories: [...new Set([repository, ...publishedRepositories])],
          version: release.version,
          tag: release.tag,
          now: check.now,
        });
        return { ...verified, bytes };
      } catch (error) {
        refusal ??= error;
      }
    }
  } catch (error) {
    // What was refused already says more than that the next one could not be fetched.
    throw refusal ?? error;
  }
  if (refusal !== undefined) throw refusal;
  throw new SluiceError('RELEASE_SIGNATURE_ABSENT', {
    params: { release: releaseLabel(release), digest },
    stage: 'collect',
    affected: [releaseLabel(release)],
  });
}
