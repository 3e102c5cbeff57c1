import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTexts } from '../../app/texts.js';
import type { Found } from '../../parts/client-finder.js';
import { helpTexts } from './texts.js';
import cards from '../../parts/cards.module.css';

const AskSheet = lazy(async () => ({ default: (await import('./ask-sheet.js')).AskSheet }));

/** Asks for help with a client, on the client's page. */
export function AskAboutClient({ client }: { readonly client: Found }) {
  const t = useTexts(helpTexts);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button size="large" className={cards.big ?? ''} onClick={() => setAsking(true)}>
        {t.ask}
      </Button>
      <Suspense>{isAsking && <AskSheet client={client} onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}
