import { composeServices } from '@theguild/federation-composition';
import { parse, print } from 'graphql';
import { likenessFaults } from './likeness.js';
import { readSupergraph } from './read-supergraph.js';
import { subsetFaults } from './subset.js';
import { CompositionFault, type Subgraph, type Supergraph } from './supergraph.js';

/** What the gateway serves of these subgraphs. Pure; throws `CompositionFault`. */
export function compose(subgraphs: readonly Subgraph[]): Supergraph {
  return readSupergraph(composeSdl(subgraphs));
}

/**
 * The Federation 2 supergraph, made by the reference composer, of subgraphs that keep to the subset: keys are ids, and
 * what several services define is the same in each. Every router of Federation 2 reads it. Pure; throws
 * `CompositionFault`.
 */
export function composeSdl(subgraphs: readonly Subgraph[]): string {
  const documents = subgraphs.map(({ name, sdl, url }) => ({
    name,
    typeDefs: parse(sdl, { noLocation: true }),
    ...(url && { url }),
  }));
  const faults = [...documents.flatMap(subsetFaults), ...likenessFaults(documents)];
  if (faults.length > 0) throw new CompositionFault(faults);
  const { supergraphSdl, errors } = composeServices(documents);
  if (!supergraphSdl) throw new CompositionFault((errors ?? []).map(({ message }) => message));
  return `${print(parse(supergraphSdl))}\n`;
}
