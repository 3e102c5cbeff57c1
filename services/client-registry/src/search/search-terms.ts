import { Id } from '@hengxin/contracts';
import { maskPhone } from '@hengxin/identity';
import { pinyin } from 'pinyin-pro';

/** From so many places of a name on it can be found; the name of a firm is long. */
const PLACES_AT_MOST = 12;
/** Characters of a term: nobody types more of a name. */
const TERM_LENGTH = 24;
const LAST_DIGITS = 4;

/** What a term is of: characters of a name, its sound in Latin letters, the end of a phone number. */
const NAME = 'n:';
const SOUND = 'a:';
const PHONE = 't:';

/** What somebody looks for. */
export interface Wanted {
  /** Ids that the text may be; none where it can be no id. */
  readonly ids: readonly string[];
  /** Terms from the first to below the second; null where nothing of a name or a phone can be meant. */
  readonly terms: readonly [from: string, below: string] | null;
}

/**
 * All under which a client is found: the characters of the name from each place on, the sounds from each on, the
 * initials, the last four digits of the phone. Digits that the mask hides are no term: what is masked must not be found
 * out by trying.
 */
export function termsOf({ name, phone }: { readonly name: string; readonly phone: string | null }): string[] {
  const words = wordsOf(name);
  const places = words.flatMap((word, i) => startsIn(word).map((at) => word.slice(at).join('') + rest(words, i)));
  const sounds = soundsOf(words.flat());
  const sound = sounds.map((_, i) => sounds.slice(i).join('')).slice(0, PLACES_AT_MOST);
  const initials = sounds.map((each) => [...each][0]).join('');
  const shown = phone === null ? undefined : new RegExp(`\\*(\\d{${LAST_DIGITS}})$`).exec(maskPhone(phone))?.[1];
  const terms = [
    ...places.slice(0, PLACES_AT_MOST).map((each) => NAME + cut(each)),
    ...(hasHan(name) ? [...sound, initials] : places.slice(0, PLACES_AT_MOST)).map((each) => SOUND + cut(each)),
    ...(shown === undefined ? [] : [PHONE + shown]),
  ];
  // A rare character may be read in halves, and no half of one can be stored.
  return [...new Set(terms)].filter((term) => term.length > SOUND.length && term.isWellFormed());
}

/** What a typed text looks for. Of a text of four digits the end of a phone number, of Latin letters a sound. */
export function wantedOf(text: string): Wanted {
  const typed = text.trim();
  const ids = Id.safeParse(typed).success ? [...new Set([typed, typed.toUpperCase()])] : [];
  if (/^\d{4}$/.test(typed)) return { ids, terms: [PHONE + typed, `${PHONE}${typed}!`] };
  const plain = wordsOf(typed).flat().join('');
  if (plain === '' || /^\d+$/.test(plain)) return { ids, terms: null };
  const prefix = (hasHan(plain) ? NAME : SOUND) + cut(plain);
  // In the order of bytes nothing that begins with the prefix stands above it with the last character of all.
  return { ids, terms: [prefix, `${prefix}\u{10ffff}`] };
}

/** Words of letters and digits in one spelling: without case, width, accents and what stands between them. */
function wordsOf(text: string): string[][] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[üǖǘǚǜ]/g, 'v')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC');
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => [...word]);
}

/** A word is found from its beginning, and a Chinese name from each of its characters. */
function startsIn(word: readonly string[]): number[] {
  return word.flatMap((character, i) => (i === 0 || hasHan(character) ? i : []));
}

function rest(words: readonly (readonly string[])[], after: number): string {
  return words
    .slice(after + 1)
    .flat()
    .join('');
}

const OPTIONS = { toneType: 'none', type: 'array', v: true, surname: 'head', nonZh: 'spaced' } as const;
/** Longer texts are names of firms, in which a character sounds as its word does. */
const PERSON_LENGTH = 4;
const KEPT_AT_MOST = 50_000;
const kept = new Map<string, string[]>();

/**
 * A surname is read as a surname: 单 is shan, 曾 is zeng. Letters that are no characters sound as they are written. The
 * name of a person is read in parts that come again and again, since a file of a bank has millions of names.
 */
function soundsOf(characters: readonly string[]): string[] {
  if (characters.length > PERSON_LENGTH) return read(characters.join(''));
  const surname = characters.slice(0, 2).join('');
  return [...readOnce(surname), ...characters.slice(2).flatMap(readOnce)];
}

function readOnce(text: string): string[] {
  let sounds = kept.get(text);
  if (!sounds) {
    if (kept.size >= KEPT_AT_MOST) kept.clear();
    kept.set(text, (sounds = read(text)));
  }
  return sounds;
}

function read(text: string): string[] {
  return text === '' ? [] : pinyin(text, OPTIONS).map((sound) => sound.toLowerCase());
}

function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

function cut(text: string): string {
  return [...text].slice(0, TERM_LENGTH).join('');
}
