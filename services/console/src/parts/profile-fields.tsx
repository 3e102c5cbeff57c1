import { type Rejection, sentencesAt } from '../api/command.js';
import { useTexts } from '../app/texts.js';
import { termTexts } from '../locales/terms.js';
import { Chips } from '../ui/chips.js';
import { Field, Select } from '../ui/field.js';
import css from './parts.module.css';
import { CALENDARS, PREFERRED, type ProfileDraft, TIERS } from './profile-draft.js';
import { partTexts } from './texts.js';

export { changesOf, draftOf, EMPTY_PROFILE, type ProfileDraft, profileInput } from './profile-draft.js';

interface Props {
  readonly draft: ProfileDraft;
  readonly errors: readonly Rejection[];
  /** Said under the phone number, which is not shown. */
  readonly phoneHint?: string;
  onChange(draft: ProfileDraft): void;
}

/** The facts about a client, with the platform's sentences at them. */
export function ProfileFields({ draft, errors, phoneHint, onChange }: Props) {
  const t = useTexts(partTexts);
  const terms = useTexts(termTexts);
  const change = (part: Partial<ProfileDraft>) => onChange({ ...draft, ...part });
  const at = (field: string) => sentencesAt(errors, field);
  return (
    <>
      <Field
        label={t.name}
        value={draft.name}
        error={at('name')}
        onChange={(name) => change({ name })}
        autoComplete="off"
        maxLength={200}
      />
      <Field
        label={t.phone}
        type="tel"
        value={draft.phone}
        error={at('phone')}
        hint={phoneHint}
        onChange={(phone) => change({ phone })}
        autoComplete="off"
        maxLength={32}
      />
      <Chips
        legend={t.tier}
        columns={4}
        values={TIERS}
        value={draft.tier}
        error={at('tier')}
        text={(tier) => terms.tier[tier]}
        onChange={(tier) => change({ tier })}
      />
      <Field
        label={t.interests}
        hint={t.interestsHint}
        value={draft.interests}
        error={at('interests')}
        onChange={(interests) => change({ interests })}
      />
      <div className={css.pair}>
        <Select
          label={t.preferredChannel}
          none={t.noPreference}
          value={draft.preferredChannel}
          values={PREFERRED}
          error={at('preferredChannel')}
          text={(channel) => terms.channel[channel]}
          onChange={(preferredChannel) => change({ preferredChannel })}
        />
        <Field
          label={t.contactsAYear}
          type="number"
          value={draft.contactsAYear}
          error={at('contactsAYear')}
          onChange={(contactsAYear) => change({ contactsAYear })}
        />
        <Select
          label={t.birthdayCalendar}
          value={draft.birthdayCalendar}
          values={CALENDARS}
          text={(calendar) => terms.calendar[calendar]}
          onChange={(calendar) => change({ birthdayCalendar: calendar || 'SOLAR' })}
        />
        <Field
          label={t.birthday}
          hint={t.birthdayHint}
          value={draft.birthday}
          error={at('birthday')}
          onChange={(birthday) => change({ birthday })}
          maxLength={8}
        />
      </div>
    </>
  );
}
