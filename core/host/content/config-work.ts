import { editConfiguration, type TextEdit } from '../../config/index.ts';
import type { ConfigView, WireError } from '../../contract/index.ts';
import { describeConfig } from './describe-config.ts';

/** A configuration to be understood, after these edits. */
export interface ConfigWork {
  readonly yaml: string;
  readonly edits: readonly TextEdit[];
}

export type ConfigReply = { readonly view: ConfigView } | { readonly error: WireError };

/** Throws what `editConfiguration` throws. */
export function workOnConfig({ yaml, edits }: ConfigWork): ConfigView {
  return describeConfig(edits.length === 0 ? yaml : editConfiguration(yaml, edits));
}
