import { join } from 'node:path';
import { SluiceError, type SignaturePolicy } from '../../contract/index.ts';
import { stateDirectory } from '../../ledger/index.ts';
import { administratorFile } from '../app/administrator-file.ts';
import type { SettingsStore } from '../app/settings-store.ts';
import type { HostServices } from '../services.ts';
import { defaultSettings, readValues } from '../settings/kept-settings.ts';
import { readAdministrator, readKept } from '../settings/settings-files.ts';

/** What this installation demands of the signature of a set. */
export interface SignatureRule {
  readonly policy: SignaturePolicy;
  /** The file in which the machine's administrator has fixed it for everybody. */
  readonly fixedBy?: string;
}

/** The rule as it stands in the files: for the command line, which opens no settings. */
export async function keptSignatureRule({
  fs,
  environment,
}: Pick<HostServices, 'fs' | 'environment'>): Promise<SignatureRule> {
  const file = administratorFile(environment);
  const { setSignature: fixed } = readValues((await readAdministrator(fs, file)).kept).values;
  if (fixed !== undefined) return { policy: fixed, fixedBy: file };
  const kept = await readKept(fs, join(stateDirectory(environment), 'app', 'settings.json'));
  return { policy: readValues(kept ?? {}).values.setSignature ?? defaultSettings.setSignature };
}

/** The rule as the settings of the application have it. */
export function signatureRuleIn(
  settings: Pick<SettingsStore, 'current' | 'view'>,
  administrator: string,
): SignatureRule {
  const policy = settings.current().setSignature;
  return settings.view().locked.includes('setSignature') ? { policy, fixedBy: administrator } : { policy };
}

/** The policy for one use of a set: `asked` for it alone, else the rule's. Throws SETTINGS_LOCKED. */
export function policyOf({ policy, fixedBy }: SignatureRule, asked?: SignaturePolicy): SignaturePolicy {
  if (asked === undefined || asked === policy) return policy;
  if (fixedBy === undefined) return asked;
  throw new SluiceError('SETTINGS_LOCKED', {
    params: { key: 'setSignature', file: fixedBy },
    stage: 'configure',
  });
}
