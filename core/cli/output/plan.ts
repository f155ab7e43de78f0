import type { Language, PlanReport } from '../../contract/index.ts';
import { wordsIn, type Say, type WordKey } from '../words.ts';
import { formatBytes, formatTable, shorten } from './format.ts';
import { formatFailures } from './failures.ts';
import { formatHeld } from './held.ts';

/** A plan as tables: releases, images when asked for, and the totals. */
export function formatPlan(plan: PlanReport, images: boolean, language: Language): string {
  const say = wordsIn(language);
  const { totals } = plan;
  const parts = [
    `── ${say('plan.title', { workflow: say(`workflow.${plan.workflow}` as WordKey) })} ──`,
    [
      say('label', { label: say('plan.from'), value: sourceInWords(plan, say) }),
      say('label', { label: say('plan.to'), value: plan.destination }),
    ].join('\n'),
  ];
  if (plan.releases.length > 0) parts.push(releaseTable(plan, language));
  if (images) parts.push(imageTable(plan, language));
  parts.push(
    formatTable(
      ['', `>${say('plan.bytes')}`],
      [
        [say('plan.content', { count: totals.images }), formatBytes(totals.contentBytes)],
        [say('plan.carried'), formatBytes(totals.carriedBytes)],
        [say('plan.atTarget'), formatBytes(totals.presentBytes)],
        [say('plan.read'), formatBytes(totals.readBytes)],
        [say('plan.write'), formatBytes(totals.writeBytes)],
      ],
    ),
  );
  if (plan.archive !== undefined) {
    const { chunks, largestBlob, freeBytes } = plan.archive;
    parts.push(
      say('plan.archive', {
        chunks,
        largest: formatBytes(largestBlob),
        free: freeBytes === undefined ? say('unknown') : formatBytes(freeBytes),
      }),
    );
  }
  if (plan.unplanned.length > 0) {
    parts.push([say('plan.unplanned'), ...formatFailures(plan.unplanned, language)].join('\n'));
  }
  if (plan.held !== undefined) parts.push(formatHeld(plan.held, language).join('\n'));
  return parts.join('\n\n');
}

function releaseTable(plan: PlanReport, language: Language): string {
  const say = wordsIn(language);
  return formatTable(
    [
      say('plan.release'),
      say('plan.signature'),
      `>${say('plan.images')}`,
      `>${say('plan.bytes')}`,
      `>${say('plan.new')}`,
    ],
    plan.releases.map((release) => [
      release.tag,
      signatureInWords(release.signature, say),
      String(release.images),
      formatBytes(release.bytes),
      formatBytes(release.newBytes),
    ]),
  );
}

/** The host names registries in English; the files behind it are names. */
function sourceInWords({ source }: PlanReport, say: Say): string {
  return source.replace(/^registries\b/, say('plan.source'));
}

/** `verified 84e3dbbf55ce344b`: the state in words, the key as it is. */
export function signatureInWords(signature: string, say: Say): string {
  const [state = '', ...key] = signature.split(' ');
  return [say.maybe(`signature.${state}`) ?? state, ...key].join(' ');
}

const imageWidth = 70;

function imageTable(plan: PlanReport, language: Language): string {
  const say = wordsIn(language);
  return formatTable(
    [
      say('plan.type'),
      say('plan.image'),
      say('plan.destination'),
      `>${say('plan.bytes')}`,
      say('plan.state'),
    ],
    plan.images.map((image) => [
      say.maybe(`type.${image.type}`) ?? image.type,
      shorten(image.origin, imageWidth),
      shorten(image.destination, imageWidth),
      formatBytes(image.bytes),
      image.present === undefined ? '' : say(image.present ? 'plan.present' : 'plan.missing'),
    ]),
  );
}
