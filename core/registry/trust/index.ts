export { loadTrust, type TrustOptions } from './load.ts';
export type { CaFile, ClientCertificate, HostTrust, Trust } from './model.ts';
export type { PlatformCertificates } from './system-store.ts';
