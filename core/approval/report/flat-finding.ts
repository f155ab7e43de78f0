import type { JsonValue } from '../json/select.ts';
import { textLimits } from '../limits.ts';
import type { ScanFinding } from '../model.ts';
import { severityOf } from '../severity.ts';
import { fixOf, requireId } from './draft.ts';
import { field, textOf } from './fields.ts';

/** How a report names the fields of a finding that stand beside each other. */
export type FindingFields = Readonly<Record<'id' | 'severity' | 'package' | 'version' | 'fixed', string>>;

/** A finding of which one object says all. Throws JsonFault. */
export function flatFinding(value: JsonValue, names: FindingFields): ScanFinding {
  return {
    id: requireId(textOf(field(value, names.id), textLimits.id)),
    severity: severityOf(textOf(field(value, names.severity), textLimits.tool)),
    package: textOf(field(value, names.package), textLimits.name),
    version: textOf(field(value, names.version), textLimits.version),
    ...fixOf(textOf(field(value, names.fixed), textLimits.version)),
  };
}
