import { useFormat } from '../app/format.js';
import { useTexts } from '../app/texts.js';
import { termTexts } from '../locales/terms.js';
import { ChannelIcon } from './channel-icon.js';
import css from './parts.module.css';
import { type Channel, type ConsentWord, preferredFirst, reachOf, singleChannel } from './reach-model.js';
import { partTexts } from './texts.js';

interface Props {
  readonly consents: readonly ConsentWord[];
  readonly preferred: Channel | 'WECHAT_GROUP' | null;
  /** The one that the plan suggests, which then comes first. */
  readonly suggested?: Channel | 'WECHAT_GROUP';
}

/** By which channels the client allows to be reached, the preferred one first, and whether for marketing too. */
export function Reach({ consents, preferred, suggested }: Props) {
  const t = useTexts(partTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const reach = reachOf(consents, preferred);
  const first = suggested ? singleChannel(suggested) : reach.preferred;
  return (
    <p className={css.reach}>
      {reach.service.length === 0 && <em data-lacking>{t.noConsent}</em>}
      {preferredFirst(reach.service, first).map((channel) => (
        <span key={channel} data-first={channel === first}>
          <ChannelIcon channel={channel} />
          {terms.channel[channel]}
          {channel === reach.preferred && <small>{t.preferred}</small>}
        </span>
      ))}
      {reach.marketing.length === 0 ? (
        <em data-lacking>{t.noMarketing}</em>
      ) : (
        <em>{t.marketing(format.list(reach.marketing.map((channel) => terms.channel[channel])))}</em>
      )}
    </p>
  );
}
