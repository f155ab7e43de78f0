import type { Language, PlanReport } from '../../contract/index.ts';
import { wordsIn, type WordKey } from '../words.ts';
import { formatBytes, formatTable, shorten } from './format.ts';
import { formatMessage } from './message.ts';

/** A plan as tables: releases, images when asked for, and the totals. */
export function formatPlan(plan: PlanReport, images: boolean, language: Language): string {
  const say = wordsIn(language);
  const { totals } = plan;
  const parts = [
    `── ${say('plan.title', { workflow: say(`workflow.${plan.workflow}` as WordKey) })} ──`,
    `${say('plan.from')}: ${plan.source}\n${say('plan.to')}: ${plan.destination}`,
  ];
  if (plan.releases.length > 0) parts.push(releaseTable(plan, language));
  if (images) parts.push(imageTable(plan, language));
  parts.push(
    formatTable(
      ['', `>${say('plan.bytes')}`],
      [
        [`${say('plan.content')} (${totals.images} ${say('images')})`, formatBytes(totals.contentBytes)],
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
    parts.push(
      [
        say('plan.unplanned'),
        ...plan.unplanned.map(({ error }) => formatMessage('error', error, language)),
      ].join('\n'),
    );
  }
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
      release.signature,
      String(release.images),
      formatBytes(release.bytes),
      formatBytes(release.newBytes),
    ]),
  );
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
      image.type,
      shorten(image.origin, imageWidth),
      shorten(image.destination, imageWidth),
      formatBytes(image.bytes),
      image.present === undefined ? '' : say(image.present ? 'plan.present' : 'plan.missing'),
    ]),
  );
}
