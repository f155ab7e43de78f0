import { parseImageReference, type ImageReference } from '../reference/index.ts';
import type { OperatorConfig } from './types.ts';

/**
 * What makes a catalogue entry one of its kind (oc-mirror-v2.md 1.3): its reference, with targetTag in
 * place of the tag and targetCatalog in place of the path. Undefined when the reference cannot be read.
 */
export function uniqueCatalogName(operator: OperatorConfig): string | undefined {
  const reference = readable(operator.catalog);
  if (reference === undefined) return undefined;
  const named = operator.targetTag === undefined ? reference.text : `${reference.name}:${operator.targetTag}`;
  if (operator.targetCatalog === undefined) return named;
  return named.replace(reference.path, () => operator.targetCatalog ?? '');
}

function readable(catalog: string): ImageReference | undefined {
  try {
    return parseImageReference(catalog);
  } catch {
    return undefined;
  }
}
