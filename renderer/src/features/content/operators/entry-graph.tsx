import type { Edge, EdgeTypes, Node, NodeTypes } from '@xyflow/react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Gap } from '../../../components/gap.tsx';
import { GraphCanvas } from '../graph/graph-canvas.tsx';
import { stillEdge, stillNode } from '../graph/graph-node.ts';
import { cell, type GridLayout } from '../graph/grid-layout.ts';
import { LaneNode, laneNodes } from '../graph/lane-node.tsx';
import { edgesToDraw, laneOfEntry, type ChannelIndex } from './channel-index.ts';
import { stateOfEntry, type ChannelHolding } from './channel-selection.ts';
import { EntryLegend } from './entry-legend.tsx';
import { EntryLine, type EntryEdgeModel } from './entry-line.tsx';
import { EntryNode, type EntryNodeModel } from './entry-node.tsx';

interface EntryGraphProps {
  readonly index: ChannelIndex;
  readonly holding: ChannelHolding;
  readonly isLocked: boolean;
  readonly current: string | undefined;
  readonly onCurrent: (name: string) => void;
  readonly onChoose: (name: string) => void;
}

const nodeTypes: NodeTypes = { entry: EntryNode, lane: LaneNode };
const edgeTypes: EdgeTypes = { entry: EntryLine };
/** Pixels: operators' versions are longer than releases'. */
const cellWidth = 148;

/** A channel's entries with what each replaces and skips, to look at and to choose from. */
export function EntryGraph(props: EntryGraphProps): ReactNode {
  const { index, holding, isLocked, current: looked, onCurrent, onChoose } = props;
  const { t } = useTranslation('operators');
  const [hovered, setHovered] = useState<string>();
  const current = looked ?? holding.last ?? index.channel.head ?? index.names.at(-1);
  const shown = useMemo(() => edgesToDraw(index, hovered ?? looked), [index, hovered, looked]);
  const laneOf = useCallback((name: string) => laneOfEntry(index, name), [index]);
  const drawNodes = useCallback(
    (layout: GridLayout): readonly Node[] => [
      ...laneNodes(layout, (count) => t('entries.laneCount', { count })),
      ...layout.cells.map(({ id, x, y, width }): EntryNodeModel => {
        const entry = index.entryOf.get(id);
        return {
          ...stillNode,
          id,
          type: 'entry',
          position: { x, y },
          width,
          height: cell.height,
          // The library lets clicks through where it has no use for them; the button inside has.
          style: { pointerEvents: 'all' },
          data: {
            name: id,
            version: entry?.version,
            state: stateOfEntry(holding, id),
            isHead: id === index.channel.head,
            isDeprecated: entry?.deprecated !== undefined,
            isCurrent: id === current,
          },
        };
      }),
    ],
    [index, holding, current, t],
  );
  const drawEdges = useCallback(
    (layout: GridLayout): readonly Edge[] =>
      shown.edges.flatMap(({ from, to, kind, isNear }): EntryEdgeModel[] => {
        const [start, end] = [layout.cellOf.get(from), layout.cellOf.get(to)];
        if (start === undefined || end === undefined) return [];
        return [
          {
            ...stillEdge,
            id: `${kind} ${from} ${to}`,
            source: from,
            target: to,
            type: 'entry',
            data: { from: start, to: end, kind, isNear },
          },
        ];
      }),
    [shown],
  );
  return (
    <GraphCanvas
      name={t('entries.graph', { name: index.channel.name })}
      helpText={t('entries.help')}
      help={
        <>
          {t('entries.help')}
          <Gap />
          {shown.hidden > 0 && t('entries.hidden', { count: shown.hidden })}{' '}
          {index.elsewhere > 0 && t('entries.elsewhere', { count: index.elsewhere })}
        </>
      }
      legend={<EntryLegend />}
      ids={index.names}
      laneOf={laneOf}
      cellWidth={cellWidth}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      drawNodes={drawNodes}
      drawEdges={drawEdges}
      isLocked={isLocked}
      onLook={setHovered}
      onCurrent={onCurrent}
      onChoose={onChoose}
    />
  );
}
