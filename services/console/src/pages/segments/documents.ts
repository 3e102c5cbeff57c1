import { graphql } from '../../api/graphql.js';

/** Without counts: each line asks for its own, so that one that is refused does not cost the others. */
export const Segments = graphql(`
  query Segments($atLeast: Position) {
    segments(atLeast: $atLeast) {
      id
      name
      filter
    }
  }
`);

export const SegmentCount = graphql(`
  query SegmentCount($id: ID!, $atLeast: Position) {
    segment(id: $id, atLeast: $atLeast) {
      count
    }
  }
`);
