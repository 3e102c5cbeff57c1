import { useEffect, useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { SearchClients } from './documents.js';

const PAUSE_MS = 250;

/** The clients whom the platform takes a text to mean, once the typing pauses; `edges` undefined: not known (yet). */
export function useSearch(text: string) {
  const typed = text.trim();
  const [wanted, setWanted] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setWanted(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const isAsked = wanted !== '' && wanted === typed;
  const found = useAskPages(SearchClients, { text: wanted }, (data) => data.searchClients, { when: isAsked });
  return { ...found, edges: isAsked ? found.edges : undefined };
}
