import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Note, Skeleton } from '../../ui/states.js';
import { healthOf } from './health-model.js';
import { administrationTexts } from './texts.js';
import css from './administration.module.css';

const LOOK_EVERY_MS = 10_000;

async function look({ signal }: { signal: AbortSignal }) {
  const answer = await fetch('/health/ready', { signal });
  return healthOf(await answer.json().catch(() => null));
}

/** Whether the services are ready, looked at again and again. */
export function Health() {
  const t = useTexts(administrationTexts);
  const { data, error } = useQuery({
    queryKey: ['health'],
    queryFn: look,
    refetchInterval: LOOK_EVERY_MS,
    retry: false,
  });
  return (
    <Card title={t.health}>
      {error && <Note kind="error">{t.healthGone}</Note>}
      {data === undefined && !error && <Skeleton rows={3} height={36} />}
      {data === null && <Note>{t.healthApart}</Note>}
      {data && (
        <>
          <p role="status" className={css.overall} data-well={data.ready}>
            {data.ready ? t.allWell : (data.reason ?? t.notWell)}
          </p>
          <ul className={css.services}>
            {data.services.map(({ name, isWell, words }) => (
              <li key={name} data-well={isWell}>
                <span className={css.dot} aria-hidden="true" />
                <span>
                  {t.services[name] ?? name} <small>{name}</small>
                </span>
                <span>{isWell ? t.ok : words}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
