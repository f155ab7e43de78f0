import type { ReactNode } from 'react';
import { flowDefinitions } from '../features/flows/definitions.ts';
import { WizardFrame } from '../features/wizard/wizard-frame.tsx';

/** `#/enterprise/enclaves/:step` */
export function EnclaveExportPage(): ReactNode {
  return <WizardFrame definition={flowDefinitions['enclave-export']} />;
}
