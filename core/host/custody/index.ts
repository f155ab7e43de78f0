export { readInstallationCustody, readSetCustody } from './read-custody.ts';
export { custodyHandlers } from './custody-handlers.ts';
export { recordInspection, recordVerification, type Look } from './record-look.ts';
export { actorOf } from './who.ts';
export { recordCustody, type CustodyCircumstances, type CustodyEvent } from './record-custody.ts';
