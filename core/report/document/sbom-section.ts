import type { ReportSection } from '../../contract/index.ts';
import type { SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { heading, imageCell, paragraph, summed, table } from './blocks.ts';

/** How the bill of materials is made, and which images bring one of their own. */
export function sbomSection(say: ReportSay, { contents }: SetReport): ReportSection {
  const pointers = contents.groups
    .flatMap(({ images }) => images)
    .flatMap((image) =>
      image.accessories.filter(({ kind }) => kind === 'sbom').map((accessory) => ({ image, accessory })),
    );
  return {
    id: 'sbom',
    title: say('section.sbom'),
    blocks: [
      paragraph(say('sbomHow', { count: contents.images })),
      ...(pointers.length === 0
        ? [paragraph(say('sbomNone'))]
        : [
            heading(say('sbomPointers')),
            table(
              say('sbomPointers'),
              [
                [say('image'), 50],
                [say('attached.sbom'), 50],
              ],
              pointers.map(({ image, accessory }) => [
                imageCell(image),
                summed(`${accessory.repository}:${accessory.tag ?? ''}`, accessory.digest),
              ]),
            ),
          ]),
    ],
  };
}
