import { Button } from 'antd';
import { useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { Select } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Note } from '../../ui/states.js';
import { Visits } from '../visits/documents.js';
import { type Gift, HandOverGift } from './documents.js';
import { giftsTexts } from './texts.js';

const WAYS = ['DELIVERED', 'COLLECTED'] as const;
type Way = (typeof WAYS)[number];

/** Says how a gift came to its client: on a visit that has started, or that the client collected it. */
export function HandOverSheet({ gift, onClose }: { readonly gift: Gift; onClose(): void }) {
  const t = useTexts(giftsTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const say = useSay();
  const [how, setHow] = useState<Way>(gift.visit ? 'DELIVERED' : 'COLLECTED');
  const [chosen, choose] = useState(gift.visit?.id ?? '');
  const begun = useAskPages(
    Visits,
    { filter: { clientId: gift.client.id, states: ['STARTED', 'ENDED', 'REVIEWED'] } },
    ({ visits }) => visits,
  );
  const visits = begun.edges?.map(({ node }) => node) ?? [];
  const visitId = visits.some(({ id }) => id === chosen) ? chosen : (visits[0]?.id ?? '');
  const { send, busy, errors, fault } = useCommand(HandOverGift, (data) => data.handOverGift);
  const save = async () => {
    const visit = how === 'DELIVERED' ? visitId || null : null;
    if (!(await send({ giftId: gift.id, how, visitId: visit }))) return;
    say(t.handedOver);
    onClose();
  };
  const visitText = (id: string) => {
    const visit = visits.find((one) => one.id === id)!;
    return `${format.dayMonth(visit.plannedOn)} · ${terms.place[visit.place]} · ${terms.state[visit.state]}`;
  };
  return (
    <Sheet
      title={t.handOverTitle}
      under={`${gift.item.name} · ${gift.client.name}`}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={how === 'DELIVERED' && visitId === ''}
          onClick={() => void save()}
        >
          {t.act.handOver}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['visitId']} />
      <Chips<Way> legend={t.how} columns={2} values={WAYS} value={how} text={(one) => t.ways[one]} onChange={setHow} />
      {how === 'DELIVERED' && visits.length > 0 && (
        <Select
          label={t.visit}
          value={visitId}
          values={visits.map(({ id }) => id)}
          text={visitText}
          error={sentencesAt(errors, 'visitId')}
          onChange={choose}
        />
      )}
      {how === 'DELIVERED' && begun.edges?.length === 0 && <Note kind="warning">{t.noVisits}</Note>}
    </Sheet>
  );
}
