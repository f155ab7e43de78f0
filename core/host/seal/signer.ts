import type { SetSigner } from '../../contract/index.ts';

/** Who signs the sets of a run: a key that is open. */
export interface Signer extends SetSigner {
  /** Detached signature over exactly these bytes, as `sluice-set.json.sig` holds it. */
  sign(bytes: Buffer): Buffer;
}
