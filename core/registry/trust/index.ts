export { describeCertificate, mayBeAuthority, type CertificateFacts } from './certificate.ts';
export { loadTrust, type TrustOptions } from './load.ts';
export type { CaFile, ClientCertificate, HostTrust, Trust } from './model.ts';
export { requireCertificates } from './pem.ts';
export { showChain, type ShowChainOptions, type ShownChain } from './show-chain.ts';
export type { PlatformCertificates } from './system-store.ts';
