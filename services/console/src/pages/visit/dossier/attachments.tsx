import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useAsk } from '../../../api/ask.js';
import { newCommandId } from '../../../api/ids.js';
import { useFormat } from '../../../app/format.js';
import { useTexts } from '../../../app/texts.js';
import { shellTexts } from '../../../locales/shell.js';
import { Icon } from '../../../ui/icon.js';
import { Card } from '../../../ui/page.js';
import { useSay } from '../../../ui/say.js';
import { Answer, Note } from '../../../ui/states.js';
import { type Attachment, Attachments } from './documents.js';
import css from './dossier.module.css';
import { dossierTexts } from './texts.js';
import { addAttachment, type Chosen } from './upload.js';

/** Links are good for ten minutes: they are asked for again before that. */
const LINKS_EVERY_MS = 5 * 60_000;
const KILOBYTE = 1_000;

interface Props {
  readonly visitId: string;
  readonly mayAdd: boolean;
}

/** The photos and voice notes of a visit; one is added from the camera of a phone, or as a file. */
export function AttachmentsOf({ visitId, mayAdd }: Props) {
  const t = useTexts(dossierTexts);
  const asked = useAsk(Attachments, { visitId });
  const { refetch } = asked;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), LINKS_EVERY_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  return (
    <Card title={t.attachments}>
      <Answer of={asked}>
        {({ visit }) => {
          const attachments = visit?.attachments ?? [];
          return attachments.length === 0 ? <p className={css.quiet}>{t.noAttachments}</p> : <List of={attachments} />;
        }}
      </Answer>
      {mayAdd && <Add visitId={visitId} />}
    </Card>
  );
}

function List({ of }: { readonly of: readonly Attachment[] }) {
  const t = useTexts(dossierTexts);
  const format = useFormat();
  return (
    <ul className={css.past}>
      {of.map(({ id, name, bytes, contentType, addedAt, addedBy, url }) => (
        <li key={id}>
          <a href={url} target="_blank" rel="noreferrer" aria-label={t.open(name)}>
            <b>
              <Icon name={contentType.startsWith('audio/') ? 'phone' : 'eye'} size={16} /> {name}
            </b>
            <span>
              {[t.by(addedBy.name, format.moment(addedAt)), t.size(format.count(Math.ceil(bytes / KILOBYTE)))].join(
                ' · ',
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

interface Sending extends Chosen {
  /** Why it was not taken; null while it is on its way. */
  readonly refused: string | null;
}

function Add({ visitId }: Pick<Props, 'visitId'>) {
  const t = useTexts(dossierTexts);
  const shell = useTexts(shellTexts);
  const say = useSay();
  const queries = useQueryClient();
  const [sending, setSending] = useState<Sending | null>(null);
  const send = async (chosen: Chosen) => {
    setSending({ ...chosen, refused: null });
    const refused = await addAttachment(visitId, chosen);
    if (refused !== null) return setSending({ ...chosen, refused: refused || shell.offlineState });
    setSending(null);
    say(t.added);
    await queries.invalidateQueries();
  };
  const choose = (file: File) => void send({ file, commandId: newCommandId() });
  return (
    <>
      {sending && sending.refused === null && <Note>{t.sending(sending.file.name)}</Note>}
      {sending && sending.refused !== null && (
        <Note kind="error">
          {sending.refused} <Button onClick={() => void send(sending)}>{t.again}</Button>
        </Note>
      )}
      <div className={css.add}>
        <Choose accept="image/*" capture onChoose={choose}>
          {t.photo}
        </Choose>
        <Choose accept="image/*,audio/*" onChoose={choose}>
          {t.file}
        </Choose>
      </div>
    </>
  );
}

interface ChooseProps {
  readonly accept: string;
  /** Opens the camera of a phone at once. */
  readonly capture?: boolean;
  readonly children: ReactNode;
  onChoose(file: File): void;
}
function Choose({ accept, capture = false, children, onChoose }: ChooseProps) {
  return (
    <label className={css.choose}>
      <input
        type="file"
        accept={accept}
        {...(capture && { capture: 'environment' as const })}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onChoose(file);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <Icon name="plus" size={18} />
      {children}
    </label>
  );
}
