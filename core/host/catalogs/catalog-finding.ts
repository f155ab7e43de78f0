import type { CatalogFinding, Finding, SluiceError } from '../../contract/index.ts';
import { findingMessage, toMessage } from '../observer.ts';

export function catalogFinding(finding: Finding): CatalogFinding {
  return { level: finding.level, message: findingMessage(finding) };
}

export function failure(error: SluiceError): CatalogFinding {
  return { level: 'error', message: toMessage(error) };
}
