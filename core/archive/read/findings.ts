import type { ErrorCode, ErrorParameters, Finding, SluiceError } from '../../contract/index.ts';

export function finding(
  level: Finding['level'],
  code: ErrorCode,
  params: ErrorParameters,
  affected: readonly string[],
): Finding {
  return { level, code, params, affected };
}

/** A failure that is reported with others instead of ending the work. */
export function findingOf(error: SluiceError): Finding {
  return { level: 'error', code: error.code, params: error.params, affected: error.affected };
}
