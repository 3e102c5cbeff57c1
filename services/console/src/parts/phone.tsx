import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { Icon } from '../ui/icon.js';
import css from './parts.module.css';
import { revealPhone } from './reveal-phone.js';
import { partTexts } from './texts.js';

/**
 * A phone number, masked until somebody asks to see it. That is recorded, and said before it is done. The whole number
 * is kept nowhere.
 */
export function Phone({ clientId, masked }: { readonly clientId: string; readonly masked: string | null }) {
  const t = useTexts(partTexts);
  const shell = useTexts(shellTexts);
  const [number, setNumber] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const reveal = async () => {
    const answer = await revealPhone(clientId);
    if ('said' in answer) setSaid(answer.said || shell.offlineState);
    else setNumber(answer.number);
  };
  if (masked === null) return <span className={css.secondary}>{t.noPhone}</span>;
  if (number !== null)
    return (
      <a className={css.call} href={`tel:${number}`}>
        <Icon name="phone" size={18} />
        {number}
      </a>
    );
  return (
    <span className={css.phone}>
      <span className={css.number}>{masked}</span>
      <Button icon={<Icon name="eye" size={16} />} onClick={() => void reveal()}>
        {t.reveal}
      </Button>
      <small>{said || t.revealHint}</small>
    </span>
  );
}
