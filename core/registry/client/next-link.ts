const longestTarget = 4096;

/**
 * The target that a Link header calls `rel="next"` (RFC 8288); undefined when none is. Each character is looked at a
 * few times at most, whatever a registry sends: with one expression its time would grow with the square of the length.
 */
export function nextLink(header: string): string | undefined {
  for (let open = header.indexOf('<'); open >= 0;) {
    const close = header.indexOf('>', open);
    if (close < 0) return undefined;
    const target = header.slice(header.lastIndexOf('<', close) + 1, close);
    const comma = header.indexOf(',', close);
    const end = comma < 0 ? header.length : comma;
    const usable = target !== '' && target.length <= longestTarget;
    if (usable && saysNext(header.slice(close + 1, end))) return target;
    open = header.indexOf('<', end);
  }
  return undefined;
}

function saysNext(parameters: string): boolean {
  const [before = '', ...rest] = parameters.split(';');
  return before.trim() === '' && rest.some(isNext);
}

function isNext(parameter: string): boolean {
  const [name = '', value = ''] = parameter.split('=');
  if (name.trim().toLowerCase() !== 'rel') return false;
  return value.replaceAll('"', '').trim().toLowerCase().split(/\s+/).includes('next');
}
