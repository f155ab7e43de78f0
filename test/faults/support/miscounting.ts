import { specifiedManners } from '../../../core/practice/index.ts';
import { dist28, quay, type Personality } from '../../support/personalities/index.ts';

/** A registry that counts an upload's bytes in a way of its own. */
export interface Miscounting {
  readonly name: string;
  readonly personality: Personality;
  /** It may claim to have all of a blob when it does not: only its refusal of the whole tells. */
  readonly deceives: boolean;
}

const { range: specified } = specifiedManners;
const { range: asQuay = specified } = quay.manners;

/** The last byte that a status names is `off` from the true one; everything else is told rightly. */
const statusOff = (off: number): typeof specified => {
  return (size, answer) => specified(answer === 'status' ? Math.max(0, size + off) : size, answer);
};

/** Distribution 2.8 and Quay as they are, and what becomes of them behind others or in other versions. */
export const miscountings: readonly Miscounting[] = [
  { name: 'dist28', personality: dist28, deceives: false },
  {
    name: 'adds anything at the end',
    personality: { ...dist28, manners: { ...dist28.manners, bindsLocations: false } },
    deceives: false,
  },
  { name: 'quay', personality: quay, deceives: false },
  {
    name: 'quay without units',
    personality: {
      ...quay,
      manners: { ...quay.manners, range: (size, answer) => asQuay(size, answer).replace('bytes=', '') },
    },
    deceives: true,
  },
  {
    name: 'quay that counts pieces like a status',
    personality: {
      ...quay,
      manners: {
        ...quay.manners,
        range: (size, answer) => asQuay(size, answer === 'chunk' ? 'status' : answer),
      },
    },
    deceives: false,
  },
  {
    name: 'one too many, refuses gaps',
    personality: { ...dist28, manners: { range: statusOff(1) } },
    deceives: true,
  },
  {
    name: 'one too few, refuses overlaps',
    personality: { ...dist28, manners: { range: statusOff(-1) } },
    deceives: false,
  },
  {
    name: 'one too many, adds anything at the end',
    personality: {
      ...dist28,
      manners: { ...dist28.manners, bindsLocations: false, range: statusOff(1) },
    },
    deceives: true,
  },
  {
    name: 'one too few, adds anything at the end',
    personality: {
      ...dist28,
      manners: { ...dist28.manners, bindsLocations: false, range: statusOff(-1) },
    },
    deceives: false,
  },
];
