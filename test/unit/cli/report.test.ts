import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCliWorld, type CliWorld } from '../../support/cli-world.ts';
import { testBlob, writeSet } from '../../support/archive-sets.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await createCliWorld();
  const blob = testBlob(2000, 1);
  await writeSet(world.path('set'), [blob], { manifest: { closures: { [blob.digest]: [] } } });
});
afterEach(() => world.close());

describe('sluice report', () => {
  it('writes the report and says where it is and what it comes to', async () => {
    const { code, output, errors } = await world.run(['report', 'set', '--verify', '-o', 'report.html']);
    expect([code, output]).toEqual([0, '']);
    expect(errors).toContain('Nothing speaks against this set.');
    expect(errors).toContain(`The report is in ${world.path('report.html')}`);
    const html = await readFile(world.path('report.html'), 'utf8');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('File 1 of 1, mirror_000001.tar');
  });

  it('prints it where no file is named, and nothing else with it', async () => {
    const { code, output, errors } = await world.run([
      'report',
      `file://${world.path('set')}`,
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ formatVersion: 1, verdict: { level: 'attention' } });
    expect(errors).toBe('The report names points to read before this set is used.\n');
  });

  it('is Chinese when it is asked to be', async () => {
    const { output } = await world.run(['report', 'set', '--lang', 'zh']);
    expect(output).toContain('<html lang="zh-CN">');
    expect(output).toContain('安全审查报告');
    expect((await world.run(['report', '--help', '--lang', 'zh'])).output).toContain('安全审查报告');
  });

  it('makes the bill of materials', async () => {
    const { output } = await world.run(['report', 'set', '--format', 'sbom']);
    expect(JSON.parse(output)).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  });

  it('replaces a file only when told to', async () => {
    await writeFile(world.path('mine.html'), 'mine');
    const refused = await world.run(['report', 'set', '-o', 'mine.html']);
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain('REPORT_FILE_EXISTS');
    expect(await readFile(world.path('mine.html'), 'utf8')).toBe('mine');
    expect((await world.run(['report', 'set', '-o', 'mine.html', '--force'])).code).toBe(0);
    expect(await readFile(world.path('mine.html'), 'utf8')).toContain('<!doctype html>');
    const folder = await world.run(['report', 'set', '-o', 'set', '--force']);
    expect(folder.errors).toContain('PATH_NOT_FILE');
  });

  it('ends with 1 when the set must not be used', async () => {
    await writeFile(join(world.path('set'), 'mirror_000001.tar'), 'short');
    const { code, errors } = await world.run(['report', 'set', '-o', 'bad.html']);
    expect(code).toBe(1);
    expect(errors).toContain('The report says why this set must not be used as it is.');
    expect(await readFile(world.path('bad.html'), 'utf8')).toContain('Do not use this set as it is.');
  });

  it('reports a period', async () => {
    const { code, output } = await world.run(['report', '--from', '2026-01-01', '--to', '2026-01-31']);
    expect(code).toBe(0);
    expect(output).toContain('No set was made in this period.');
  });

  it.each([
    ['REPORT_SUBJECT_UNCLEAR', ['report']],
    ['REPORT_SUBJECT_UNCLEAR', ['report', 'set', '--from', '2026-01-01', '--to', '2026-01-31']],
    ['REPORT_SUBJECT_UNCLEAR', ['report', '--from', '2026-01-01']],
    ['REPORT_SUBJECT_UNCLEAR', ['report', '--verify', '--from', '2026-01-01', '--to', '2026-01-31']],
    ['REPORT_PERIOD_INVALID', ['report', '--from', '2026-02-30', '--to', '2026-03-31']],
    ['REPORT_FORMAT_UNFIT', ['report', '--from', '2026-01-01', '--to', '2026-01-31', '--format', 'sbom']],
    ['CLI_VALUE_INVALID', ['report', 'set', '--format', 'pdf']],
    ['ARCHIVE_SET_ABSENT', ['report', 'nowhere']],
    ['REPORT_PREVIOUS_ABSENT', ['report', 'set', '--previous', 'nowhere']],
  ])('says %s to %j', async (wanted, args) => {
    const { code, errors } = await world.run(args);
    expect(code).toBe(1);
    expect(errors).toContain(`error ${wanted}`);
    expect(errors).toContain('Next: ');
  });
});
