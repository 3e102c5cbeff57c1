import { Component, type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { session } from '../session/session.js';
import { Skeleton } from '../ui/states.js';
import { homeOf } from './access.js';
import { useMe } from './me.js';
import { pages } from './pages.js';
import { PageFailed, NotFound } from './not-found.js';
import { Shell } from './shell.js';

/** Where a person begins. */
function Home() {
  const { person } = useMe();
  return person ? <Navigate to={homeOf(person.role)} replace /> : <Skeleton />;
}

/** A fault of our own stops at the page it is on: the way to the others stays open. */
class Fence extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <PageFailed /> : this.props.children;
  }
}

/**
 * Every address of the console. With nobody signed in, the sign-in page stands at the address that was asked for, and
 * leads there.
 */
export function Routing() {
  const state = useSyncExternalStore(session.onChange, session.state);
  if (state === 'signed-out')
    return (
      <Suspense>
        <pages.signIn />
      </Suspense>
    );
  return (
    <BrowserRouter basename={import.meta.env.BASE_URL}>
      <Shell>
        <Fence>
          <Suspense fallback={<Skeleton />}>
            <Routes>
              <Route index element={<Home />} />
              <Route path="today" element={<pages.today />} />
              <Route path="visits" element={<pages.visits />} />
              <Route path="visits/:visitId" element={<pages.visit />} />
              <Route path="leave" element={<pages.leave />} />
              <Route path="more" element={<pages.more />} />
              <Route path="gifts" element={<pages.gifts />} />
              <Route path="help" element={<pages.help />} />
              <Route path="mastery" element={<pages.mastery />} />
              <Route path="greetings" element={<pages.greetings />} />
              <Route path="clients" element={<pages.clients />} />
              <Route path="clients/:clientId" element={<pages.client />} />
              <Route path="complaints" element={<pages.complaints />} />
              <Route path="segments" element={<pages.segments />} />
              <Route path="segments/:segmentId" element={<pages.segment />} />
              <Route path="groups" element={<pages.groups />} />
              <Route path="groups/:groupId" element={<pages.group />} />
              <Route path="team" element={<pages.team />} />
              <Route path="figures" element={<pages.figures />} />
              <Route path="playbooks" element={<pages.playbooks />} />
              <Route path="cockpit" element={<pages.cockpit />} />
              <Route path="report" element={<pages.report />} />
              <Route path="organisation" element={<pages.organisation />} />
              <Route path="administration" element={<pages.administration />} />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </Fence>
      </Shell>
    </BrowserRouter>
  );
}
