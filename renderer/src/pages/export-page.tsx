import type { ReactNode } from 'react';
import { flowDefinitions } from '../features/flows/definitions.ts';
import { WizardFrame } from '../features/wizard/wizard-frame.tsx';

/** `#/export/:step` */
export function ExportPage(): ReactNode {
  return <WizardFrame definition={flowDefinitions.export} />;
}
