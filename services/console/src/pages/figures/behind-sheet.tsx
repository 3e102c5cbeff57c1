import { Button } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { Fault } from '../../api/fault.js';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { type BehindAsked, FiguresBehind, ROWS_SHOWN } from './behind-documents.js';
import { BehindFilters } from './behind-filters.js';
import {
  type BehindContact,
  type BehindFilter,
  contactsOf,
  isAny,
  isWanted,
  placedIn,
  readsOn,
} from './behind-model.js';
import { behindTexts } from './behind-texts.js';
import { Figures } from './documents.js';
import { explainText } from './explain-model.js';
import { type View, valueOf } from './model.js';
import { meaningTexts } from './meaning-texts.js';
import { figuresTexts } from './texts.js';
import { figureText, usePeriodWords } from './words.js';
import css from './behind.module.css';

/** Without the sheet, and what narrowed it, in the address. */
const SHUT = { behind: null, channel: null, outcome: null };

interface Props {
  readonly view: View;
  readonly of: NonNullable<View['behind']>;
  onClose(): void;
}

/** The contacts that a figure counted, those that the caller may see: what it means, who they are, and as a file. */
export function BehindSheet({ view: { grain, start }, of: { scope, metric }, onClose }: Props) {
  const figures = useTexts(figuresTexts);
  const t = useTexts(behindTexts);
  const meaning = useTexts(meaningTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const words = usePeriodWords();
  const { params, change } = useAddress();
  const [text, setText] = useState('');
  const filter: BehindFilter = { ...placedIn(params), text };
  const narrow = ({ text: typed, channel, outcome }: BehindFilter) => {
    setText(typed);
    if (channel !== filter.channel || outcome !== filter.outcome) change({ channel, outcome });
  };
  const period = { grain, start };
  const figure = useAsk(Figures, { scope, period });
  const asked = { scope, period, metric };
  const list = useAskPages(FiguresBehind, { ...asked, first: ROWS_SHOWN }, ({ kpiContacts }) => kpiContacts);
  const contacts = list.edges?.map(({ node }) => node);
  const wanted = contacts?.filter((contact) => isWanted(contact, filter)) ?? [];
  useReadingOn(list, readsOn(filter, wanted.length, contacts?.length ?? 0));
  const saving = useSaving(`${metric}-${grain}-${start}.csv`, asked, filter);
  const kpi = figure.data?.kpi;
  const value = kpi && valueOf(kpi.values, metric)?.value;
  const all = contactsOf(metric, value);
  const ofAll = all === null ? null : format.count(all);
  const status = saving.read === null ? saving.told : t.exporting(format.count(saving.read), ofAll);
  const under = [kpi?.unit?.name ?? kpi?.staff?.name, words(grain, start), kpi && figureText(format, metric, value)];
  return (
    <Sheet
      title={figures.behind(terms.metric[metric])}
      under={under.filter(Boolean).join(' · ')}
      onClose={onClose}
      footer={
        <>
          <Button
            size="large"
            onClick={() => change({ ...SHUT, explain: explainText({ metric, scope, start: null }) })}
          >
            {figures.how}
          </Button>
          {saving.read === null ? (
            <Button
              size="large"
              disabled={wanted.length === 0 && !list.hasNextPage}
              onClick={() => void saving.start()}
            >
              {list.hasNextPage ? t.exportAll(isAny(filter)) : t.exportRows(wanted.length)}
            </Button>
          ) : (
            <Button size="large" onClick={saving.stop}>
              {t.stopExport}
            </Button>
          )}
        </>
      }
    >
      <p className={css.meaning}>{meaning[metric]}</p>
      <BehindFilters filter={filter} onChange={narrow} />
      <Answer of={{ ...list, data: contacts }}>
        {(read) => (
          <>
            {!isAny(filter) && (
              <p role="status" className={css.found}>
                {list.hasNextPage ? t.foundSoFar(wanted.length, read.length) : t.found(wanted.length, read.length)}
              </p>
            )}
            {read.length === 0 && !list.hasNextPage && <Empty title={t.noneBehind} />}
            <ul className={css.contacts}>
              {wanted.map((contact) => (
                <Contact key={contact.id} contact={contact} />
              ))}
            </ul>
          </>
        )}
      </Answer>
      <More list={list} />
      {status && (
        <p role="status" className={css.saving}>
          {status}
        </p>
      )}
    </Sheet>
  );
}

interface List {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly edges: readonly unknown[] | undefined;
  fetchNextPage(): unknown;
}
/** A search that found little goes on by itself. */
function useReadingOn(list: List, isLittle: boolean): void {
  const { hasNextPage, isFetchingNextPage, edges } = list;
  const readOn = useEffectEvent(() => void list.fetchNextPage());
  useEffect(() => {
    if (isLittle && hasNextPage && !isFetchingNextPage) readOn();
  }, [isLittle, hasNextPage, isFetchingNextPage, edges?.length]);
}

/**
 * Saves all that is looked for as a file for a spreadsheet, what is not loaded yet as well. `read`: so many contacts so
 * far; null while nothing is saved. `told`: what came of it. A sheet that is shut stops it.
 */
function useSaving(name: string, asked: BehindAsked, filter: BehindFilter) {
  const t = useTexts(behindTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  const [read, setRead] = useState<number | null>(null);
  const [told, tell] = useState('');
  const stopping = useRef<AbortController>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const words = {
    columns: t.columns,
    channel: (one: BehindContact['channel']) => terms.channel[one],
    outcome: (one: BehindContact['outcome']) => terms.outcome[one],
    tier: (one: BehindContact['client']['tier']) => terms.tier[one],
    yes: (is: boolean) => (is ? t.yes : t.no),
  };
  const start = async () => {
    const { signal } = (stopping.current = new AbortController());
    setRead(0);
    try {
      const { saveBehind } = await import('./save-behind.js');
      tell(t.exported(await saveBehind({ asked, filter, words, name, signal, onRead: setRead })));
    } catch (error) {
      if (signal.aborted) {
        tell(t.exportStopped);
        // With the sheet shut nothing else says so.
        say(t.exportStopped);
      } else if (error instanceof Fault) tell([error.message, t.notExported].filter(Boolean).join(' '));
      else throw error;
    } finally {
      setRead(null);
    }
  };
  return { read, told, start, stop: () => stopping.current?.abort() };
}

function Contact({
  contact: { client, staff, unit, channel, outcome, startedAt, effective, late },
}: {
  readonly contact: BehindContact;
}) {
  const t = useTexts(behindTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  return (
    <li>
      <Link to={`/clients/${encodeURIComponent(client.id)}`}>
        {client.name} <small>{client.id}</small>
      </Link>
      <time dateTime={startedAt}>{format.moment(startedAt)}</time>
      <span>{[terms.channel[channel], terms.outcome[outcome], terms.tier[client.tier]].join(' · ')}</span>
      <span>
        {staff.name} · {unit.name}
      </span>
      {(late || !effective) && <b>{late ? t.late : t.touch}</b>}
    </li>
  );
}
