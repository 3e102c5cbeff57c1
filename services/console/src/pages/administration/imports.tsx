import { Button } from 'antd';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Icon } from '../../ui/icon.js';
import { type Kind, kindOf, KINDS } from './import-model.js';
import { RunReport } from './run-report.js';
import { administrationTexts } from './texts.js';
import { type Chosen, useImports } from './use-imports.js';
import css from './administration.module.css';

const ENCODINGS = ['', 'gb18030'] as const;
const KILO = 1024;

/** Loads a bank's files: which, in their order, and how far each is. */
export function Imports() {
  const t = useTexts(administrationTexts);
  const { files, runs, isRunning, put, start, stop, saveRejects } = useImports();
  /** Several files dropped at once are told apart by their names. */
  const take = (kind: Kind, list: FileList | null) => {
    for (const file of list ?? []) put(list!.length > 1 ? (kindOf(file.name) ?? kind) : kind, { file, encoding: '' });
  };
  const hasFiles = Object.keys(files).length > 0;
  return (
    <Card title={t.load}>
      <p className={css.hint}>{t.loadHint}</p>
      <ol className={css.files}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <FileRow
              kind={kind}
              chosen={files[kind]}
              isLocked={isRunning}
              onTake={(list) => take(kind, list)}
              onEncoding={(encoding) => files[kind] && put(kind, { ...files[kind], encoding })}
              onRemove={() => put(kind, undefined)}
            />
            {runs[kind] && (
              <RunReport
                name={t.kind[kind]}
                run={runs[kind]}
                onSave={() => saveRejects(kind, files[kind]?.file.name ?? kind)}
              />
            )}
          </li>
        ))}
      </ol>
      <div className={css.actions}>
        {isRunning ? (
          <Button size="large" onClick={stop}>
            {t.stop}
          </Button>
        ) : (
          <Button type="primary" size="large" disabled={!hasFiles} onClick={() => void start()}>
            {t.start}
          </Button>
        )}
      </div>
    </Card>
  );
}

interface FileRowProps {
  readonly kind: Kind;
  readonly chosen: Chosen | undefined;
  readonly isLocked: boolean;
  onTake(files: FileList | null): void;
  onEncoding(encoding: string): void;
  onRemove(): void;
}
function FileRow({ kind, chosen, isLocked, onTake, onEncoding, onRemove }: FileRowProps) {
  const t = useTexts(administrationTexts);
  const format = useFormat();
  return (
    <div
      className={css.file}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!isLocked) onTake(event.dataTransfer.files);
      }}
    >
      <b>{t.kind[kind]}</b>
      <span className={css.fileName}>
        {chosen && (
          <>
            {chosen.file.name} <small>{t.size(format.count(Math.ceil(chosen.file.size / KILO)))}</small>
          </>
        )}
      </span>
      {chosen && (
        <select
          aria-label={t.encodingOf(t.kind[kind])}
          value={chosen.encoding}
          disabled={isLocked}
          onChange={({ target }) => onEncoding(target.value)}
        >
          {ENCODINGS.map((encoding) => (
            <option key={encoding} value={encoding}>
              {t.encodings[encoding]}
            </option>
          ))}
        </select>
      )}
      <label className={css.pick} data-locked={isLocked}>
        <input
          type="file"
          multiple
          accept=".csv,.ndjson,.jsonl,text/csv,application/x-ndjson"
          aria-label={t.chooseOf(t.kind[kind])}
          disabled={isLocked}
          onChange={({ target }) => {
            onTake(target.files);
            target.value = '';
          }}
        />
        <span aria-hidden="true">{chosen ? t.change : t.choose}</span>
      </label>
      {chosen && (
        <Button
          type="text"
          aria-label={t.remove(chosen.file.name)}
          disabled={isLocked}
          icon={<Icon name="close" size={16} />}
          onClick={onRemove}
        />
      )}
    </div>
  );
}
