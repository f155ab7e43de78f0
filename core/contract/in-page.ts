import { z } from 'zod';

/** Whether this is a page, and not the host. */
export const inPage = 'document' in globalThis;

// First of all of the contract: a schema decides when it is made whether it compiles its checks from text. In a
// page that is forbidden by the content security policy, and the attempt alone would be reported.
if (inPage) z.config({ jitless: true });
