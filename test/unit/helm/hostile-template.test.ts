import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { renderChart } from '../../../core/helm/index.ts';
import { chartOf, chartYaml, type ChartTree } from '../../support/helm-charts.ts';

const head = { 'Chart.yaml': chartYaml('c', '1.0.0') };
const limits = { steps: 300_000, characters: 4_000_000, includes: 150, valueDepth: 200 };

async function failureOf(tree: ChartTree): Promise<SluiceError> {
  const chart = await chartOf({ ...head, ...tree });
  try {
    renderChart(chart, { limits });
  } catch (error) {
    if (error instanceof SluiceError) return error;
    throw error;
  }
  throw new Error('it rendered');
}

/** What would never end, or fill the memory, if its cost were not counted. */
const endless: Readonly<Record<string, string>> = {
  'a template that includes itself': '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
  'a template that calls itself': '{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}',
  'two templates that include each other':
    '{{ define "a" }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
  'text that renders itself': '{{ $_ := set . "t" "{{ tpl .t . }}" }}{{ tpl .t . }}',
  'a tree of includes':
    '{{ define "a" }}{{ if gt . 0 }}{{ include "a" (sub . 1 | int) }}{{ include "a" (sub . 1 | int) }}{{ end }}{{ end }}{{ include "a" 60 }}',
  'loops in loops':
    '{{ range until 1000 }}{{ range until 1000 }}{{ range until 1000 }}x{{ end }}{{ end }}{{ end }}',
  'a long count': '{{ range until 100000000000 }}{{ end }}',
  'a long count by steps': '{{ untilStep 0 100000000000 1 | len }}',
  'a long sequence': '{{ seq 1 100000000000 }}',
  'a text repeated': '{{ repeat 1000000000 "x" | len }}',
  'a text repeated again and again': `{{ $x := "xxxxxxxxxx" }}${'{{ $x = repeat 10 $x }}'.repeat(20)}{{ len $x }}`,
  'a text that is doubled': `{{ $x := "x" }}${'{{ $x = print $x $x }}'.repeat(60)}{{ len $x }}`,
  'a text replaced by a longer one':
    '{{ $x := repeat 3000 "a" }}{{ replace "a" (repeat 3000 "b") $x | len }}',
  'a wide column': '{{ printf "%1000000000d" 1 | len }}',
  'a wide column by argument': '{{ printf "%*d" 1000000000 1 | len }}',
  'deep indentation': '{{ indent 1000000000 "x" | len }}',
  'random text without end': '{{ randAlphaNum 10000000000 | len }}',
  'a list that holds itself twice, again and again': `{{ $x := list 1 }}${'{{ $x = list $x $x }}'.repeat(60)}{{ toJson $x | len }}`,
  'such a list, printed': `{{ $x := list 1 }}${'{{ $x = list $x $x }}'.repeat(60)}{{ print $x }}`,
  'such a list, compared': `{{ $x := list 1 }}{{ $y := list 1 }}${'{{ $x = list $x $x }}{{ $y = list $y $y }}'.repeat(60)}{{ deepEqual $x $y }}`,
  'such a list, copied': `{{ $x := list 1 }}${'{{ $x = list $x $x }}'.repeat(60)}{{ deepCopy $x | len }}`,
  'a list joined to itself': `{{ $x := list 1 }}${'{{ $x = concat $x $x }}'.repeat(60)}{{ len $x }}`,
  'a map in itself, as YAML': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toYaml $d }}',
  'a map in itself, printed': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $d }}',
  'a map in itself, as JSON': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toJson $d }}',
  'a map in itself, copied': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ deepCopy $d | len }}',
  'two maps in themselves, merged':
    '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $e := dict }}{{ $_ := set $e "d" $e }}{{ merge $d $e | len }}',
  'the scope in its own values': '{{ $_ := set .Values "all" . }}{{ toYaml .Values }}',
  'a costly expression again and again':
    '{{ $x := repeat 100000 "a" }}{{ range until 1000 }}{{ regexMatch "(a+)+b" $x }}{{ end }}',
  'YAML that unfolds':
    '{{ $y := "a: &a [1,1,1,1,1,1,1,1,1,1]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]" }}{{ fromYaml $y | len }}',
};

describe('templates that would never end', () => {
  it.each(Object.entries(endless))('%s', async (_, source) => {
    const error = await failureOf({ 'templates/a.yaml': source });
    expect(error.code).toBe('HELM_TEMPLATE_LIMIT');
    expect(error.params['template']).toBe('c/templates/a.yaml');
  });
});

describe('templates that are wrong', () => {
  it.each([
    ['an unclosed action', 'a: 1\nb: {{ .x', 'HELM_TEMPLATE_INVALID', 2],
    ['an unknown function', '\n\n{{ nothing }}', 'HELM_TEMPLATE_INVALID', 3],
    ['brackets without end', '{{ (((((1 }}', 'HELM_TEMPLATE_INVALID', 1],
    ['brackets in brackets', `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`, 'HELM_TEMPLATE_INVALID', 1],
    ['blocks in blocks', '{{ if 1 }}'.repeat(5000), 'HELM_TEMPLATE_INVALID', 1],
    ['else upon else', `{{ if 0 }}${'{{ else if 0 }}'.repeat(5000)}{{ end }}`, 'HELM_TEMPLATE_INVALID', 1],
    ['a failure that the chart asks for', 'a: 1\n{{ fail "not so" }}', 'HELM_TEMPLATE_FAILED', 2],
    ['a value that is needed', '{{ required "give a name" .Values.name }}', 'HELM_TEMPLATE_FAILED', 1],
    ['a field of nothing', '\n{{ .Values.a.b }}', 'HELM_TEMPLATE_FAILED', 2],
    ['a key that a prototype would have', '{{ .Values.constructor.name }}', 'HELM_TEMPLATE_FAILED', 1],
    ['a method that a prototype would have', '{{ .Values.a.toString }}', 'HELM_TEMPLATE_FAILED', 1],
    ['a method of an object of ours', '{{ .Files.hasOwnProperty "x" }}', 'HELM_TEMPLATE_FAILED', 1],
    [
      'a field of the chart that a prototype would have',
      '{{ .Chart.constructor }}',
      'HELM_TEMPLATE_FAILED',
      1,
    ],
  ])('%s', async (_, source, code, line) => {
    const error = await failureOf({ 'templates/a.yaml': source });
    expect({ code: error.code, line: error.params['line'] }).toEqual({ code, line });
  });

  it('says which file a failure in an included template comes from', async () => {
    const error = await failureOf({
      'templates/_x.tpl': '{{ define "x" }}\n{{ fail "here" }}\n{{ end }}',
      'templates/a.yaml': 'a: {{ include "x" . }}',
    });
    expect(error.params).toMatchObject({
      chart: 'c 1.0.0',
      template: 'c/templates/_x.tpl',
      line: 2,
      reason: expect.stringContaining('here') as string,
    });
  });

  it('does not reach a prototype through keys', async () => {
    const chart = await chartOf({
      ...head,
      'values.yaml': '__proto__: {polluted: yes}\nconstructor: c\n',
      'templates/a.yaml':
        '{{ $d := dict "__proto__" 1 }}{{ $_ := set $d "toString" 2 }}a: {{ $d }} {{ .Values.constructor }} {{ get .Values "valueOf" }}.',
    });
    const { documents } = renderChart(chart, { values: { ['__proto__']: 1, hasOwnProperty: 2 } });
    expect(documents.map(({ text }) => text)).toEqual(['a: map[__proto__:1 toString:2] c .']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
