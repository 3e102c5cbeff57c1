import { Button } from 'antd';
import { Link } from 'react-router';
import { shellTexts } from '../locales/shell.js';
import { State } from '../ui/states.js';
import { useTexts } from './texts.js';

export function NotFound() {
  const t = useTexts(shellTexts);
  return (
    <State isPage icon="search" title={t.notFound} hint={t.notFoundHint}>
      <Link to="/">{t.home}</Link>
    </State>
  );
}

export function PageFailed() {
  const t = useTexts(shellTexts);
  return (
    <State isPage icon="alert" title={t.failed} hint={t.failedHint}>
      <Button onClick={() => location.reload()}>{t.reload}</Button>
    </State>
  );
}
