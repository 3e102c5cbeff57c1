/** What the gateway knows of the services' schemas: the public one, and who can answer which field. Plain JSON. */
export interface Supergraph {
  readonly services: readonly string[];
  /** The schema that callers see, without a trace of federation. */
  readonly publicSdl: string;
  /** type -> field -> the services that can answer it. */
  readonly fieldOwners: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** entity -> the services that answer `_entities` for it by its id. */
  readonly entities: Readonly<Record<string, readonly string[]>>;
  /** type -> the services that know its name. */
  readonly typeOwners: Readonly<Record<string, readonly string[]>>;
}

/** One service's schema as it is written down. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  /** Where a router that reads the supergraph finds the service. */
  readonly url?: string;
}

/** The subgraphs do not fit together. Every fault is named, not the first alone. */
export class CompositionFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The subgraphs do not compose:\n- ${faults.join('\n- ')}`);
  }
}
