import { useState } from 'react';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { Icon } from '../ui/icon.js';
import css from './parts.module.css';
import type { Channel } from './reach-model.js';
import { revealPhone } from './reveal-phone.js';
import { partTexts } from './texts.js';

interface Props {
  readonly clientId: string;
  /** The masked number; null: none is known. */
  readonly masked: string | null;
  /** By which of these the client may be reached; the first one is offered first. */
  readonly channels: readonly Channel[];
}

/** The app itself, not a chat in it: the bank's codes are none of WeCom's. */
const WECOM = 'wxwork://';

/** Large buttons that lead out to the phone or to WeCom, for the channels that the client allows. */
export function Call({ clientId, masked, channels }: Props) {
  const t = useTexts(partTexts);
  const offered = channels.filter((one) => one === 'WECHAT' || (one === 'PHONE' && masked !== null));
  if (offered.length === 0) return null;
  return (
    <div className={css.callButtons}>
      {offered.map((channel) =>
        channel === 'PHONE' ? (
          <Dial key={channel} clientId={clientId} masked={masked!} />
        ) : (
          <a key={channel} href={WECOM} title={t.wecomHint}>
            <Icon name="wechat" />
            {t.wecom}
          </a>
        ),
      )}
    </div>
  );
}

/** Asks for the whole number, which is recorded and said before, and hands it to the device at once. */
function Dial({ clientId, masked }: { readonly clientId: string; readonly masked: string }) {
  const t = useTexts(partTexts);
  const shell = useTexts(shellTexts);
  const [number, setNumber] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const dial = async () => {
    const answer = await revealPhone(clientId);
    if ('said' in answer) return setSaid(answer.said || shell.offlineState);
    setNumber(answer.number);
    if (answer.number) location.href = `tel:${answer.number}`;
  };
  return (
    <>
      {number === null ? (
        <button type="button" onClick={() => void dial()}>
          <Icon name="phone" />
          {t.call(masked)}
        </button>
      ) : (
        <a href={`tel:${number}`}>
          <Icon name="phone" />
          {t.call(number)}
        </a>
      )}
      <small>{said || t.callHint}</small>
    </>
  );
}
