import { Button } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { csvOf } from '../../ui/csv.js';
import { download } from '../../ui/download.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { FiguresBehind } from './behind-documents.js';
import { BehindFilters } from './behind-filters.js';
import { ANY, type BehindContact, type BehindFilter, behindLines, isAny, isWanted, readsOn } from './behind-model.js';
import { Figures } from './documents.js';
import { type View, valueOf } from './model.js';
import { figuresTexts } from './texts.js';
import { figureText, usePeriodWords } from './words.js';
import css from './behind.module.css';

interface Props {
  readonly view: View;
  readonly of: NonNullable<View['behind']>;
  onClose(): void;
}

/** The contacts that a figure counted, those that the caller may see: what it means, who they are, and as a file. */
export function BehindSheet({ view: { grain, start }, of: { scope, metric }, onClose }: Props) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const words = usePeriodWords();
  const [filter, setFilter] = useState<BehindFilter>(ANY);
  const period = { grain, start };
  const figure = useAsk(Figures, { scope, period });
  const list = useAskPages(FiguresBehind, { scope, period, metric }, ({ kpiContacts }) => kpiContacts);
  const contacts = list.edges?.map(({ node }) => node);
  const wanted = contacts?.filter((contact) => isWanted(contact, filter)) ?? [];
  useReadingOn(list, readsOn(filter, wanted.length, contacts?.length ?? 0));
  const save = useSaving(`${metric}-${grain}-${start}.csv`);
  const kpi = figure.data?.kpi;
  const under = [
    kpi?.unit?.name ?? kpi?.staff?.name,
    words(grain, start),
    kpi && figureText(format, metric, valueOf(kpi.values, metric)?.value),
  ];
  return (
    <Sheet
      title={t.behind(terms.metric[metric])}
      under={under.filter(Boolean).join(' · ')}
      onClose={onClose}
      footer={
        <Button size="large" disabled={wanted.length === 0} onClick={() => save(wanted)}>
          {t.exportRows(wanted.length)}
        </Button>
      }
    >
      <p className={css.meaning}>{t.meaning[metric]}</p>
      <BehindFilters filter={filter} onChange={setFilter} />
      <Answer of={{ ...list, data: contacts }}>
        {(all) => (
          <>
            {!isAny(filter) && (
              <p role="status" className={css.found}>
                {list.hasNextPage ? t.foundSoFar(wanted.length, all.length) : t.found(wanted.length, all.length)}
              </p>
            )}
            {all.length === 0 && !list.hasNextPage && <Empty title={t.noneBehind} />}
            <ul className={css.contacts}>
              {wanted.map((contact) => (
                <Contact key={contact.id} contact={contact} />
              ))}
            </ul>
          </>
        )}
      </Answer>
      <More list={list} />
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

/** Saves what is shown as a file for a spreadsheet. */
function useSaving(name: string): (contacts: readonly BehindContact[]) => void {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  return (contacts) => {
    const lines = behindLines(contacts, {
      columns: t.columns,
      channel: (one) => terms.channel[one],
      outcome: (one) => terms.outcome[one],
      tier: (one) => terms.tier[one],
      yes: (is) => (is ? t.yes : t.no),
    });
    download(name, csvOf(lines), 'text/csv;charset=utf-8');
    say(t.exported(contacts.length));
  };
}

function Contact({
  contact: { client, staff, unit, channel, outcome, startedAt, effective, late },
}: {
  readonly contact: BehindContact;
}) {
  const t = useTexts(figuresTexts);
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
