import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Skeleton } from '../../ui/states.js';
import { isBehind } from './parked-model.js';
import { stateTexts } from './state-texts.js';
import { administrationTexts } from './texts.js';
import { type Look, useStates } from './use-states.js';
import css from './state.module.css';

/** How far each consumer of each service is behind the event log. */
export function Consumers() {
  const t = useTexts(stateTexts);
  const looks = useStates();
  return (
    <Card title={t.consumers}>
      <p className={css.hint}>{t.consumersHint}</p>
      {looks.every(({ state, error }) => state === undefined && error === null) ? (
        <Skeleton rows={5} height={48} />
      ) : (
        looks.map((look) => <ConsumersOf key={look.service} look={look} />)
      )}
    </Card>
  );
}

function ConsumersOf({ look: { service, state, error } }: { readonly look: Look }) {
  const t = useTexts(stateTexts);
  const { services } = useTexts(administrationTexts);
  const format = useFormat();
  return (
    <section className={css.service} aria-label={services[service] ?? service}>
      <h3>
        {services[service] ?? service} <small>{service}</small>
      </h3>
      {!state && error && <p className={css.bad}>{t.silent}</p>}
      <ul>
        {state?.consumers.map(({ name, lagSeconds, parked }) => (
          <li key={name}>
            <code>{name}</code>
            {parked > 0 && <span className={css.bad}>{t.held(format.count(parked))}</span>}
            <span className={isBehind(lagSeconds) ? css.bad : css.well}>
              {lagSeconds < 1 ? t.upToDate : t.lag(format.count(Math.round(lagSeconds)))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
