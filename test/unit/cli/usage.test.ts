import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../core/contract/index.ts';
import { runCli } from '../../../core/cli/program.ts';
import { systemServices } from '../../../core/host/index.ts';

async function type(line: string): Promise<{ code: number; output: string; errors: string }> {
  let output = '';
  let errors = '';
  const services = systemServices();
  const code = await runCli({
    argv: line.split(' ').filter((word) => word !== ''),
    services: { ...services, environment: { ...services.environment, variables: { LANG: 'C' } } },
    output: { write: (text) => (output += text) },
    errors: { write: (text) => (errors += text) },
    signal: new AbortController().signal,
  });
  return { code, output, errors };
}

describe('when the command line has a mistake', () => {
  it.each([
    ['nonsense', 'CLI_COMMAND_UNKNOWN: There is no command "nonsense".'],
    ['mirorr x', 'Did you mean "mirror"?'],
    ['list relases', 'Run "sluice list --help"'],
    ['mirror --nonsense', 'CLI_OPTION_UNKNOWN: There is no option "--nonsense" here.'],
    ['mirror --autfile=x', 'Did you mean "--authfile"?'],
    ['mirror -c x --from', 'CLI_OPTION_VALUE_MISSING'],
    ['mirror', 'CLI_CONFIG_MISSING'],
    ['mirror -c x', 'CLI_DESTINATION_MISSING'],
    ['mirror -c x y z', 'CLI_ARGUMENTS_EXCESS'],
    ['mirror -c x ftp://host', 'CLI_DESTINATION_INVALID'],
    ['mirror -c x docker://host/Upper', 'CLI_DESTINATION_INVALID'],
    ['mirror -c x --from /tmp docker://host', 'CLI_FILE_PREFIX'],
    ['mirror -c x --since yesterday file:///tmp/x', 'CLI_SINCE_INVALID'],
    ['mirror -c x --dry-run=maybe file:///tmp/x', '--dry-run cannot be understood: "maybe" (true, false)'],
    ['mirror -c x --layout other file:///tmp/x', '--layout cannot be understood: "other" (oc-mirror,'],
    ['mirror -c x --parallel-images 0 file:///tmp/x', '--parallel-images cannot be understood: "0" (1 - 64)'],
    ['mirror -c x --accessories pdf file:///tmp/x', '--accessories cannot be understood: "pdf"'],
    ['mirror -c x --secure-policy file:///tmp/x', 'CLI_FLAG_REFUSED'],
    ['mirror -c x --dest-creds=u:p docker://host', 'CLI_FLAG_REFUSED'],
    ['verify', 'CLI_ARGUMENT_MISSING: The argument <folder> is missing.'],
    ['registries-conf', 'CLI_OPTION_MISSING: --from-resources <folder> is missing'],
    ['resources --from /tmp --output /tmp file:///x', 'CLI_DESTINATION_INVALID'],
    ['practice up --scale huge', '--scale cannot be understood: "huge" (tiny, small, medium)'],
    ['practice up --ports x', '--ports cannot be understood: "x"'],
    ['practice up --ports 1,2,3,4', '--ports cannot be understood'],
    ['practice up --ports 70000', '--ports cannot be understood'],
    ['--lang fr runs', '--lang cannot be understood: "fr" (en, zh)'],
    ['runs --lang', '--lang cannot be understood'],
    ['media test /tmp --bytes much', '--bytes cannot be understood: "much" (8GiB)'],
    ['media test / ', 'MEDIA_TEST_SYSTEM_DISK'],
    ['drop receive /tmp /tmp --wait soon', '--wait cannot be understood: "soon" (1 - 999999)'],
    ['drop send /tmp', 'The argument <drop folder> is missing'],
    ['repair make /tmp --percent 0', '--percent cannot be understood: "0" (1 - 100)'],
  ])('%s: it is a coded error with the next step, and 1', async (line, expected) => {
    const { code, output, errors } = await type(line);
    expect(errors).toContain(expected);
    expect(errors).toContain('Next: ');
    expect(output).toBe('');
    expect(code).toBe(1);
  });

  it('is told in Chinese as well', async () => {
    const { errors } = await type('--lang zh mirror --autfile=x');
    expect(errors).toBe(
      '错误 CLI_OPTION_UNKNOWN：没有 “--autfile” 这个参数。是否应为 “--authfile”？\n  处理建议：运行 “sluice mirror --help” 可查看所有参数。\n',
    );
  });
});

describe('the help', () => {
  it.each([
    '',
    'mirror',
    'plan',
    'inspect',
    'verify',
    'custody show',
    'custody verify',
    'report',
    'resources',
    'registries-conf',
    'list',
    'list releases',
    'list operators',
    'approve',
    'approve import',
    'approve list',
    'approve status',
    'approve waive',
    'approve rule',
    'approve to-scan',
    'approve scan',
    'approve forget',
  ])('of "%s" has no English sentence in Chinese', async (command) => {
    const { code, output } = await type(`--lang zh ${command} --help`);
    expect(code).toBe(0);
    expect(output).toContain('用法：');
    expect(output).not.toMatch(/Options:|Usage:|Commands:|Arguments:|display help|the |default:/);
  });

  it('shows boolean flags without a value, and the others with what they take', async () => {
    const { output } = await type('mirror --help');
    expect(output).toMatch(/--dry-run {2,}plan only/);
    expect(output).toMatch(/--authfile <file> /);
    expect(output).not.toContain('<value>');
  });
});

/** Every option that the help of a command, or of one below it, shows. */
async function optionsOf(command: string): Promise<string[]> {
  const { output } = await type(`${command} --help`);
  const [head = '', below = ''] = output.split(/^Commands:$/m);
  const own = head.matchAll(/(?<![\w-])--[a-z][a-z-]*/g);
  const inside = below.matchAll(/^ {2}([a-z][a-z-]*)/gm);
  const deeper = [...inside].filter(([, name]) => name !== 'help');
  const lists = await Promise.all(deeper.map(([, name]) => optionsOf(`${command} ${name}`)));
  return [...[...own].map(([flag]) => flag), ...lists.flat()];
}

describe('the messages', () => {
  it('name no option that does not exist', async () => {
    const known = new Set(await optionsOf(''));
    // Of the scanners that messages speak of, of openssl, npm and gpg.
    for (const name of ['format', 'input', 'out', 'output', 'omit', 'armor', 'export'])
      known.add(`--${name}`);
    const missing: string[] = [];
    for (const [code, { en, zh }] of Object.entries(errorCatalogue)) {
      for (const text of [en.what, en.next, zh.what, zh.next]) {
        for (const [flag] of text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g))
          missing.push(...(known.has(flag) ? [] : [`${code} ${flag}`]));
      }
    }
    expect(missing).toEqual([]);
  });
});
