import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Fault } from '../api/fault.js';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { Icon, type IconName } from './icon.js';
import css from './states.module.css';

interface StateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint?: string;
  /** It stands for a whole page, and so is its heading. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** In place of what would be shown: a picture, what is the matter, and what to do. */
export function State({ icon, title, hint, isPage = false, children }: StateProps) {
  return (
    <div className={css.state}>
      <span className={css.picture}>
        <Icon name={icon} size={28} />
      </span>
      {isPage ? <h1 className={css.title}>{title}</h1> : <p className={css.title}>{title}</p>}
      {hint && <p className={css.hint}>{hint}</p>}
      {children}
    </div>
  );
}

/** Nothing is there, and that is no fault. */
export const Empty = ({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}) => (
  <State icon="check" title={title} {...(hint && { hint })}>
    {children}
  </State>
);

/** Where something is on its way: as many grey rows, each so high in pixels. */
export function Skeleton({ rows = 6, height = 72 }: { readonly rows?: number; readonly height?: number }) {
  const t = useTexts(shellTexts);
  return (
    <div role="status" aria-label={t.loading} className={css.skeleton}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} style={{ height }} />
      ))}
    </div>
  );
}

const PICTURES: Readonly<Record<Fault['kind'], IconName>> = {
  offline: 'cloudOff',
  'signed-out': 'lock',
  'out-of-scope': 'lock',
  'being-counted': 'clock',
  'service-down': 'alert',
  refused: 'alert',
};

interface FaultProps {
  readonly fault: Error;
  readonly retry?: () => unknown;
  /** It is being asked again. */
  readonly isTrying?: boolean;
  readonly isPage?: boolean;
}

/** Why a question was not answered: the platform's own sentence where it said one. */
export function FaultState({ fault, retry, isTrying = false, isPage = false }: FaultProps) {
  const t = useTexts(shellTexts);
  const kind = fault instanceof Fault ? fault.kind : 'refused';
  const [title, hint] = {
    offline: [t.offlineState, t.offlineStateHint],
    'signed-out': [t.ended, t.endedHint],
    'out-of-scope': [t.outOfScope, fault.message || t.outOfScopeHint],
    'being-counted': [t.beingCounted, fault.message || t.beingCountedHint],
    'service-down': [t.serviceDown, [fault.message, t.serviceDownHint].filter(Boolean).join(' ')],
    refused: [t.refused, fault.message],
  }[kind] as [string, string];
  return (
    <div role="alert">
      <State icon={PICTURES[kind]} title={title} hint={hint} isPage={isPage}>
        {retry && kind !== 'out-of-scope' && (
          <Button loading={isTrying} onClick={() => void retry()}>
            {t.retry}
          </Button>
        )}
      </State>
    </div>
  );
}

/** What is asked for is not for this caller, or is nowhere. */
export function OutOfScope() {
  const t = useTexts(shellTexts);
  return <State isPage icon="lock" title={t.outOfScope} hint={t.outOfScopeHint} />;
}

/** A line above what is shown, such as that a year is provisional. */
export function Note({
  kind = 'info',
  children,
}: {
  readonly kind?: 'info' | 'warning' | 'error';
  readonly children: ReactNode;
}) {
  return (
    <div className={css.note} data-kind={kind} {...(kind === 'error' && { role: 'alert' })}>
      {children}
    </div>
  );
}

/** A year whose official holidays are not known yet. */
export function ProvisionalNote() {
  return <Note kind="warning">{useTexts(shellTexts).provisional}</Note>;
}

interface Asked<R> {
  readonly data: R | undefined;
  readonly error: Error | null;
  /** How often it failed. */
  readonly errorUpdateCount?: number;
  readonly isFetching?: boolean;
  readonly refetch: () => unknown;
}
interface AnswerProps<R> {
  readonly of: Asked<R>;
  /** In place of grey rows while the first answer is on its way. */
  readonly waiting?: ReactNode;
  /** The answer is the whole page, its heading included. */
  readonly isPage?: boolean;
  readonly children: (data: R) => ReactNode;
}

/**
 * Shows an answer; until there is one, that it is on its way or why it does not come. What is known stays shown when a
 * later read fails; so does why none came, while the question is asked again.
 */
export function Answer<R>({ of: asked, waiting, isPage = false, children }: AnswerProps<R>) {
  const { data, error, errorUpdateCount = 0, isFetching = false, refetch } = asked;
  const [last, remember] = useState(error);
  if (error && error !== last) remember(error);
  if (data !== undefined) return <>{children(data)}</>;
  const fault = error ?? (errorUpdateCount > 0 ? last : null);
  if (fault) return <FaultState fault={fault} retry={refetch} isTrying={isFetching} isPage={isPage} />;
  return <>{waiting ?? <Skeleton />}</>;
}

/** The end of a list that goes on. */
export function More({
  list,
}: {
  readonly list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown };
}) {
  const t = useTexts(shellTexts);
  if (!list.hasNextPage) return null;
  return (
    <Button block size="large" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t.more}
    </Button>
  );
}
