import {
  type QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useSettings } from '../app/settings-context.js';
import { session } from '../session/session.js';
import { type Asking, execute } from './execute.js';
import { againMs, Fault, mayPass } from './fault.js';
import type { TadaDocumentNode } from './graphql.js';
import { positions } from './positions.js';
import { print } from './print.js';
import { isSameQuestion } from './same-question.js';

type WithoutPosition<V> = Omit<V, 'atLeast'>;
type Paged<V> = Omit<V, 'atLeast' | 'after'>;

interface Page<Edge> {
  readonly edges: readonly Edge[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
export interface AskOptions {
  /** False: not yet, or not at all. */
  readonly when?: boolean;
  /** Kept on the device for a day, so that it can be read without a network. */
  readonly keep?: boolean;
  /** Shows the answer before while another one is on its way, as when a filter changes. */
  readonly holdOn?: boolean;
  /** The operation has no `$atLeast`, and is to show this page's commands all the same: a header asks for them. */
  readonly showsOwn?: boolean;
  /** Asked again so often, as nothing tells of what changes. */
  readonly everyMs?: number;
}

/** A service that hung once hangs again: the person who waits is told, and may ask for another try. */
const retriesOf = (fault: Error): number => (fault instanceof Fault && fault.kind === 'service-down' ? 1 : 3);
const nameOf = (asked: object): string => /(?:query|subscription|mutation)\s+(\w+)/.exec(print(asked))?.[1] ?? '';
const fresh = (asked: object): object => (print(asked).includes('$atLeast') ? { atLeast: positions.latest() } : {});
const askingOf = ({ showsOwn = false }: AskOptions, signal: AbortSignal): Asking => ({
  signal,
  ...(showsOwn && { atLeast: positions.latest() }),
});

/** The key of a question: of whom, in which language. */
export const keyOf = (asked: object, variables: object, language: string): readonly unknown[] => [
  nameOf(asked),
  session.subject(),
  language,
  variables,
];

/** A question as it stands: with why it was not answered, if it was not. */
interface Standing {
  readonly state: { readonly error: Error | null };
}

const common = (key: readonly unknown[], { when = true, keep = false, holdOn = false, everyMs }: AskOptions) => ({
  queryKey: key,
  enabled: when,
  refetchInterval: ({ state }: Standing) => everyMs ?? againMs(state.error),
  meta: { keep },
  retry: (failures: number, fault: Error) => failures < retriesOf(fault) && mayPass(fault),
  placeholderData: <T>(before: T | undefined, asked: { readonly queryKey: readonly unknown[] } | undefined) =>
    holdOn || (asked && isSameQuestion(key, asked.queryKey)) ? before : undefined,
});

/** Asks, and answers from what is known meanwhile. `$atLeast` is filled in where the operation declares it. */
export function useAsk<R, V>(
  asked: TadaDocumentNode<R, V>,
  variables: WithoutPosition<V>,
  options: AskOptions = {},
): UseQueryResult<R, Error> {
  const { language } = useSettings();
  return useQuery({
    queryFn: ({ signal }) => execute(asked, { ...variables, ...fresh(asked) } as V, askingOf(options, signal)),
    ...common(keyOf(asked, variables, language), options),
  }) as UseQueryResult<R, Error>;
}

/** A list that goes on: `after` and `$atLeast` are filled in, `pick` says where the connection lies. */
export function useAskPages<R, V, Edge>(
  asked: TadaDocumentNode<R, V>,
  variables: Paged<V>,
  pick: (data: R) => Page<Edge> | null | undefined,
  options: AskOptions = {},
) {
  const { language } = useSettings();
  const list = useInfiniteQuery({
    queryFn: ({ signal, pageParam }) =>
      execute(asked, { ...variables, ...fresh(asked), after: pageParam } as V, askingOf(options, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: (last: R) => {
      const page = pick(last);
      return page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    },
    ...common(keyOf(asked, variables, language), options),
  });
  const edges = list.data?.pages.flatMap((page) => pick(page)?.edges ?? []);
  return { ...list, edges };
}

/** Puts into the answer of a question what came to be known otherwise, as from a subscription. */
export function useAnswerWriter(): <R, V>(
  asked: TadaDocumentNode<R, V>,
  variables: WithoutPosition<V>,
  change: (before: R) => R,
) => void {
  const queries: QueryClient = useQueryClient();
  const { language } = useSettings();
  return (asked, variables, change) =>
    queries.setQueryData(
      keyOf(asked, variables, language),
      (before: Parameters<typeof change>[0] | undefined) => before && change(before),
    );
}
