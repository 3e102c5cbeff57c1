import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './app/queries.js';
import { Routing } from './app/routing.js';
import { Settings } from './app/settings.js';
import { Updates } from './app/updates.js';
import { keepAnswers, restoreKept } from './offline/kept.js';
import { session } from './session/session.js';
import { Saying } from './ui/say.js';
import './app/global.css';

/** The address of this module holds a hash of all that it is made of. */
const BUILD = import.meta.url;

await session.start();
if (session.subject()) await restoreKept(queries, session.subject(), BUILD).catch(() => undefined);
keepAnswers(queries, session.subject, BUILD);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Suspense>
        <Settings>
          <Saying>
            <Routing />
            <Updates />
          </Saying>
        </Settings>
      </Suspense>
    </QueryClientProvider>
  </StrictMode>,
);
