import type { ReportSection } from '../../contract/index.ts';
import type { ReportSay } from '../words/words.ts';
import { paragraph } from './blocks.ts';

const roles = ['issuer', 'courier', 'receiver', 'officer'] as const;

/** Lines to sign on, and room for what only hands write. */
export function signaturesSection(say: ReportSay): ReportSection {
  return {
    id: 'signatures',
    title: say('section.signatures'),
    blocks: [
      paragraph(say('signHint')),
      {
        kind: 'signatures',
        columns: [say('role'), say('name'), say('dateTime'), say('sign')],
        roles: roles.map((role) => say(`role.${role}`)),
      },
      {
        kind: 'signatures',
        columns: [say('medium'), say('written')],
        roles: [say('mediumSerial'), say('sealNumber')],
      },
    ],
  };
}
