import '@xyflow/react/dist/base.css';
import {
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type AriaLabelConfig,
  type EdgeTypes,
  type NodeTypes,
} from '@xyflow/react';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { ReleaseSize } from '../../../stores/content.ts';
import { GraphActsContext, type GraphActs } from './graph-acts.ts';
import type { GraphIndex } from './graph-index.ts';
import { toEdges, toNodes } from './graph-view.ts';
import { cell, columnsFor, layOut, neighbour } from './grid-layout.ts';
import type { ChannelSelection } from './selection.ts';
import { GraphLegend } from './graph-legend.tsx';
import { edgesToShow } from './shown-edges.ts';
import { ArrowTips, UpdateLine } from './update-line.tsx';
import { LaneNode, VersionNode } from './version-node.tsx';
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
/** Beyond this many releases only those in view are in the document. */
const drawnAtOnce = 120;
const frame = { margin: 20, around: 400, lowest: 180, highest: 680 } as const;

/** A channel's releases and updates, to look at and to choose from. */
export function ReleaseGraph(props: ReleaseGraphProps): ReactNode {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas(props: ReleaseGraphProps): ReactNode {
  const { index, selection, sizeOf, isLocked, current: looked, onCurrent, onChoose } = props;
  const { t } = useTranslation('content');
  const helpId = useId();
  const box = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const [hovered, setHovered] = useState<string>();
  const width = useWidth(box);
  const columns = columnsFor(width - 2 * frame.margin);
  const layout = useMemo(() => layOut(index.versions, columns), [index, columns]);
  const current = looked ?? selection.last ?? index.versions.at(-1) ?? '';
  const shown = useMemo(
    () => edgesToShow(index, selection.path, hovered ?? looked),
    [index, selection.path, hovered, looked],
  );
  const nodes = useMemo(() => {
    const [path, held] = [new Set(selection.path), new Set(selection.versions)];
    return [...toNodes(layout, index, { stateOf: statesOf(selection), sizeOf, path, held, current })];
  }, [layout, index, selection, sizeOf, current]);
  const edges = useMemo(() => [...toEdges(layout, shown.edges)], [layout, shown]);
  const flow = useReactFlow();
  const left = Math.max(frame.margin, (width - layout.width) / 2);
  useEffect(() => {
    void flow.setViewport({ x: left, y: frame.margin, zoom: 1 });
  }, [flow, left]);
  const acts = useMemo(
    (): GraphActs => ({
      isLocked,
      wantsFocus,
      onChoose: (version) => (isLocked ? undefined : onChoose(version)),
      onLook: setHovered,
      onFocus: onCurrent,
      onKey: (version, key) => {
        const next = neighbour(layout, version, key);
        if (next === version) return;
        wantsFocus.current = true;
        // A pointer that rests somewhere does not count against the keys.
        setHovered(undefined);
        onCurrent(next);
        const place = layout.cellOf.get(next);
        if (place === undefined || isInView(box.current, flow, place)) return;
        void flow.setCenter(place.x + cell.width / 2, place.y + cell.height / 2, { zoom: flow.getZoom() });
      },
    }),
    [isLocked, onChoose, onCurrent, layout, flow],
  );
  const height = Math.max(frame.lowest, Math.min(frame.highest, layout.height + 2 * frame.margin));
  return (
    <GraphActsContext value={acts}>
      <div ref={box} className="sluice-graph" style={{ blockSize: height }}>
        <ArrowTips />
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          aria-label={t('graph.name', { channel: index.graph.channel })}
          aria-describedby={helpId}
          ariaLabelConfig={ariaLabels(t)}
          defaultViewport={{ x: left, y: frame.margin, zoom: 1 }}
          translateExtent={[
            [-frame.around, -frame.around],
            [layout.width + frame.around, layout.height + frame.around],
          ]}
          minZoom={0.3}
          maxZoom={1.5}
          onlyRenderVisibleElements={index.versions.length > drawnAtOnce}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          // The wheel belongs to the page; with Ctrl it zooms.
          zoomOnScroll={false}
          preventScrolling={false}
          zoomOnDoubleClick={false}
          // Its link leads to the internet, where no page of this application goes.
          proOptions={{ hideAttribution: true }}
        >
          <Controls showInteractive={false} orientation="horizontal" position="top-right" />
        </ReactFlow>
      </div>
      <GraphLegend />
      <p id={helpId} className="sluice-content-hint">
        {t('graph.help')} {shown.hidden > 0 && t('graph.hiddenUpdates', { count: shown.hidden })}
      </p>
    </GraphActsContext>
  );
}

/** The width of a box, known before the first paint. */
function useWidth(box: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => setWidth((before) => element.clientWidth || before);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [box]);
  return width;
}

function isInView(
  box: HTMLElement | null,
  flow: ReturnType<typeof useReactFlow>,
  place: { readonly x: number; readonly y: number },
): boolean {
  if (box === null) return true;
  const { x, y, zoom } = flow.getViewport();
  const [left, top] = [place.x * zoom + x, place.y * zoom + y];
  return (
    left >= 0 &&
    top >= 0 &&
    left + cell.width * zoom <= box.clientWidth &&
    top + cell.height * zoom <= box.clientHeight
  );
}

function ariaLabels(t: ReturnType<typeof useTranslation<'content'>>['t']): Partial<AriaLabelConfig> {
  return {
    'node.a11yDescription.default': t('graph.help'),
    'node.a11yDescription.keyboardDisabled': t('graph.help'),
    'node.a11yDescription.ariaLiveMessage': () => '',
    'edge.a11yDescription.default': '',
    'controls.ariaLabel': t('graph.controls.name'),
    'controls.zoomIn.ariaLabel': t('graph.controls.zoomIn'),
    'controls.zoomOut.ariaLabel': t('graph.controls.zoomOut'),
    'controls.fitView.ariaLabel': t('graph.controls.fit'),
    'controls.interactive.ariaLabel': t('graph.controls.fit'),
    'minimap.ariaLabel': '',
    'handle.ariaLabel': '',
  };
}
