import { ADDED, type FieldShape, type ObjectShape, type Wrapping } from '../planning/plan.js';
import type { AnswerErrors } from './answer-errors.js';

export type JsonObject = { [key: string]: unknown };
const PROPAGATE = Symbol('a null that climbs to its parent');

/** Puts the fetched parts into the order of the query, strips what was added, and lets nulls climb as the specification says. */
export function completeAnswer(shape: ObjectShape, fetched: JsonObject, errors: AnswerErrors): JsonObject | null {
  const data = new Completion(errors).object(fetched, shape);
  return data === PROPAGATE ? null : data;
}

class Completion {
  private readonly path: (string | number)[] = [];
  constructor(private readonly errors: AnswerErrors) {}

  object(fetched: JsonObject, shape: ObjectShape): JsonObject | typeof PROPAGATE {
    if (shape.isWhole) return fetched;
    const answer: JsonObject = {};
    for (const field of shape.fields) {
      if (field.constant !== undefined) {
        answer[field.key] = field.constant;
        continue;
      }
      this.path.push(field.key);
      const value = this.value(fetched[field.key], field.wrapping, field);
      this.path.pop();
      if (value === PROPAGATE) return PROPAGATE;
      answer[field.key] = value;
    }
    return answer;
  }

  private value(fetched: unknown, wrapping: Wrapping, field: FieldShape): unknown {
    // A key that was not fetched, named like something that every object has: JSON holds no functions.
    if (fetched === null || fetched === undefined || typeof fetched === 'function') {
      if (!wrapping.nonNull) return null;
      this.errors.missing(this.path, field.coordinate);
      return PROPAGATE;
    }
    if (field.isWhole) return fetched;
    const value = wrapping.of ? this.list(fetched as unknown[], wrapping.of, field) : this.concrete(fetched as JsonObject, field);
    return value === PROPAGATE && !wrapping.nonNull ? null : value;
  }

  private list(fetched: unknown[], wrapping: Wrapping, field: FieldShape): unknown {
    const answer: unknown[] = new Array(fetched.length);
    for (let index = 0; index < fetched.length; index++) {
      this.path.push(index);
      const value = this.value(fetched[index], wrapping, field);
      this.path.pop();
      if (value === PROPAGATE) return PROPAGATE;
      answer[index] = value;
    }
    return answer;
  }

  private concrete(fetched: JsonObject, field: FieldShape): JsonObject | typeof PROPAGATE {
    const typeName = fetched[ADDED.type];
    const shape = field.shapes.length === 1 ? field.shapes[0] : field.shapes.find((candidate) => candidate.typeName === typeName);
    return shape ? this.object(fetched, shape) : {};
  }
}
