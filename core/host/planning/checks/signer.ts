import { keysOf } from '../../seal/index.ts';
import { passed, type StartCheck } from './start-check.ts';

/** Whether the set can be signed as it was asked for: there is a key, nobody else may read it, and it is open. */
export const checkSigner: StartCheck = async ({ engine }) => {
  if (!engine.request.sign) return [];
  const { name, keyId } = await keysOf(engine.services).signer();
  return [passed('signer', 'CHECK_SIGNER_READY', { name, keyId })];
};
