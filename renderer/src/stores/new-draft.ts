import { siteOfFlow, type Draft, type Flow } from '../../../core/contract/index.ts';

/** A wizard before anything was chosen: verified after writing, everything else at the product's defaults. */
export function newDraft(flow: Flow, practice: boolean, yaml: string): Draft {
  return {
    flow,
    site: siteOfFlow[flow],
    practice,
    step: '',
    yaml,
    from: null,
    registry: null,
    registriesConf: null,
    to: null,
    enclaves: [],
    options: {
      selfContained: false,
      replacePrevious: false,
      strictArchive: false,
      addIntermediate: false,
      trustTarget: false,
      layout: 'oc-mirror',
      ignoreReleaseSignature: false,
    },
    verify: true,
    eject: false,
    jobIds: [],
  };
}
