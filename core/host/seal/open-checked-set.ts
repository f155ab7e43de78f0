import { openSet, type OpenedSet, type OpenSetOptions } from '../../archive/index.ts';
import type { Finding, SetSignature, SignaturePolicy } from '../../contract/index.ts';
import { attributedSignature, signedBy, type TrustedKey } from '../../seal/index.ts';
import type { HostServices } from '../services.ts';
import { keysOf, type KeyStoreServices } from './key-store.ts';
import { asSigned, signatureFindings } from './signature-findings.ts';
import { policyOf } from './signature-rule.ts';
import { unsignedContent } from './signed-content.ts';

/** A set that is open, and signed by whom. What the policy says of that is among its `problems`. */
export interface CheckedSet extends OpenedSet {
  readonly signature: SetSignature;
}

export interface CheckedSetOptions extends Pick<OpenSetOptions, 'signal'> {
  /** For this use alone; absent: the rule of this installation. */
  readonly policy?: SignaturePolicy | undefined;
}

/**
 * Opens a set for whatever use: import, verification, inspection. Its signature is checked over the bytes of the
 * manifest before they are parsed, and everything that the manifest does not vouch for in a signed set becomes an
 * error among `problems`, so that nothing of it is pushed. Throws SETTINGS_LOCKED, SEAL_TRUST_EXPOSED,
 * SEAL_TRUST_UNREADABLE, and what `openSet` throws.
 */
export async function openCheckedSet(
  services: KeyStoreServices & Pick<HostServices, 'keys'>,
  directory: string,
  { policy: asked, signal }: CheckedSetOptions = {},
): Promise<CheckedSet> {
  const keys = keysOf(services);
  const policy = policyOf(await keys.rule(), asked);
  const trusted = await keys.trusted().catch((error: unknown): readonly TrustedKey[] => {
    if (policy !== 'off') throw error;
    return [];
  });
  let file: Buffer | undefined;
  let signer: TrustedKey | undefined;
  const set = await openSet(services.fs, directory, {
    ...(signal !== undefined && { signal }),
    authenticate: (bytes, signature) => {
      file = signature;
      signer = signedBy({ bytes, signature }, trusted);
    },
  });
  try {
    const signature = attributedSignature(file, signer, set.manifest?.signer, trusted);
    const question = { signature, policy, directory, anyTrusted: trusted.length > 0 };
    const told = [...signatureFindings(question), ...(await boundProblems(set, signature, policy))];
    return { ...set, signature, problems: told };
  } catch (error) {
    await set.close();
    throw error;
  }
}

async function boundProblems(
  set: OpenedSet,
  { state }: SetSignature,
  policy: SignaturePolicy,
): Promise<readonly Finding[]> {
  const { manifest, problems } = set;
  if (manifest === undefined || policy === 'off' || state === 'unsigned') return problems;
  return [...asSigned(problems), ...(await unsignedContent(set, manifest))];
}
