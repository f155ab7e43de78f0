import { realDrift, type Language } from '../../contract/index.ts';
import type { DriftCheck, DriftReport } from '../../host/index.ts';
import { wordsIn, type Say } from '../words.ts';
import { formatTable, formatTime } from './format.ts';

/** Differences that are listed; `--json` has them all. */
const mostListed = 200;

/** What a comparison found: the differences, and what to do about them. */
export function formatDrift(report: DriftReport, language: Language): string {
  const say = wordsIn(language);
  const { target, registry, images, intact, differences, drifted, gone, sets } = report;
  const facts = { target, registry, images, intact };
  const parts = [drifted ? say('drift.found', facts) : say('drift.good', facts)];
  if (differences.length > 0) {
    const heads = ['kind', 'image', 'generation', 'detail'] as const;
    const rows = differences.slice(0, mostListed).map((one) => rowOf(one, say));
    parts.push(
      formatTable(
        heads.map((head) => say(`drift.${head}`)),
        rows,
      ),
    );
    const more = differences.length - rows.length;
    if (more > 0) parts.push(say('drift.more', { count: more }));
  }
  if (gone > 0) {
    const lines = sets.map(({ generation, setId, digests, medium }) =>
      say('drift.set', {
        generation,
        set: setId,
        count: digests,
        medium: medium === undefined ? '' : say('drift.medium', { name: medium }),
      }),
    );
    const head =
      lines.length > 0 ? say('drift.gone', { count: gone }) : say('drift.goneNowhere', { count: gone });
    parts.push([head, ...lines].join('\n'));
  }
  if (drifted) parts.push([say('drift.hintRepair', facts), say('drift.hintCarry')].join('\n'));
  return parts.join('\n\n');
}

function rowOf(
  { kind, repository, tag, digest, generation, absentCount, found }: DriftReport['differences'][number],
  say: Say,
): string[] {
  const name = tag === undefined ? `${repository}@${digest ?? ''}` : `${repository}:${tag}`;
  const detail =
    found !== undefined
      ? say('drift.movedTo', { digest: found })
      : absentCount === undefined
        ? (digest ?? '')
        : say('drift.absent', { count: absentCount });
  return [say(`drift.${kind}`), name, generation === undefined ? '-' : String(generation), detail];
}

/** Earlier comparisons, newest first. */
export function formatChecks(target: string, checks: readonly DriftCheck[], language: Language): string {
  const say = wordsIn(language);
  if (checks.length === 0) return say('drift.none', { target });
  const heads = ['time', 'person', 'at', 'result'] as const;
  const rows = checks.map(({ time, person, registry, counts, repaired }) => {
    const count = Object.entries(counts)
      .filter(([kind]) => [...realDrift].some((one) => one === kind))
      .reduce((sum, [, number]) => sum + number, 0);
    const result = count === 0 ? say('drift.asTold') : say('drift.differs', { count });
    return [
      formatTime(time),
      person,
      registry,
      repaired ? `${result}${say('comma')}${say('drift.afterRepair')}` : result,
    ];
  });
  return formatTable(
    heads.map((head) => say(`drift.${head}`)),
    rows,
  );
}
