import type { ReactNode } from 'react';
import { flowDefinitions } from '../features/flows/definitions.ts';
import { WizardFrame } from '../features/wizard/wizard-frame.tsx';

/** `#/enterprise/import/:step` */
export function EnterpriseImportPage(): ReactNode {
  return <WizardFrame definition={flowDefinitions['enterprise-import']} />;
}
