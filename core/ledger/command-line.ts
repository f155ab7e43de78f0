const hidden = '***';
const secretOption = /pass(?:word|wd|phrase)?$|token|secret|creds$|credentials?$|api-?key$/i;
const userInfo = /(:\/\/)[^/\s@]+@/g;
const secretParameter =
  /([?&](?:X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|sig|signature|token|access_token|refresh_token|password)=)[^&\s#]*/gi;

/**
 * A command line fit for records and messages: the values of options that carry secrets,
 * user information in URLs and signature parameters are replaced (registry-client.md 4.2 rule 9).
 */
export function redactedCommand(words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    const option = /^(--?[A-Za-z][\w-]*|[A-Z][A-Z0-9_]*)=(.*)$/s.exec(word);
    if (option?.[1] !== undefined && secretOption.test(option[1])) return `${option[1]}=${hidden}`;
    const before = words[index - 1];
    const isValue = before !== undefined && /^--?[A-Za-z][\w-]*$/.test(before) && !word.startsWith('-');
    if (isValue && secretOption.test(before)) return hidden;
    return word.replace(userInfo, `$1${hidden}@`).replace(secretParameter, `$1${hidden}`);
  });
}
