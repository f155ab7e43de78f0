export {
  checkAuthFile,
  listCredentials,
  type CredentialListing,
  type ListedCredential,
} from './list-entries.ts';
export { createCredentialLookup, type CredentialLookup, type CredentialLookupOptions } from './lookup.ts';
export type {
  BasicCredential,
  Credential,
  CredentialOrigin,
  CredentialSearch,
  ExplicitCredential,
  IdentityTokenCredential,
  OwnCredential,
  SearchStep,
} from './model.ts';
export { createSystemRunHelper, type HelperRun, type RunHelper, type RunHelperLimits } from './run-helper.ts';
export { Secret } from './secret.ts';
