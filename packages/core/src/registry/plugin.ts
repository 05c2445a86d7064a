import type { AnyComponent } from './component.js';

/** The number of the plugin interface that this core offers. It rises only when a plugin must change. */
export const API_VERSION = 1;

/** What a plugin package registers: a name, and its components. */
export interface Plugin {
  /** The package's name: `@lml/losses`, `lml-plugin-audio`. */
  readonly name: string;
  /** The package's version. */
  readonly version: string;
  /** The plugin interface that it was made for: 1. */
  readonly apiVersion: number;
  /** Its components. */
  readonly components: readonly AnyComponent[];
  /** The family of each component that has one, by kind and name: `{ loss: { huber: 'regression' } }`. They are listed by it. */
  readonly families?: Families | undefined;
  /** What other libraries have of a kind, and what stands for it here. `lml list <kind>` shows them below its components. */
  readonly catalogues?: readonly Catalogue[] | undefined;
}

/** What another library has of a kind of components. */
export interface Catalogue {
  /** The kind: `metric`. */
  readonly kind: string;
  /** The library and its version: `torchmetrics 1.9`. */
  readonly of: string;
  /** All that it has. */
  readonly entries: readonly CatalogueEntry[];
}

/** One thing that another library has. */
export interface CatalogueEntry {
  /** Its name there: `MulticlassAccuracy`. */
  readonly name: string;
  /** Where it stands there: `classification`. */
  readonly family: string;
  /** What stands for it here, a component or an export of a package: `accuracy`. Missing where nothing does. */
  readonly here?: string | undefined;
  /** How that is used: `task: 'multiclass'`; or, where nothing stands for it, why. */
  readonly note?: string | undefined;
}

/** The families of components, by kind and name. */
export type Families = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One component in a registry's list. */
export interface ListedComponent {
  /** Which kind it is. */
  readonly kind: string;
  /** Its short name: `huber`. */
  readonly name: string;
  /** The family that its package puts it in: `regression`. */
  readonly family?: string | undefined;
  /** The name that no other package can have: `@lml/losses:huber`. */
  readonly canonicalName: string;
  /** The package that registered it. */
  readonly package: string;
  /** That package's version. */
  readonly version: string;
  /** One sentence on what it is. */
  readonly summary: string;
  /** The component itself. */
  readonly component: AnyComponent;
}
