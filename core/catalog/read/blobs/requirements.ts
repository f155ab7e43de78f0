import { z } from 'zod';
import type { GroupVersionKind, Requirement } from '../../model.ts';
import type { Property } from './schemas.ts';

const groupVersionKind = z.looseObject({ group: z.string(), version: z.string(), kind: z.string() });
const packageVersion = z.looseObject({ packageName: z.string(), versionRange: z.string() });
const constraint = z.looseObject({ failureMessage: z.string().nullish() });
const constraintList = z.looseObject({ constraints: z.array(z.unknown()) });

/** The kinds that a bundle gives a cluster: its `olm.gvk` properties. */
export function providesOf(properties: readonly Property[]): readonly GroupVersionKind[] {
  return properties.flatMap(({ type, value }) => {
    const gvk = type === 'olm.gvk' ? readKind(value) : undefined;
    return gvk === undefined ? [] : [gvk];
  });
}

/** What a bundle needs: `olm.package.required`, `olm.gvk.required`, `olm.constraint`. */
export function requiresOf(properties: readonly Property[]): readonly Requirement[] {
  return properties.flatMap(({ type, value }): readonly Requirement[] => {
    switch (type) {
      case 'olm.package.required':
        return [packageRequirement(value) ?? asWritten(value)];
      case 'olm.gvk.required':
        return [kindRequirement(value) ?? asWritten(value)];
      case 'olm.constraint':
        return [constraintRequirement(value)];
      default:
        return [];
    }
  });
}

function constraintRequirement(value: unknown): Requirement {
  const parsed = constraint.safeParse(value);
  if (!parsed.success) return asWritten(value);
  const message = parsed.data.failureMessage ?? undefined;
  const { data } = parsed;
  const single = packageRequirement(data['package']) ?? kindRequirement(data['gvk']);
  if (single !== undefined) return single;
  for (const kind of ['all', 'any', 'not'] as const) {
    const members = constraintList.safeParse(data[kind]);
    if (!members.success) continue;
    const requirements = members.data.constraints.map(constraintRequirement);
    return { kind, requirements, ...(message !== undefined && { message }) };
  }
  return { ...asWritten(value), ...(message !== undefined && { message }) };
}

function packageRequirement(value: unknown): Requirement | undefined {
  const { success, data } = packageVersion.safeParse(value);
  return success
    ? { kind: 'package', package: data.packageName, versionRange: data.versionRange }
    : undefined;
}

function kindRequirement(value: unknown): Requirement | undefined {
  const gvk = readKind(value);
  return gvk === undefined ? undefined : { kind: 'gvk', gvk };
}

function readKind(value: unknown): GroupVersionKind | undefined {
  const { success, data } = groupVersionKind.safeParse(value);
  return success ? { group: data.group, version: data.version, kind: data.kind } : undefined;
}

/** Longest text of a constraint that only a cluster can judge. */
const longestText = 4000;

function asWritten(value: unknown): Extract<Requirement, { kind: 'other' }> {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  );
  return { kind: 'other', text: (text ?? '').slice(0, longestText) };
}
