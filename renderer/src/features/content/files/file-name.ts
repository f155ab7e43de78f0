/** What a configuration is called when nobody says otherwise. */
export const usualFileName = 'imageset-config.yaml';

/** Whether a text can be a file's name on every system, and says that it is YAML. */
export function isFileName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._ -]{0,100}\.ya?ml$/.test(name);
}
