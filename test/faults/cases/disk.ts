import type { FaultCase } from '../case.ts';
import { diskFull } from './disk-full.ts';
import { flippedBits } from './flipped-bits.ts';
import { killed } from './killed.ts';
import { mediumGone } from './medium-gone.ts';
import { missingBase } from './missing-base.ts';
import { oddMedia } from './odd-media.ts';
import { partedLayers } from './parted-layers.ts';
import { powerCut } from './power-cut.ts';
import { twoAtOnce } from './two-at-once.ts';
import { wrongChunksCase } from './wrong-chunks.ts';
import { wrongClock } from './wrong-clock.ts';

/** F19 to F28, and F34: what happens to processes, disks and archives. */
export const diskCases: readonly FaultCase[] = [
  killed,
  diskFull,
  mediumGone,
  powerCut,
  flippedBits,
  wrongChunksCase,
  missingBase,
  twoAtOnce,
  wrongClock,
  oddMedia,
  partedLayers,
];
