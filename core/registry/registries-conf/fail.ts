import { type ErrorCode, type ErrorParameters, type Finding, SluiceError } from '../../contract/index.ts';

/** A failure in a registries.conf file; `file` is always named. */
export function confError(
  code: ErrorCode,
  file: string,
  params: ErrorParameters = {},
  cause?: unknown,
): SluiceError {
  return new SluiceError(code, {
    params: { file, ...params },
    stage: 'configure',
    affected: [file],
    ...(cause !== undefined && { cause }),
  });
}

export function confFinding(
  level: Finding['level'],
  code: ErrorCode,
  file: string,
  params: ErrorParameters = {},
): Finding {
  return { level, code, params: { file, ...params }, affected: [file] };
}
