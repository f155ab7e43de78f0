import type { CatalogBundle, Requirement } from '../model.ts';
import { hasUnknown, judgeable, needText } from './requirement.ts';
import type { Supply } from './supply.ts';
import type { BundleRef, Need } from './types.ts';

/** A need and who has it; the same need in two catalogues is two, because each looks at home first. */
export interface NeedOf {
  readonly catalog: string;
  readonly key: string;
  readonly need: Need;
  readonly requiredBy: BundleRef[];
}

/** Gathers what bundles need, the same need once for each catalogue. */
export class Needs {
  readonly #needs = new Map<string, NeedOf>();
  readonly #supply: Supply;

  constructor(supply: Supply) {
    this.#supply = supply;
  }

  get all(): readonly NeedOf[] {
    return [...this.#needs.values()];
  }

  add(by: BundleRef, bundle: CatalogBundle): void {
    for (const requirement of bundle.requires) this.#addRequirement(by, requirement);
    const companion = this.#companionOf(by, bundle);
    if (companion !== undefined) this.#note(by, companion);
  }

  #addRequirement(by: BundleRef, requirement: Requirement): void {
    if (hasUnknown(requirement)) this.#note(by, { kind: 'other', text: needText(requirement) });
    const left = judgeable(requirement);
    if (left === undefined) return;
    // OLM wants one bundle for all the parts. Where there is none, the parts were meant one by one: the
    // documentation's own example of `all` names two different operators.
    if (left.kind === 'all' && this.#supply.candidates(left).length === 0) {
      for (const part of left.requirements) this.#addRequirement(by, part);
    } else {
      this.#note(by, left);
    }
  }

  /**
   * ODF's operator subscribes to `odf-dependencies` without requiring it (users.md 17): a package called
   * after another counts as needed by it, in the same version where it has that.
   */
  #companionOf(by: BundleRef, bundle: CatalogBundle): Need | undefined {
    const base = by.package.replace(/-operator$/, '');
    for (const name of new Set([`${by.package}-dependencies`, `${base}-dependencies`])) {
      const supplier = this.#supply.get({ catalog: by.catalog, package: name });
      if (supplier === undefined || supplier.channels.every(({ bundles }) => bundles.length === 0)) continue;
      const { version } = bundle;
      const twin = supplier.channels.some(({ bundles }) => bundles.some((one) => one.version === version));
      return { kind: 'companion', package: name, ...(version !== undefined && twin && { version }) };
    }
    return undefined;
  }

  #note(by: BundleRef, need: Need): void {
    const key = needText(need);
    const id = `${by.catalog}\0${need.kind}\0${key}`;
    const known = this.#needs.get(id);
    if (known === undefined) this.#needs.set(id, { catalog: by.catalog, key, need, requiredBy: [by] });
    else known.requiredBy.push(by);
  }
}
