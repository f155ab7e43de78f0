import type { FaultCase } from '../case.ts';
import { fuzzCase } from './fuzz.ts';
import { hostileArchives } from './hostile-archives.ts';
import { hostileManifests } from './hostile-manifests.ts';
import { oracles } from './oracles.ts';

export const parserCases: readonly FaultCase[] = [hostileManifests, hostileArchives, fuzzCase, oracles];
