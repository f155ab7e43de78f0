import type { Finding } from '../../contract/index.ts';
import type { ChannelEntry } from '../model.ts';
import { channelFaults } from './channel-faults.ts';
import { readChannelGraph, type ChannelGraph } from './channel-graph.ts';
import { asFinding, someOf, type Fault } from './fault.ts';

export interface StructureQuestion {
  readonly package: string;
  readonly channel: string;
  readonly entries: readonly ChannelEntry[];
  /** Whether the package has a bundle of this name. */
  readonly hasBundle: (name: string) => boolean;
}

/** What OLM would refuse about a channel when it loads the catalogue. */
export function checkChannel(question: StructureQuestion): readonly Finding[] {
  const graph = readChannelGraph(question.entries);
  const faults = [...channelFaults(question.package, question.channel, graph)];
  const missing = [...graph.entries.keys()].filter((name) => !question.hasBundle(name));
  if (missing.length > 0) faults.push(about(question, 'CATALOG_CHANNEL_ENTRY_WITHOUT_BUNDLE', missing));
  const errors = faults.map((fault) => asFinding(fault, 'error'));
  return graph.problems.length > 0 ? errors : [...errors, ...strandedFindings(question, graph)];
}

/** Entries that replace what is not in the channel. OLM allows it: updates from there remain possible. */
export function danglingReplaces(question: StructureQuestion): readonly Finding[] {
  const names = new Set(question.entries.map(({ name }) => name));
  const absent = question.entries.flatMap(({ replaces }) =>
    replaces !== undefined && replaces !== '' && !names.has(replaces) ? replaces : [],
  );
  if (absent.length === 0) return [];
  return [asFinding(about(question, 'CATALOG_CHANNEL_REPLACES_ABSENT', [...new Set(absent)]), 'note')];
}

function about(question: StructureQuestion, code: Fault['code'], names: readonly string[]): Fault {
  const params = { package: question.package, channel: question.channel, entries: someOf(names) };
  return { code, params, affected: [`${question.package}/${question.channel}`] };
}

/**
 * OLM wants every entry on the replaces chain from the head or in the skips of another one. Later versions
 * of it also end the chain where an entry replaces what is skipped.
 */
function strandedFindings(question: StructureQuestion, graph: ChannelGraph): readonly Finding[] {
  const skipped = new Set(question.entries.flatMap(({ skips }) => skips));
  const stranded = strandedEntries(graph, skipped, () => false);
  if (stranded.length > 0) {
    return [asFinding(about(question, 'CATALOG_CHANNEL_STRANDED', stranded), 'error')];
  }
  const later = strandedEntries(graph, skipped, (name) => skipped.has(name));
  if (later.length === 0) return [];
  return [asFinding(about(question, 'CATALOG_CHANNEL_STRANDED_LATER', later), 'warning')];
}

function strandedEntries(
  { heads, entries }: ChannelGraph,
  skipped: ReadonlySet<string>,
  endsBefore: (name: string) => boolean,
): readonly string[] {
  const chain = new Set<string>();
  for (let entry = heads[0]; entry !== undefined && !chain.has(entry.name);) {
    chain.add(entry.name);
    const { replaces = '' } = entry;
    entry = endsBefore(replaces) ? undefined : entries.get(replaces);
  }
  return [...entries.keys()].filter((name) => !chain.has(name) && !skipped.has(name));
}
