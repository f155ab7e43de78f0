import { describe, expect, it } from 'vitest';
import { createEmptyRepositories } from '../../../core/transfer/empty-repositories.ts';

describe('what a run learns of empty repositories', () => {
  it('takes a repository to be empty only after four misses', () => {
    const repositories = createEmptyRepositories();
    for (let miss = 1; miss <= 4; miss++) {
      expect(repositories.isEmpty('openshift/release')).toBe(false);
      repositories.missed('openshift/release');
    }
    expect(repositories.isEmpty('openshift/release')).toBe(true);
  });

  it('tells repositories apart', () => {
    const repositories = createEmptyRepositories();
    for (let miss = 1; miss <= 4; miss++) repositories.missed('openshift/release');
    expect(repositories.isEmpty('openshift/release-images')).toBe(false);
  });

  it('never again takes a repository to be empty that held something', () => {
    const repositories = createEmptyRepositories();
    repositories.missed('ubi8/ubi');
    repositories.held('ubi8/ubi');
    for (let miss = 1; miss <= 50; miss++) repositories.missed('ubi8/ubi');
    expect(repositories.isEmpty('ubi8/ubi')).toBe(false);
  });
});
