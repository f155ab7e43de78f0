import { type Finding, SluiceError } from '../../contract/index.ts';
import { type ImageReference, parseImageReference } from '../../reference/index.ts';
import type { RenderedChart, RenderedDocument } from '../render/index.ts';
import {
  Budget,
  defaultTemplateLimits,
  isDict,
  readYaml,
  TemplateFault,
  type Value,
} from '../template/index.ts';
import { followPath } from './follow-path.ts';
import { parseImagePath, PathFault } from './parse-path.ts';
import type { ImagePath } from './path-steps.ts';

/** Where pods name their images (oc-mirror-v2.md 10); those of a CronJob lie deeper, and oc-mirror misses them. */
const podPaths: readonly string[] = [
  '{.spec.template.spec.initContainers[*].image}',
  '{.spec.template.spec.containers[*].image}',
  '{.spec.initContainers[*].image}',
  '{.spec.containers[*].image}',
  '{.spec.jobTemplate.spec.template.spec.initContainers[*].image}',
  '{.spec.jobTemplate.spec.template.spec.containers[*].image}',
];
const knownPaths = podPaths.map(parseImagePath);
/** For all documents of a chart: some megabytes of YAML. */
const mostSteps = 60_000_000;
const hookAnnotation = 'helm.sh/hook';

export interface FoundImages {
  /** In the order of the documents, each once. */
  readonly images: readonly ImageReference[];
  readonly findings: readonly Finding[];
}

/** What to look for, and whose images they are. */
export interface ImageSearch {
  /** Name and version, for the words. */
  readonly chart: string;
  /** `imagePaths` of the configuration. */
  readonly imagePaths: readonly string[];
}

/**
 * The images that a rendered chart names. What is no reference with a tag or a digest is told as a finding. Throws
 * HELM_IMAGE_PATH_INVALID, HELM_DOCUMENT_INVALID or HELM_TEMPLATE_LIMIT.
 */
export function findImages(rendered: RenderedChart, search: ImageSearch): FoundImages {
  const { chart } = search;
  const own = search.imagePaths.map((path) => ({ path, parsed: parsed(path, chart), found: false }));
  const names = new Set<string>();
  // Apart from what the templates have used up: large charts are mostly definitions.
  const budget = new Budget({ ...defaultTemplateLimits, steps: mostSteps });
  for (const document of rendered.documents) {
    if (own.length === 0 && !mayNameImages(document.text)) continue;
    const value = read(document, chart, budget);
    if (isTest(value)) continue;
    const follow = (path: ImagePath): readonly string[] =>
      limited(document, chart, () => followPath(path, value, budget));
    for (const path of knownPaths) for (const name of follow(path)) names.add(name);
    for (const path of own) {
      for (const name of follow(path.parsed)) {
        names.add(name);
        path.found = true;
      }
    }
  }
  const { images, findings } = references(names, chart);
  const unmatched = own.filter(({ found }) => !found);
  return {
    images,
    findings: [
      ...findings,
      ...unmatched.map(({ path }) =>
        warning('HELM_IMAGE_PATH_UNMATCHED', { chart, path: path.slice(0, 200) }),
      ),
    ],
  };
}

/** Large definitions that cannot name an image are not read: that takes most of the time of some charts. */
function mayNameImages(text: string): boolean {
  return text.includes('image') || text.includes('\\');
}

function parsed(path: string, chart: string): ImagePath {
  try {
    return parseImagePath(path);
  } catch (error) {
    if (!(error instanceof PathFault)) throw error;
    throw new SluiceError('HELM_IMAGE_PATH_INVALID', {
      params: { chart, path: path.slice(0, 200), reason: error.message },
      stage: 'collect',
    });
  }
}

function read({ source, text }: RenderedDocument, chart: string, budget: Budget): Value {
  try {
    return readYaml(text, budget);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw new SluiceError(error.kind === 'limit' ? 'HELM_TEMPLATE_LIMIT' : 'HELM_DOCUMENT_INVALID', {
      params: { chart, template: source, line: 0, reason: error.message.slice(0, 500) },
      stage: 'collect',
    });
  }
}

function limited<Result>({ source }: RenderedDocument, chart: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw new SluiceError('HELM_TEMPLATE_LIMIT', {
      params: { chart, template: source, line: 0, reason: error.message },
      stage: 'collect',
    });
  }
}

/** Whether a document is only there for `helm test`. Other hooks run when a chart is installed and need their images. */
function isTest(value: Value): boolean {
  const metadata = isDict(value) ? value.get('metadata') : undefined;
  const annotations = isDict(metadata) ? metadata.get('annotations') : undefined;
  const hooks = isDict(annotations) ? annotations.get(hookAnnotation) : undefined;
  if (typeof hooks !== 'string' || hooks.trim() === '') return false;
  return hooks.split(',').every((hook) => /^test(?:-success|-failure)?$/.test(hook.trim()));
}

function references(names: ReadonlySet<string>, chart: string): FoundImages {
  const images = new Map<string, ImageReference>();
  const findings: Finding[] = [];
  for (const name of names) {
    try {
      const reference = parseImageReference(name);
      // A cluster pulls from registries only.
      if (reference.transport !== 'docker') throw new SluiceError('HELM_IMAGE_UNUSABLE');
      if (!images.has(reference.text)) images.set(reference.text, reference);
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      findings.push(warning('HELM_IMAGE_UNUSABLE', { chart, image: name.slice(0, 200) }));
    }
  }
  return { images: [...images.values()], findings };
}

function warning(code: Finding['code'], params: Finding['params']): Finding {
  return { level: 'warning', code, params, affected: [String(params['chart'] ?? '')] };
}
