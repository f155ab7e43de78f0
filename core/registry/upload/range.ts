/**
 * How many bytes an upload status says the registry has (registry-client.md U7.2), undefined when it does not
 * say. `0-N` counts up to and including N, save that an empty upload is `0-0` as well; Quay writes
 * `bytes=0-N` and means N bytes, and `bytes=0--1` for none.
 */
export function parseUploadRange(header: string | undefined): number | undefined {
  const match = /^\s*(bytes=)?0-(-?\d{1,16})\s*$/.exec(header ?? '');
  if (match === null) return undefined;
  const end = Number(match[2]);
  if (end <= 0) return 0;
  return match[1] === undefined ? end + 1 : end;
}

/** Whether a status may mean one byte as well as none. */
export function isAmbiguous(header: string | undefined): boolean {
  return header?.trim() === '0-0';
}

/**
 * Whether the Range of a PATCH's answer confirms the bytes before `end`; an absent header objects to nothing (U6).
 * With its unit it may name the last byte or, as Quay's does, the number of bytes.
 */
export function confirms(header: string | undefined, end: number): boolean {
  if (header === undefined) return true;
  const match = /^\s*(bytes=)?0-(-?\d{1,16})\s*$/.exec(header);
  if (match === null) return false;
  const told = Number(match[2]);
  return told === end - 1 || (match[1] !== undefined && told === end);
}
