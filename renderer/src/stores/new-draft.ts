import { siteOfFlow, type Draft, type Flow } from '../../../core/contract/index.ts';

/** What a run is asked for when nobody chose anything. */
export const defaultOptions: Draft['options'] = {
  selfContained: false,
  reproducible: false,
  replacePrevious: false,
  strictArchive: false,
  addIntermediate: false,
  trustTarget: false,
  olderSet: false,
  verifyFirst: false,
  sign: false,
  approvedOnly: false,
  layout: 'oc-mirror',
  ignoreReleaseSignature: false,
};

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
    options: defaultOptions,
    verify: true,
    eject: false,
    jobIds: [],
  };
}
