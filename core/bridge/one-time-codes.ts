import { SluiceError } from '../contract/index.ts';
import type { HostServices } from '../host/index.ts';
import { createLockout } from './lockout.ts';
import { hashSecret, isSecret, type SecretHash } from './secrets.ts';

/** Bytes of a code: 192 bits, 32 characters. */
const codeBytes = 24;
/** Milliseconds for which a code that nobody has used is good. */
const goodFor = 30 * 60_000;
/** Used codes that are still recognised, to tell "used" from "wrong". */
const remembered = 50;

/** The codes that the owner of the terminal hands out; each opens one page, once. */
export interface OneTimeCodes {
  /** A new code; earlier ones that were not used are void, and a lock is lifted. */
  next(): string;
  /** Throws BRIDGE_LOCKED, BRIDGE_CODE_USED or BRIDGE_CODE_UNKNOWN. */
  redeem(code: string): void;
}

export function createOneTimeCodes({ clock, random }: Pick<HostServices, 'clock' | 'random'>): OneTimeCodes {
  const lockout = createLockout(clock);
  const used: SecretHash[] = [];
  let current: { readonly hash: SecretHash; readonly until: number } | undefined;
  return {
    next: () => {
      const code = random.bytes(codeBytes).toString('base64url');
      current = { hash: hashSecret(code), until: clock.monotonic() + goodFor };
      lockout.reset();
      return code;
    },
    redeem: (code) => {
      lockout.check();
      if (current !== undefined && isSecret(code, current.hash) && clock.monotonic() < current.until) {
        used.unshift(current.hash);
        used.splice(remembered);
        current = undefined;
        lockout.reset();
        return;
      }
      lockout.failed();
      const replayed = used.some((hash) => isSecret(code, hash));
      throw new SluiceError(replayed ? 'BRIDGE_CODE_USED' : 'BRIDGE_CODE_UNKNOWN');
    },
  };
}
