import { describe, expect, it } from 'vitest';
import { compareSets } from '../../../core/report/index.ts';
import { digestFor, image, releaseImage, setManifest } from '../../support/report-samples.ts';

const compare = (before: ReturnType<typeof image>[], after: ReturnType<typeof image>[]) =>
  compareSets(setManifest({ generation: 1, images: before }), setManifest({ images: after }));

describe('what differs between two sets', () => {
  it('names what came, what went and what stayed', () => {
    const delta = compare(
      [image({ repository: 'a/stays' }), image({ repository: 'b/goes' })],
      [image({ repository: 'a/stays' }), image({ repository: 'c/comes' })],
    );
    expect(delta.unchanged).toBe(1);
    expect(delta.added.map(({ repository }) => repository)).toEqual(['c/comes']);
    expect(delta.removed.map(({ repository }) => repository)).toEqual(['b/goes']);
    expect(delta.changed).toEqual([]);
    expect(delta.previous.generation).toBe(1);
  });

  it('calls the same name with another digest changed', () => {
    const newer = image({ repository: 'a/app', digest: digestFor('newer') });
    const delta = compare([image({ repository: 'a/app' })], [newer]);
    expect(delta.changed).toEqual([
      {
        before: { repository: 'a/app', tag: '1.0', digest: digestFor('a/app:1.0') },
        after: { repository: 'a/app', tag: '1.0', digest: newer.digest },
      },
    ]);
    expect([delta.added, delta.removed, delta.unchanged]).toEqual([[], [], 0]);
  });

  it('pairs the components of releases, and says when only the name is new', () => {
    const delta = compare(
      [releaseImage('4.15.9', 'cli'), releaseImage('4.15.9', 'etcd', 'same'), releaseImage('4.15.9')],
      [releaseImage('4.15.10', 'cli'), releaseImage('4.15.10', 'etcd', 'same'), releaseImage('4.15.10')],
    );
    expect(delta.changed.map(({ before, after }) => [before.tag, after.tag])).toEqual([
      ['4.15.9-x86_64-cli', '4.15.10-x86_64-cli'],
      ['4.15.9-x86_64', '4.15.10-x86_64'],
    ]);
    expect(delta.renamed.map(({ after }) => after.tag)).toEqual(['4.15.10-x86_64-etcd']);
    expect([delta.added, delta.removed]).toEqual([[], []]);
  });

  it('pairs newest with newest and leaves the rest as come or gone', () => {
    const delta = compare(
      ['4.15.8', '4.15.9'].map((version) => releaseImage(version, 'cli')),
      ['4.15.10'].map((version) => releaseImage(version, 'cli')),
    );
    expect(delta.changed.map(({ before }) => before.tag)).toEqual(['4.15.9-x86_64-cli']);
    expect(delta.removed.map(({ tag }) => tag)).toEqual(['4.15.8-x86_64-cli']);
  });

  it('pairs the images of operators by their repository', () => {
    const of = (content: string) =>
      image({
        type: 'operatorRelatedImage',
        repository: 'op/controller',
        tag: digestFor(content).replace(':', '-'),
        digest: digestFor(content),
      });
    const delta = compare([of('one')], [of('two')]);
    expect(delta.changed).toHaveLength(1);
    expect([delta.added, delta.removed]).toEqual([[], []]);
  });

  it('takes tags of an additional image for different things', () => {
    const delta = compare([image({ repository: 'a/app' })], [image({ repository: 'a/app', tag: '2.0' })]);
    expect([delta.added.length, delta.removed.length, delta.changed.length]).toEqual([1, 1, 0]);
  });

  it('counts signatures with their images', () => {
    const subject = image({ repository: 'a/app' });
    const signature = image({ repository: 'a/app', tag: 'x.sig', accessoryOf: subject.digest });
    expect(compare([subject], [subject, signature])).toMatchObject({ added: [], unchanged: 1 });
  });
});
