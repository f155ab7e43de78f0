/** How much sample content there is. */
export const practiceScales = ['tiny', 'small', 'medium'] as const;
export type PracticeScale = (typeof practiceScales)[number];

export function isPracticeScale(text: string): text is PracticeScale {
  return practiceScales.some((scale) => scale === text);
}

export interface ScaleFigures {
  /** How many of the release components exist. */
  readonly components: number;
  /** Bytes that a layer of weight 1 has. */
  readonly unit: number;
}

/** Chosen so that all unique blobs together have about 5 MB, 60 MB and 1.5 GB. */
export const scaleFigures: Readonly<Record<PracticeScale, ScaleFigures>> = {
  tiny: { components: 6, unit: 24_000 },
  small: { components: 20, unit: 160_000 },
  medium: { components: 20, unit: 4_000_000 },
};
