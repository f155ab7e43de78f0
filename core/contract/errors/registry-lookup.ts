import { credentialErrors } from './credentials.ts';
import { registriesConfErrors } from './registries-conf.ts';
import { trustErrors } from './trust.ts';
import type { ErrorArea } from './text.ts';

/** What is looked up before the network is used: mirrors, credentials, certificates, proxies. */
export const registryLookupErrors = {
  ...registriesConfErrors,
  ...credentialErrors,
  ...trustErrors,
} as const satisfies ErrorArea;
