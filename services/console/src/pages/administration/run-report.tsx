import { Button } from 'antd';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Note } from '../../ui/states.js';
import type { Reject, Run } from './import-model.js';
import { administrationTexts } from './texts.js';
import css from './administration.module.css';

const COUNTED = ['read', 'taken', 'unchanged', 'rejected'] as const;

interface Props {
  readonly run: Run;
  /** Of which file. */
  readonly name: string;
  onSave(): void;
}

/** How far a file is, its account, and the rows that came back. */
export function RunReport({ run, name, onSave }: Props) {
  const t = useTexts(administrationTexts);
  const format = useFormat();
  const { state, counts, account, failure, rejects, unknownColumns } = run;
  return (
    <div className={css.run}>
      <div role="status" className={css.counts} data-state={state}>
        <span className={css.state}>{t.state[state]}</span>
        {COUNTED.map((one) => (
          <span key={one} data-bad={one === 'rejected' && counts.rejected > 0}>
            {t[one]} <b>{format.count(counts[one])}</b>
          </span>
        ))}
      </div>
      {state === 'running' && <progress className={css.bar} aria-label={t.state.running} />}
      {failure && <Note kind="error">{failure}</Note>}
      {unknownColumns.length > 0 && <Note>{t.unknownColumns(format.list(unknownColumns))}</Note>}
      {account?.awaiting !== undefined && <Note kind="warning">{t.awaiting(format.count(account.awaiting))}</Note>}
      {account?.warnings?.map(({ code, message }) => (
        <Note key={code} kind="warning">
          {message}
        </Note>
      ))}
      {account?.blank !== undefined && <p className={css.hint}>{t.blank(format.count(account.blank))}</p>}
      {rejects.length > 0 && (
        <Rejects name={name} rejects={rejects} all={Math.max(counts.rejected, rejects.length)} onSave={onSave} />
      )}
    </div>
  );
}

interface RejectsProps extends Omit<Props, 'run'> {
  readonly rejects: readonly Reject[];
  readonly all: number;
}
function Rejects({ name, rejects, all, onSave }: RejectsProps) {
  const t = useTexts(administrationTexts);
  const format = useFormat();
  return (
    <>
      <div className={css.rejectsHead}>
        <h3>{t.rejects}</h3>
        {rejects.length < all && <span>{t.rejectsSome(format.count(rejects.length), format.count(all))}</span>}
        <Button onClick={onSave}>{t.saveRejects}</Button>
      </div>
      <div className={css.scroll} tabIndex={0} role="region" aria-label={`${t.rejects} ${name}`}>
        <table className={css.rejects}>
          <thead>
            <tr>
              <th scope="col">{t.line}</th>
              <th scope="col">{t.field}</th>
              <th scope="col">{t.reason}</th>
              <th scope="col">{t.row}</th>
            </tr>
          </thead>
          <tbody>
            {rejects.map((reject, index) => (
              <tr key={`${reject.line} ${index}`}>
                <td>{format.count(reject.line)}</td>
                <td>{reject.field}</td>
                <td>
                  {reject.message} <code>{reject.code}</code>
                </td>
                <td>{reject.text ?? Object.values(reject.row).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
