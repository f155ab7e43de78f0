import type { CommitOptions, SetManifestInput } from '../../archive/index.ts';
import type { Finding } from '../../contract/index.ts';
import { keysOf, type Signer } from '../seal/index.ts';
import type { MirrorTask } from './task.ts';

/** Who signs the set of this run, if it is to be signed. Throws SEAL_KEY_ABSENT, SEAL_KEY_LOCKED, SEAL_KEY_EXPOSED, SEAL_KEY_UNREADABLE. */
export async function signerOf({ request, services }: MirrorTask): Promise<Signer | undefined> {
  return request.sign ? keysOf(services).signer() : undefined;
}

/** What a set is committed with, and what is told of its signature. */
export interface SignedCommit {
  readonly commit: Pick<CommitOptions, 'manifest' | 'sign'>;
  readonly findings: readonly Finding[];
}

/** Signs a whole set. One that lacks something stays unsigned: it can be gone on with, but nobody vouches for it. */
export function signedCommit(manifest: SetManifestInput, signer: Signer | undefined): SignedCommit {
  if (signer === undefined) return { commit: { manifest }, findings: [] };
  const { keyId, name } = signer;
  if (manifest.complete === 'incomplete') {
    const affected = manifest.missing.map(({ origin }) => origin);
    const params = { count: affected.length };
    return {
      commit: { manifest },
      findings: [{ level: 'warning', code: 'SEAL_INCOMPLETE', params, affected }],
    };
  }
  return {
    commit: { manifest: { ...manifest, signer: { keyId, name } }, sign: (bytes) => signer.sign(bytes) },
    findings: [{ level: 'note', code: 'SEAL_SIGNED', params: { name, keyId }, affected: [] }],
  };
}
