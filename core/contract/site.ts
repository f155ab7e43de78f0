import { z } from 'zod';

/** The three environments of the enclave workflow (mission.md); one machine belongs to one of them. */
export const sites = ['connected', 'enterprise', 'enclave'] as const;
export const siteSchema = z.enum(sites);
export type Site = z.infer<typeof siteSchema>;

/** The four wizards. */
export const flows = ['export', 'enterprise-import', 'enclave-export', 'enclave-import'] as const;
export const flowSchema = z.enum(flows);
export type Flow = z.infer<typeof flowSchema>;

/** Which environment a flow belongs to. */
export const siteOfFlow: Readonly<Record<Flow, Site>> = {
  export: 'connected',
  'enterprise-import': 'enterprise',
  'enclave-export': 'enterprise',
  'enclave-import': 'enclave',
};
