import type { ChannelModel, ContentModel, PackageModel } from '../../../../../core/contract/index.ts';
import { isSame } from '../../../stores/same.ts';
import type { Column } from './column.ts';
import { askOfPackage } from './operator-choice.ts';
import { architecturesOf } from './release-cells.ts';
import { choiceOf } from './release-choice.ts';
import type { PackageRow, ReleaseRow, Section, TopRow } from './row.ts';

/** What an enclave asks of a package; absent: nothing. */
export interface Asked {
  readonly asked: PackageModel;
  readonly isFull: boolean;
}

export type Side = 'a' | 'b';

/** Switches and lists of a configuration that are no rows of the matrix. */
export const comparedSettings = [
  'architectures',
  'graph',
  'kubeVirt',
  'payload',
  'archiveSize',
  'blocked',
  'charts',
] as const;
export type ComparedSetting = (typeof comparedSettings)[number];

/** One thing that two enclaves do not have in common. */
export type Difference =
  | { readonly kind: 'release'; readonly version: string; readonly only: Side }
  | { readonly kind: 'newest'; readonly channel: string; readonly only: Side }
  /** The same releases today, by ranges that will not stay the same. */
  | {
      readonly kind: 'range';
      readonly channel: string;
      readonly a: ChannelModel | undefined;
      readonly b: ChannelModel | undefined;
    }
  | { readonly kind: 'catalog'; readonly catalog: string; readonly only: Side }
  | { readonly kind: 'full'; readonly catalog: string; readonly only: Side }
  | {
      readonly kind: 'package';
      readonly row: PackageRow;
      readonly a: Asked | undefined;
      readonly b: Asked | undefined;
    }
  | { readonly kind: 'image'; readonly name: string; readonly only: Side }
  | {
      readonly kind: 'setting';
      readonly setting: ComparedSetting;
      readonly a: SettingValue;
      readonly b: SettingValue;
    }
  /** Something that the matrix has no words for. */
  | { readonly kind: 'other' };

export type SettingValue = boolean | number | string | readonly string[] | undefined;

/** What two enclaves do not have in common, in the order of the rows; settings first. */
export function differencesOf(a: Column, b: Column, sections: readonly Section[]): readonly Difference[] {
  if (isSame(a.model, b.model)) return [];
  const releases = sections.flatMap(({ rows }) => rows.filter((row) => row.kind === 'release'));
  const found = [
    ...settings(a.model, b.model),
    ...sections.flatMap((section): readonly Difference[] =>
      section.kind === 'catalog' ? catalog(a, b, section) : section.rows.flatMap((row) => plain(a, b, row)),
    ),
    ...ranges(a.model, b.model, releases),
  ];
  return found.length > 0 ? found : [{ kind: 'other' }];
}

function settings(a: ContentModel, b: ContentModel): readonly Difference[] {
  return comparedSettings.flatMap((setting): readonly Difference[] => {
    const [left, right] = [settingOf(a, setting), settingOf(b, setting)];
    return isSame(left, right) ? [] : [{ kind: 'setting', setting, a: left, b: right }];
  });
}

function settingOf(model: ContentModel, setting: ComparedSetting): SettingValue {
  switch (setting) {
    case 'architectures':
      return architecturesOf(model).toSorted();
    case 'graph':
      return model.graph;
    case 'kubeVirt':
      return model.kubeVirt;
    case 'payload':
      return model.release;
    case 'archiveSize':
      return model.archiveSize;
    case 'blocked':
      return model.blockedImages.toSorted();
    case 'charts':
      return model.helmCharts;
  }
}

function plain(a: Column, b: Column, row: TopRow): readonly Difference[] {
  const only = onlyIn(a.cell(row).state !== 'none', b.cell(row).state !== 'none');
  if (only === undefined) return [];
  switch (row.kind) {
    case 'release':
      return [{ kind: 'release', version: row.version, only }];
    case 'newest':
      return [{ kind: 'newest', channel: row.channel, only }];
    case 'image':
      return [{ kind: 'image', name: row.name, only }];
    case 'package':
      return [];
  }
}

function onlyIn(a: boolean, b: boolean): Side | undefined {
  if (a === b) return undefined;
  return a ? 'a' : 'b';
}

function catalog(a: Column, b: Column, section: Section): readonly Difference[] {
  const name = section.name;
  const whole = onlyIn(isWhole(a.model, name), isWhole(b.model, name));
  // Said once, not for each of hundreds of packages.
  if (whole !== undefined) return [{ kind: 'catalog', catalog: name, only: whole }];
  const full = onlyIn(isFull(a.model, name), isFull(b.model, name));
  const packages = section.rows.flatMap((row): readonly Difference[] => {
    if (row.kind !== 'package') return [];
    const [left, right] = [askedOf(row, a.model), askedOf(row, b.model)];
    return isSame(left?.asked, right?.asked) ? [] : [{ kind: 'package', row, a: left, b: right }];
  });
  return full === undefined ? packages : [{ kind: 'full', catalog: name, only: full }, ...packages];
}

function isWhole({ operators }: ContentModel, name: string): boolean {
  return operators.some((one) => one.catalog === name && one.packages.length === 0);
}

function isFull({ operators }: ContentModel, name: string): boolean {
  return operators.some((one) => one.catalog === name && one.full);
}

function askedOf(row: PackageRow, model: ContentModel): Asked | undefined {
  const { asked, isFull: full } = askOfPackage(row, model);
  return asked === undefined ? undefined : { asked, isFull: full };
}

function ranges(a: ContentModel, b: ContentModel, releases: readonly ReleaseRow[]): readonly Difference[] {
  const names = [...new Set([...a.channels, ...b.channels].map(({ name }) => name))];
  return names.flatMap((channel): readonly Difference[] => {
    const [left, right] = [a, b].map(({ channels }) => channels.find(({ name }) => name === channel));
    if (isSame(left, right)) return [];
    const [one, other] = [left, right].map((range) =>
      range === undefined ? [] : [...choiceOf(range, releases).chosen].toSorted(),
    );
    // Other releases are told one by one already.
    return isSame(one, other) && one?.length !== 0 ? [{ kind: 'range', channel, a: left, b: right }] : [];
  });
}
