import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useTexts } from '../../app/texts.js';
import { shellTexts } from '../../locales/shell.js';
import { Icon } from '../../ui/icon.js';
import { State } from '../../ui/states.js';
import { clientTexts } from './texts.js';

/** A client who is another's, or nobody's: the platform tells neither, so the page says what to do in either case. */
export function NotYours() {
  const t = useTexts(clientTexts);
  const shell = useTexts(shellTexts);
  const go = useNavigate();
  // The first page of a tab has none before it.
  const back = () => void (history.state?.idx > 0 ? go(-1) : go('/clients'));
  return (
    <State isPage icon="lock" title={shell.outOfScope} hint={t.notYours}>
      <Button size="large" icon={<Icon name="back" size={18} />} onClick={back}>
        {t.goBack}
      </Button>
    </State>
  );
}
