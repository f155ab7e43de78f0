import type { EdgeTypes, NodeTypes } from '@xyflow/react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReleaseSize } from '../../../stores/content.ts';
import { GraphCanvas } from '../graph/graph-canvas.tsx';
import type { GridLayout } from '../graph/grid-layout.ts';
import { LaneNode } from '../graph/lane-node.tsx';
import type { GraphIndex } from './graph-index.ts';
import { GraphLegend } from './graph-legend.tsx';
import { toEdges, toNodes } from './graph-view.ts';
import type { ChannelSelection } from './selection.ts';
import { edgesToShow } from './shown-edges.ts';
import { UpdateLine } from './update-line.tsx';
import { VersionNode } from './version-node.tsx';
import { statesOf } from './version-state.ts';

export interface ReleaseGraphProps {
  readonly index: GraphIndex;
  readonly selection: ChannelSelection;
  readonly sizeOf: (version: string) => ReleaseSize | undefined;
  readonly isLocked: boolean;
  /** The release that the details beside the graph are about. */
  readonly current: string | undefined;
  readonly onCurrent: (version: string) => void;
  readonly onChoose: (version: string) => void;
}

const nodeTypes: NodeTypes = { version: VersionNode, lane: LaneNode };
const edgeTypes: EdgeTypes = { update: UpdateLine };

/** A channel's releases and updates, to look at and to choose from. */
export function ReleaseGraph(props: ReleaseGraphProps): ReactNode {
  const { index, selection, sizeOf, isLocked, current: looked, onCurrent, onChoose } = props;
  const { t } = useTranslation('content');
  const [hovered, setHovered] = useState<string>();
  const current = looked ?? selection.last ?? index.versions.at(-1) ?? '';
  const shown = useMemo(
    () => edgesToShow(index, selection.path, hovered ?? looked),
    [index, selection.path, hovered, looked],
  );
  const drawNodes = useCallback(
    (layout: GridLayout) => {
      const [path, held] = [new Set(selection.path), new Set(selection.versions)];
      const laneCount = (count: number): string => t('graph.laneCount', { count });
      return toNodes(layout, index, { stateOf: statesOf(selection), sizeOf, path, held, current, laneCount });
    },
    [index, selection, sizeOf, current, t],
  );
  const drawEdges = useCallback((layout: GridLayout) => toEdges(layout, shown.edges), [shown]);
  return (
    <GraphCanvas
      name={t('graph.name', { channel: index.graph.channel })}
      helpText={t('graph.help')}
      help={
        <>
          {t('graph.help')} {shown.hidden > 0 && t('graph.hiddenUpdates', { count: shown.hidden })}
        </>
      }
      legend={<GraphLegend />}
      ids={index.versions}
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
