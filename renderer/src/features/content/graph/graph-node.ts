// Neither the library's roles nor its keys: what is chosen is a button of ours inside the node.
/** What every node of a graph has. */
export const stillNode = {
  draggable: false,
  selectable: false,
  focusable: false,
  connectable: false,
  // Above the lines.
  zIndex: 1,
  domAttributes: { 'aria-roledescription': undefined },
} as const;

/** What every line of a graph has; the nodes' own words tell the updates to a screen reader. */
export const stillEdge = {
  selectable: false,
  focusable: false,
  domAttributes: { 'aria-hidden': true },
} as const;
