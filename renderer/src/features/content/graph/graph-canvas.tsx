import '@xyflow/react/dist/base.css';
import {
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Edge,
  type EdgeTypes,
  type Node,
  type NodeTypes,
} from '@xyflow/react';
import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ArrowTips } from './arrow-tips.tsx';
import { GraphActsContext, type GraphActs } from './graph-acts.ts';
import { graphWords } from './graph-words.ts';
import { cell, columnsFor, layOut, neighbour, type GridCell, type GridLayout } from './grid-layout.ts';
import { useWidth } from './use-width.ts';

export interface GraphCanvasProps {
  readonly name: string;
  /** How to choose, under the graph and for screen readers. */
  readonly help: ReactNode;
  /** The same as a text, for the library's own words. */
  readonly helpText: string;
  readonly legend: ReactNode;
  /** What can be chosen, oldest first. */
  readonly ids: readonly string[];
  readonly laneOf?: (id: string) => string;
  readonly cellWidth?: number;
  readonly nodeTypes: NodeTypes;
  readonly edgeTypes: EdgeTypes;
  readonly drawNodes: (layout: GridLayout) => readonly Node[];
  readonly drawEdges: (layout: GridLayout) => readonly Edge[];
  readonly isLocked: boolean;
  /** Told what the pointer rests on. */
  readonly onLook: (id: string | undefined) => void;
  /** Told what has the focus. */
  readonly onCurrent: (id: string) => void;
  readonly onChoose: (id: string) => void;
}

/** Beyond this many nodes only those in view are in the document. */
const drawnAtOnce = 120;
const frame = { margin: 20, around: 400, lowest: 180, highest: 680 } as const;

/** Versions and the updates between them in lanes, to look at and to choose from with pointer or arrow keys. */
export function GraphCanvas(props: GraphCanvasProps): ReactNode {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas(props: GraphCanvasProps): ReactNode {
  const { ids, laneOf, cellWidth = cell.width, drawNodes, drawEdges } = props;
  const { isLocked, onLook, onCurrent, onChoose } = props;
  const { t } = useTranslation('content');
  const helpId = useId();
  const box = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const width = useWidth(box);
  const columns = columnsFor(width - 2 * frame.margin, cellWidth);
  const layout = useMemo(() => layOut(ids, columns, laneOf, cellWidth), [ids, columns, laneOf, cellWidth]);
  const nodes = useMemo(() => [...drawNodes(layout)], [drawNodes, layout]);
  const edges = useMemo(() => [...drawEdges(layout)], [drawEdges, layout]);
  const flow = useReactFlow();
  const left = Math.max(frame.margin, (width - layout.width) / 2);
  useEffect(() => {
    void flow.setViewport({ x: left, y: frame.margin, zoom: 1 });
  }, [flow, left]);
  const acts = useMemo(
    (): GraphActs => ({
      isLocked,
      wantsFocus,
      onChoose: (id) => (isLocked ? undefined : onChoose(id)),
      onLook,
      onFocus: onCurrent,
      onKey: (id, key) => {
        const next = neighbour(layout, id, key);
        if (next === id) return;
        wantsFocus.current = true;
        // A pointer that rests somewhere does not count against the keys.
        onLook(undefined);
        onCurrent(next);
        const place = layout.cellOf.get(next);
        if (place === undefined || isInView(box.current, flow, place)) return;
        void flow.setCenter(place.x + place.width / 2, place.y + cell.height / 2, { zoom: flow.getZoom() });
      },
    }),
    [isLocked, onChoose, onCurrent, onLook, layout, flow],
  );
  const height = Math.max(frame.lowest, Math.min(frame.highest, layout.height + 2 * frame.margin));
  return (
    <GraphActsContext value={acts}>
      <div ref={box} className="sluice-graph" style={{ blockSize: height }}>
        <ArrowTips />
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={props.nodeTypes}
          edgeTypes={props.edgeTypes}
          aria-label={props.name}
          aria-describedby={helpId}
          ariaLabelConfig={graphWords(t, props.helpText)}
          defaultViewport={{ x: left, y: frame.margin, zoom: 1 }}
          translateExtent={[
            [-frame.around, -frame.around],
            [layout.width + frame.around, layout.height + frame.around],
          ]}
          minZoom={0.3}
          maxZoom={1.5}
          onlyRenderVisibleElements={ids.length > drawnAtOnce}
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
      {props.legend}
      <p id={helpId} className="sluice-content-hint">
        {props.help}
      </p>
    </GraphActsContext>
  );
}

function isInView(box: HTMLElement | null, flow: ReturnType<typeof useReactFlow>, place: GridCell): boolean {
  if (box === null) return true;
  const { x, y, zoom } = flow.getViewport();
  const [left, top] = [place.x * zoom + x, place.y * zoom + y];
  return (
    left >= 0 &&
    top >= 0 &&
    left + place.width * zoom <= box.clientWidth &&
    top + cell.height * zoom <= box.clientHeight
  );
}
