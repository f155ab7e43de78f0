import type { AriaLabelConfig } from '@xyflow/react';
import type { useTranslation } from 'react-i18next';

/** The library's words in the language of the page. `help`: how to choose in this graph. */
export function graphWords(
  t: ReturnType<typeof useTranslation<'content'>>['t'],
  help: string,
): Partial<AriaLabelConfig> {
  return {
    'node.a11yDescription.default': help,
    'node.a11yDescription.keyboardDisabled': help,
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
