import { useQueries } from '@tanstack/react-query';
import { keyOf } from '../../api/ask.js';
import { execute } from '../../api/execute.js';
import { readFragment } from '../../api/graphql.js';
import { useSettings } from '../../app/settings-context.js';
import { SERVICE_NAMES, SERVICES, type ServiceName, type ServiceState, StateFields } from './state-documents.js';

export const LOOK_EVERY_MS = 10_000;

/** How a service does; without a state it did not answer, or not yet. */
export interface Look {
  readonly service: ServiceName;
  readonly state: ServiceState | undefined;
  readonly error: Error | null;
}

/** Each service by itself, looked at again and again. */
export function useStates(): readonly Look[] {
  const { language } = useSettings();
  return useQueries({
    queries: SERVICE_NAMES.map((service) => {
      const { state } = SERVICES[service];
      return {
        queryKey: keyOf(state, {}, language),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          execute(state as typeof SERVICES.organisation.state, {}, { signal }),
        refetchInterval: LOOK_EVERY_MS,
        retry: false,
      };
    }),
    combine: (answers) =>
      answers.map(({ data, error }, index) => ({
        service: SERVICE_NAMES[index]!,
        state: data && readFragment(StateFields, data.state),
        error,
      })),
  });
}
