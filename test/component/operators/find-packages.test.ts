import { describe, expect, it } from 'vitest';
import {
  findPackages,
  searchable,
  type PackageFilter,
} from '../../../renderer/src/features/content/operators/find-packages.ts';
import { line, lines } from './fake-catalog.ts';

const none = new Set<PackageFilter>();
const names = (
  packages: Parameters<typeof searchable>[0],
  typed: string,
  filters: ReadonlySet<PackageFilter> = none,
  chosen: readonly string[] = [],
): readonly string[] =>
  findPackages(searchable(packages), typed, filters, (name) => chosen.includes(name)).map(({ name }) => name);

describe('finding packages', () => {
  it('shows all of them in their order when nothing is typed', () => {
    expect(names(lines, '  ')).toEqual(lines.map(({ name }) => name));
  });

  it('ranks the whole name, its beginning, a word, any place, the provider, the summary', () => {
    const packages = [
      line('a-summary', { summary: 'Everything about storage' }),
      line('b-provider', { provider: 'Storage Inc.' }),
      line('datastorage'),
      line('local-storage'),
      line('storage-operator'),
      line('storage'),
      line('nothing'),
    ];
    expect(names(packages, 'STORAGE')).toEqual([
      'storage',
      'storage-operator',
      'local-storage',
      'datastorage',
      'b-provider',
      'a-summary',
    ]);
  });

  it('wants every word, wherever each is', () => {
    expect(names(lines, 'red storage')).toEqual(['odf-operator']);
    expect(names(lines, 'data foundation')).toEqual(['odf-operator']);
    expect(names(lines, 'storage nobody')).toEqual([]);
  });

  it('leaves equally good ones in their order', () => {
    expect(names([line('b-one'), line('a-one'), line('c-one')], 'one')).toEqual(['b-one', 'a-one', 'c-one']);
  });

  it('takes what is typed as it is', () => {
    expect(names([line('c++'), line('ccc')], 'c+')).toEqual(['c++']);
    expect(names(lines, '.*')).toEqual([]);
  });

  it.each<[PackageFilter, readonly string[]]>([
    ['chosen', ['mtc-operator']],
    ['deprecated', ['mtc-operator']],
    ['problems', ['odf-operator']],
    ['disconnected', ['local-storage-operator']],
  ])('narrows to those that are %s', (filter, wanted) => {
    expect(names(lines, '', new Set([filter]), ['mtc-operator'])).toEqual(wanted);
  });

  it('wants all filters at once', () => {
    expect(names(lines, '', new Set(['chosen', 'problems']), ['mtc-operator'])).toEqual([]);
  });
});
