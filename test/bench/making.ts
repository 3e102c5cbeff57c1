import type { Platform } from '../platform/platform.js';
import type { CallRow, Cast, MadeThing, Making, Said, Thing } from './calls.js';
import { type Call, loadHttp, NO_WARM_UP } from './load.js';
import { bad, json } from './measures.js';

const CONNECTIONS = 16;
/** A making ends once all is made, and is given up after so long. */
const WITHIN_SECONDS = 120;

interface Answer {
  readonly data: { readonly made: { readonly thing: MadeThing } };
}

/** Speaks at the gateway for all who have a part in rows. */
export class Speakers {
  private constructor(
    private readonly url: string,
    private readonly tokens: ReadonlyMap<string, string>,
  ) {}

  static async of(platform: Platform, { allRms, visited, heads, wideHeadIds }: Cast): Promise<Speakers> {
    const people = [...allRms, ...visited.keys(), ...heads.map(({ staffId }) => staffId), ...wideHeadIds];
    const tokens = new Map<string, string>();
    for (const person of [...people, 'H0001', 'A0001']) tokens.set(person, await platform.token(person));
    return new Speakers(platform.url, tokens);
  }

  call(operation: string, { staffId, variables }: Said, answered?: Call['answered']): Call {
    return {
      url: `${this.url}/graphql`,
      headers: { ...json, authorization: `Bearer ${this.tokens.get(staffId)!}` },
      body: JSON.stringify({ query: operation, variables }),
      ...(answered && { answered }),
    };
  }
}

/** What a row acts on; nothing where the cast is all it needs. Throws where a command is refused. */
export async function thingsOf(platform: Platform, made: CallRow['made'], cast: Cast): Promise<readonly Thing[]> {
  if (made === undefined) return [];
  if (typeof made === 'function') return made(platform, cast);
  const speakers = await Speakers.of(platform, cast);
  const things = await make(made, cast, speakers);
  for (const { operation, call } of made.further ?? []) {
    let n = 0;
    await send(() => {
      const thing = things[n++];
      return thing && speakers.call(operation, call(thing, cast));
    });
  }
  return things;
}

async function make({ count, operation, call, idOf }: Making, cast: Cast, speakers: Speakers): Promise<Thing[]> {
  const things: Thing[] = [];
  let n = 0;
  await send(() => {
    const at = n++;
    const said = at < count ? call(at, cast) : undefined;
    if (!said) return undefined;
    const { variables: _variables, ...whose } = said;
    return speakers.call(operation, said, (body) => {
      const { thing } = (JSON.parse(body) as Answer).data.made;
      things[at] = { ...whose, id: idOf ? idOf(thing, at) : thing.id };
    });
  });
  return things;
}

/** Sends all that there are. */
async function send(next: () => Call | undefined): Promise<void> {
  const { errors, firstError } = await loadHttp(next, CONNECTIONS, WITHIN_SECONDS, bad, NO_WARM_UP);
  if (errors > 0) throw new Error(`${errors} things could not be made: ${firstError ?? ''}`);
}
