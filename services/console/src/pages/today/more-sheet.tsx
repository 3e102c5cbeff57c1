import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useTexts } from '../../app/texts.js';
import { useOnline } from '../../offline/network.js';
import { Call } from '../../parts/call.js';
import { Reach } from '../../parts/reach.js';
import { preferredFirst, reachOf, singleChannel } from '../../parts/reach-model.js';
import { useUsualReach } from '../../parts/usual-reach.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { Sheet } from '../../ui/sheet.js';
import type { Doing } from './groups.js';
import type { ShownItem } from './model.js';
import { ReasonLabels, ReasonText } from './reason-text.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

interface Props {
  readonly item: ShownItem;
  onDo(doing: Doing): void;
  onClose(): void;
}

/** What can be done about a client of the day: reach them, log it, or leave them for another day. */
export function MoreSheet({ item, onDo, onClose }: Props) {
  const t = useTexts(todayTexts);
  const online = useOnline();
  const open = useNavigate();
  const { client, channel } = item;
  const reach = reachOf(client.consents, client.preferredChannel);
  const usually = useUsualReach(client.id);
  return (
    <Sheet title={client.name} under={<ReasonText reason={item.reason} />} onClose={onClose}>
      <ReasonLabels item={item} />
      <Reach consents={client.consents} preferred={client.preferredChannel} suggested={channel} />
      {usually && <p className={css.hint}>{t.usually(usually)}</p>}
      <Call
        clientId={client.id}
        masked={client.phone}
        channels={preferredFirst(reach.service, singleChannel(channel))}
      />
      <Button type="primary" className={css.bigButton ?? ''} onClick={() => onDo({ kind: 'log', item })}>
        {t.logContact}
      </Button>
      <ul className={css.menu}>
        <Choice
          icon="clock"
          title={t.defer}
          hint={online ? t.deferHint : t.needsNetwork}
          isOff={!online}
          onChoose={() => onDo({ kind: 'defer', item })}
        />
        <Choice
          icon="skip"
          title={t.skip}
          hint={online ? t.skipHint : t.needsNetwork}
          isOff={!online}
          onChoose={() => onDo({ kind: 'skip', item })}
        />
        <Choice
          icon="clients"
          title={t.openClient}
          hint={t.openClientHint}
          onChoose={() => void open(`/clients/${encodeURIComponent(client.id)}`)}
        />
      </ul>
    </Sheet>
  );
}

interface ChoiceProps {
  readonly icon: IconName;
  readonly title: string;
  /** What it does, or why it can't be done now. */
  readonly hint: string;
  readonly isOff?: boolean;
  onChoose(): void;
}

function Choice({ icon, title, hint, isOff = false, onChoose }: ChoiceProps) {
  return (
    <li>
      <button type="button" disabled={isOff} onClick={onChoose}>
        <Icon name={icon} />
        <b>{title}</b>
        <small>{hint}</small>
        <Icon name="chevron" size={18} />
      </button>
    </li>
  );
}
