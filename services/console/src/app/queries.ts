import { QueryClient } from '@tanstack/react-query';

const FRESH_MS = 30_000;
const KEPT_IN_MEMORY_MS = 86_400_000;

/** The answers of this page. Without a network what is known stays shown, and is asked for again when there is one. */
export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: FRESH_MS, gcTime: KEPT_IN_MEMORY_MS, networkMode: 'offlineFirst' } },
});
