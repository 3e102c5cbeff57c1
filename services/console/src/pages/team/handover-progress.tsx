import { Button } from 'antd';
import { useTexts } from '../../app/texts.js';
import { Sheet } from '../../ui/sheet.js';
import { Note } from '../../ui/states.js';
import { teamTexts } from './texts.js';
import type { Handover } from './use-handover.js';
import css from './team.module.css';

interface Props {
  readonly name: string;
  readonly handover: Handover;
  onClose(): void;
}

/** How far a handover is, who was not handed over and why; it can be stopped, and gone on with. */
export function HandoverProgress({ name, handover: { progress, stop, resume }, onClose }: Props) {
  const t = useTexts(teamTexts).sheet;
  const isRunning = Boolean(progress?.isRunning);
  const settled = progress ? progress.total - progress.left.length : 0;
  const left = progress?.left.length ?? 0;
  return (
    <Sheet
      title={t.title(name)}
      onClose={() => {
        stop();
        onClose();
      }}
      footer={
        isRunning ? (
          <Button size="large" onClick={stop}>
            {t.stop}
          </Button>
        ) : (
          <>
            {left > 0 && (
              <Button size="large" type="primary" onClick={resume}>
                {t.resume(left)}
              </Button>
            )}
            <Button size="large" type={left > 0 ? 'default' : 'primary'} onClick={onClose}>
              {t.close}
            </Button>
          </>
        )
      }
    >
      <div role="status" className={css.running}>
        <progress value={settled} max={progress?.total || 1} aria-label={t.title(name)} />
        <p>{isRunning ? t.running(settled, progress!.total) : left > 0 ? t.stopped(left) : t.done(progress!.done)}</p>
      </div>
      {progress?.fault && <Note kind="error">{progress.fault.message}</Note>}
      {progress && progress.refused.length > 0 && (
        <>
          <Note kind="warning">{t.refused(progress.refused.length)}</Note>
          <ul className={css.refused}>
            {progress.refused.map(({ clientId, message }) => (
              <li key={clientId}>
                <b>{clientId}</b> {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </Sheet>
  );
}
