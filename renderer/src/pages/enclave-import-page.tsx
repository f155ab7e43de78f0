import type { ReactNode } from 'react';
import { flowDefinitions } from '../features/flows/definitions.ts';
import { WizardFrame } from '../features/wizard/wizard-frame.tsx';

/** `#/enclave/import/:step` */
export function EnclaveImportPage(): ReactNode {
  return <WizardFrame definition={flowDefinitions['enclave-import']} />;
}
