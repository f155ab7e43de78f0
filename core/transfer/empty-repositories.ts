/** Answers in a row that say "not there" before a repository is taken to be empty. */
const enough = 4;

/**
 * What a run has learnt of the target's repositories, so that a first import does not ask for
 * each small blob whether it is there (registry-client.md 5.3: the first HEAD misses predict). A
 * wrong guess costs the blob's bytes once more, never its correctness.
 */
export interface EmptyRepositories {
  /** The repository held something that was asked for: from now on everything is asked for. */
  held(repository: string): void;
  /** It was asked for a blob and did not have it. */
  missed(repository: string): void;
  isEmpty(repository: string): boolean;
}

export function createEmptyRepositories(): EmptyRepositories {
  const misses = new Map<string, number>();
  return {
    held: (repository) => void misses.set(repository, Number.NEGATIVE_INFINITY),
    missed: (repository) => void misses.set(repository, (misses.get(repository) ?? 0) + 1),
    isEmpty: (repository) => (misses.get(repository) ?? 0) >= enough,
  };
}
