import type { UpdateEdgeView } from '../../../../../core/contract/index.ts';

export interface RiskGroup {
  readonly name: string;
  readonly message: string;
  readonly url: string;
  /** The other ends of the updates that it speaks against, in the order of the updates. */
  readonly versions: readonly string[];
}

/** The risks of some updates, each told once: many updates of a release have the same ones. */
export function groupRisks(edges: readonly UpdateEdgeView[], otherEnd: 'from' | 'to'): readonly RiskGroup[] {
  const told = edges.flatMap((edge) => edge.risks.map((risk) => ({ ...risk, version: edge[otherEnd] })));
  return [
    ...Map.groupBy(told, ({ name, message, url }) => JSON.stringify([name, message, url])).values(),
  ].flatMap((some) => {
    const [risk] = some;
    if (risk === undefined) return [];
    const { name, message, url } = risk;
    return [
      { name, message: message.trim(), url, versions: [...new Set(some.map(({ version }) => version))] },
    ];
  });
}
