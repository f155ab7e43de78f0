import type { Finding } from '../contract/index.ts';
import type { ReleaseNode, UpdateEdge, UpdateGraph } from './graph.ts';
import { bestRoute, type UpdateRoute } from './update-path.ts';
import { minorsApart } from './version.ts';

export interface RouteQuestion {
  readonly graph: UpdateGraph;
  readonly from: ReleaseNode;
  readonly to: ReleaseNode;
  /** Versions that are selected already. */
  readonly selected: ReadonlySet<string>;
  /** Channel names, for the words. */
  readonly channel: string;
  readonly architecture: string;
  /** Whether a person chose the lower end; else what is missing is only noted. */
  readonly asked: boolean;
  readonly addIntermediate: boolean;
}

export interface RouteAnswer {
  readonly added: readonly ReleaseNode[];
  readonly findings: readonly Finding[];
}

/**
 * Says how a cluster gets from the lowest to the highest selected release: which releases in
 * between are missing from the selection (and adds them on request), which updates of the way
 * are conditional and why, and for EUS channels the way itself. DESIGN section 6, users.md pain 20.
 */
export function describeRoute(question: RouteQuestion): RouteAnswer {
  const { graph, from, to, selected, channel, architecture } = question;
  if (from === to) return { added: [], findings: [] };
  const params = { channel, architecture, from: from.version.text, to: to.version.text };
  const level = question.asked ? 'warning' : 'note';
  const route = bestRoute(graph, from, to, selected);
  if (route === undefined) {
    const finding: Finding = {
      level,
      code: 'RELEASE_UPDATE_PATH_ABSENT',
      params,
      affected: [params.from, params.to],
    };
    return { added: [], findings: [finding] };
  }
  const findings: Finding[] = [];
  if (route.missing.length > 0) findings.push(missingFinding(question, route, level));
  else if (crossesMinorsOnEus(question)) {
    const path = listVersions(route.nodes);
    findings.push({ level: 'note', code: 'RELEASE_EUS_PATH', params: { ...params, path }, affected: [] });
  }
  findings.push(...route.conditional.map((edge) => riskFinding(edge, question)));
  return { added: question.addIntermediate ? route.missing : [], findings };
}

function missingFinding(question: RouteQuestion, route: UpdateRoute, level: 'warning' | 'note'): Finding {
  return {
    level: question.addIntermediate ? 'note' : level,
    code: question.addIntermediate ? 'RELEASE_INTERMEDIATE_ADDED' : 'RELEASE_INTERMEDIATE_MISSING',
    params: {
      channel: question.channel,
      architecture: question.architecture,
      from: question.from.version.text,
      to: question.to.version.text,
      versions: route.missing.map((node) => node.version.text).join(', '),
      path: listVersions(route.nodes),
    },
    affected: route.missing.map((node) => node.version.text),
  };
}

/** oc-mirror-v2.md 5.3, EUS. */
function crossesMinorsOnEus({ channel, from, to }: RouteQuestion): boolean {
  const apart = minorsApart(from.version, to.version);
  return channel.includes('eus') && (apart === undefined || apart >= 2);
}

function riskFinding(edge: UpdateEdge, { channel, architecture }: RouteQuestion): Finding {
  const [from, to] = [edge.from.version.text, edge.to.version.text];
  return {
    level: 'warning',
    code: 'RELEASE_PATH_CONDITIONAL',
    params: {
      channel,
      architecture,
      from,
      to,
      risks: edge.risks.map((risk) => risk.name).join(', '),
      message: edge.risks.map((risk) => risk.message.trim()).join(' '),
      urls: edge.risks.map((risk) => risk.url).join(' '),
    },
    affected: [from, to],
  };
}

function listVersions(nodes: readonly ReleaseNode[]): string {
  return nodes.map((node) => node.version.text).join(' → ');
}
